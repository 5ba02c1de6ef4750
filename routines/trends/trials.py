"""Reading planned trials: whose step begins or rests on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from routines.accounts.models import User
from routines.diary.days import Span
from routines.diary.models import StepTerm
from routines.trends.plan import Plan, Switch, plan_trial


@dataclass(frozen=True, kw_only=True)
class StepSwitch:
    """A switch of a trial and the step it is about; `blocks` is how many the trial has."""

    trial_id: int
    step_id: int
    step_name: str
    blocks: int
    switch: Switch

    @property
    def day(self) -> date:
        return self.switch.day

    @property
    def is_on(self) -> bool:
        """Whether the step begins; otherwise it rests from this day on."""
        return self.switch.is_on

    @property
    def is_end(self) -> bool:
        """Whether the trial is over: it can be looked at, and the step is back for good."""
        return self.switch.is_end


@dataclass(frozen=True, kw_only=True)
class _Scheduled:
    """A trial beside the terms of its step."""

    trial_id: int
    step_id: int
    step_name: str
    plan: Plan
    terms: tuple[Span, ...]


def switches_between(
    users: Iterable[User], first: date, last: date
) -> Mapping[int, list[StepSwitch]]:
    """Return the switches from `first` to `last`, both included, by the key of the person.

    Whoever has none is left out; so is a trial whose step the person has since scheduled otherwise.
    One query, whatever the number of people.
    """
    found: dict[int, list[StepSwitch]] = defaultdict(list)
    for user_id, scheduled in _read_open(users):
        for switch in scheduled.plan.switches:
            if first <= switch.day <= last and _goes_by(scheduled, switch):
                found[user_id].append(
                    StepSwitch(
                        trial_id=scheduled.trial_id,
                        step_id=scheduled.step_id,
                        step_name=scheduled.step_name,
                        blocks=len(scheduled.plan.blocks),
                        switch=switch,
                    )
                )
    return dict(found)


def _goes_by(scheduled: _Scheduled, switch: Switch) -> bool:
    """Whether the routine has the step on the day of the switch as the trial would have it."""
    return switch.is_on == any(term.covers(switch.day) for term in scheduled.terms)


def _read_open(users: Iterable[User]) -> Iterable[tuple[int, _Scheduled]]:
    rows = (
        StepTerm.objects.filter(
            step__trials__user__in=[user.pk for user in users],
            step__trials__closed_on__isnull=True,
        )
        .order_by("user_id", "starts_on")
        .values_list(
            "user_id",
            "step__trials__pk",
            "step_id",
            "step__trials__starts_on",
            "step__trials__blocks",
            "step__trials__begins_with_step",
            "name",
            "starts_on",
            "ends_on",
        )
    )
    by_trial: dict[tuple[int, ...], list[tuple[str, date, date | None]]] = defaultdict(list)
    plans: dict[int, Plan] = {}
    for user_id, trial_id, step_id, begins, blocks, begins_on, name, first, end in rows:
        plans[trial_id] = plan_trial(begins, blocks, begins_on=begins_on)
        by_trial[user_id, trial_id, step_id].append((name, first, end))
    for (user_id, trial_id, step_id), terms in by_trial.items():
        yield (
            user_id,
            _Scheduled(
                trial_id=trial_id,
                step_id=step_id,
                step_name=terms[-1][0],
                plan=plans[trial_id],
                terms=tuple(span_of(starts_on, ends_on) for _, starts_on, ends_on in terms),
            ),
        )


def span_of(starts_on: date, ends_on: date | None) -> Span:
    """Return a term, whose end is excluded, as a span, whose last day is not."""
    return Span(first=starts_on, last=ends_on and ends_on - timedelta(days=1))
