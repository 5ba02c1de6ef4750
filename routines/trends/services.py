"""The only place that writes trials, and the routine along with them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from routines.accounts.models import User
from routines.changes import services as changes
from routines.changes.models import Change
from routines.changes.registry import Irreversible, State
from routines.diary.models import Kind, Step, StepTerm
from routines.diary.refusals import Refused
from routines.diary.services import courses, routine
from routines.diary.services.courses import Away
from routines.diary.services.entries import Logged
from routines.trends.models import Trial

KIND = "trial"
LONGEST_AHEAD = timedelta(days=60)
NOT_TRIED = frozenset({Kind.SUNSCREEN.value})
"""Kinds of step that nobody is asked to leave out for weeks."""


def start_trial(
    *,
    user: User,
    step_id: int,
    starts_on: date,
    blocks: int,
    begins_with_step: bool,
    at: datetime,
    today: date,
    key: uuid.UUID,
) -> Logged:
    """Plan a trial and lay the step out by it. The same key twice plans it once.

    Raises Step.DoesNotExist for somebody else's, Refused where another trial is not over, where the
    step is not in the routine or not one to leave out, and for days that are not ahead.
    """
    _refuse_unlikely(starts_on, today)
    with transaction.atomic():
        User.objects.hold(user)
        if changes.is_recorded(user=user, batch=key):
            return Logged(batch=key, changed=0)
        step = Step.objects.of(user).get(pk=step_id)
        if step.kind in NOT_TRIED:
            raise Refused(
                "Sunscreen is no step to leave out for weeks, so it can’t be tried this way.",
                field="step",
            )
        _close_what_is_over(user, today)
        trial = Trial(
            user=user,
            step=step,
            starts_on=starts_on,
            blocks=blocks,
            begins_with_step=begins_with_step,
        )
        before = {"trial": None, "routine": routine.routine_state(step)}
        away = [
            Away(block.first, block.last + timedelta(days=1))
            for block in trial.plan.blocks
            if not block.is_on
        ]
        courses.lay_out(user=user, step_id=step_id, away=away, today=today)
        trial.save()
        _record(user, key, trial, today, before, at)
    return Logged(batch=key, changed=1)


def call_off_trial(*, user: User, trial_id: int, at: datetime, today: date) -> Logged:
    """End a trial: the step is in the routine from today on, as if nothing were planned.

    One that has not begun leaves no trace. Raises Trial.DoesNotExist for somebody else's.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        trial = Trial.objects.of(user).select_related("step").get(pk=trial_id)
        if trial.closed_on is not None or trial.plan.is_over(today):
            return Logged(batch=batch, changed=0)
        before = trial_state(trial)
        courses.take_up(user=user, step_id=trial.step_id, today=today)
        if trial.starts_on >= today:
            Trial.objects.filter(pk=trial.pk).delete()
        else:
            trial.closed_on = today
            trial.save(update_fields=["closed_on"])
        _record(user, batch, trial, today, before, at)
    return Logged(batch=batch, changed=1)


def trial_state(trial: Trial) -> dict[str, Any]:
    """The state that the log of changes keeps: the trial and its step belong together."""
    row = Trial.objects.filter(pk=trial.pk).first()
    return {"trial": _columns(row), "routine": routine.routine_state(trial.step)}


def _columns(trial: Trial | None) -> dict[str, Any] | None:
    if trial is None:
        return None
    return {
        "starts_on": trial.starts_on.isoformat(),
        "blocks": trial.blocks,
        "begins_with_step": trial.begins_with_step,
        "closed_on": trial.closed_on and trial.closed_on.isoformat(),
    }


class TrialRestorer:
    """Trials; the target is "trial:step"."""

    def current(self, *, user: User, target: str, day: date) -> State:
        trial_id, step_id = map(int, target.split(":"))
        step = Step.objects.of(user).filter(pk=step_id).first()
        return None if step is None else trial_state(Trial(pk=trial_id, user=user, step=step))

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        trial_id, step_id = map(int, target.split(":"))
        kept = state or {"trial": None, "routine": None}
        try:
            # Whatever refuses does so before anything is written.
            _refuse_two_open(user, trial_id, kept["trial"])
            routine.restore_routine(
                user=user, step_id=step_id, state=kept["routine"], day=day, today=user.today(at)
            )
            _restore_trial(user, trial_id, step_id, kept["trial"])
        except Refused as refusal:
            raise Irreversible(str(refusal)) from refusal

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        steps = [int(change.target.split(":")[1]) for change in changes]
        terms = StepTerm.objects.filter(step_id__in=steps).order_by("starts_on")
        names = dict(terms.values_list("step_id", "name"))
        return {change.pk: _words(change, names) for change in changes}


def _words(change: Change, names: dict[int, str]) -> str:
    name = names.get(int(change.target.split(":")[1]), "a step")
    before, after = ((state or {}).get("trial") for state in (change.before, change.after))
    if before is None:
        return f"Planned trial of {name} made"
    called_off = after is None or (after["closed_on"] and not before["closed_on"])
    return f"Planned trial of {name} {'called off' if called_off else 'taken up again'}"


def _refuse_two_open(user: User, trial_id: int, row: dict[str, Any] | None) -> None:
    others = Trial.objects.of(user).open().exclude(pk=trial_id)
    if row is not None and row["closed_on"] is None and others.exists():
        raise Refused("Another trial has been planned since.")


def _restore_trial(user: User, trial_id: int, step_id: int, row: dict[str, Any] | None) -> None:
    if row is None:
        Trial.objects.of(user).filter(pk=trial_id).delete()
        return
    dates = {
        name: row[name] and date.fromisoformat(row[name]) for name in ("starts_on", "closed_on")
    }
    Trial.objects.update_or_create(
        pk=trial_id, user=user, defaults={**row, **dates, "step_id": step_id}
    )


def _close_what_is_over(user: User, today: date) -> None:
    """Let a trial that ran its course make way. Raises Refused where it goes on."""
    trial = Trial.objects.of(user).open().first()
    if trial is None:
        return
    if not trial.plan.is_over(today):
        raise Refused("You have a trial planned already. One at a time: two would mix.")
    trial.closed_on = trial.plan.end
    trial.save(update_fields=["closed_on"])


def _refuse_unlikely(starts_on: date, today: date) -> None:
    if starts_on <= today:
        raise Refused("A trial begins tomorrow at the earliest.", field="starts_on")
    if starts_on > today + LONGEST_AHEAD:
        raise Refused("Please begin within the next 60 days.", field="starts_on")


def _record(
    user: User, batch: uuid.UUID, trial: Trial, today: date, before: State, at: datetime
) -> None:
    key = trial.pk or 0
    write = changes.Write(
        kind=KIND,
        target=f"{key}:{trial.step_id}",
        day=today,
        before=before,
        after=trial_state(trial),
    )
    changes.record(user=user, batch=batch, writes=[write], at=at)
