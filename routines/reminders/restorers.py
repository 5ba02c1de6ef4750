"""How the log of changes reads answers to reminders, puts them back and speaks of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from routines.accounts.models import User
from routines.changes import registry
from routines.changes.models import Change
from routines.changes.registry import Irreversible, State
from routines.diary.refusals import Refused
from routines.reminders.models import Nudge, Outcome, Reminder, Rest
from routines.reminders.services import nudges, plans, preferences
from routines.reminders.services.plans import PlanSettings
from routines.reminders.services.states import (
    NUDGE_KIND,
    REMINDER_KIND,
    REST_KIND,
    nudge_state,
    reminder_state,
    rest_state,
)

WORDS = {
    Outcome.DONE: "Reminder answered: done",
    Outcome.NOT_NOW: "Reminder put off",
    Outcome.STOPPED: "Reminder stopped",
    Outcome.DISMISSED: "Reminder put away",
    Outcome.WITHDRAWN: "Reminder withdrawn",
}


class ReminderRestorer:
    """Answers to reminders; the target is the reminder's key."""

    def current(self, *, user: User, target: str, day: date) -> State:
        reminder = Reminder.objects.of(user).filter(key=uuid.UUID(target)).first()
        return reminder_state(reminder) if reminder else None

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        state = state or {"outcome": Outcome.OPEN, "answered_at": None, "until": None}
        Reminder.objects.of(user).filter(key=uuid.UUID(target)).update(
            outcome=state["outcome"],
            answered_at=_moment(state["answered_at"]),
            until=_moment(state["until"]),
        )

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {change.pk: _answer_words(change.after) for change in changes}


class RestRestorer:
    """Rules that rest; the target is the rule's key."""

    def current(self, *, user: User, target: str, day: date) -> State:
        return rest_state(Rest.objects.of(user).filter(rule_key=target).first())

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        if state is None:
            Rest.objects.of(user).filter(rule_key=target).delete()
            return
        Rest.objects.update_or_create(
            user=user,
            rule_key=target,
            defaults={"until": _moment(state["until"]), "made_at": at},
        )

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {change.pk: _rest_words(change.after) for change in changes}


class NudgeRestorer:
    """A person's own nudges; the target is the nudge's key."""

    def current(self, *, user: User, target: str, day: date) -> State:
        return nudge_state(Nudge.objects.of(user).filter(key=uuid.UUID(target)).first())

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        try:
            nudges.restore_nudge(user=user, key=uuid.UUID(target), state=state, at=at)
        except Refused as refusal:
            raise Irreversible(str(refusal)) from refusal

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {change.pk: _nudge_words(change) for change in changes}


class PreferencesRestorer:
    """When messages may come, and how many; everybody has one plan."""

    def current(self, *, user: User, target: str, day: date) -> State:
        return preferences.settings_state(PlanSettings.of(plans.read_plan(user)))

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        preferences.restore_preferences(user=user, state=state, at=at)

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {change.pk: "When reminders come: changed" for change in changes}


def register_all() -> None:
    """Make these kinds known to the log of changes."""
    registry.register(REMINDER_KIND, ReminderRestorer())
    registry.register(REST_KIND, RestRestorer())
    registry.register(NUDGE_KIND, NudgeRestorer())
    registry.register(preferences.KIND, PreferencesRestorer())


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _answer_words(state: State) -> str:
    return WORDS[Outcome(state["outcome"])] if state else "Reminder open again"


def _rest_words(state: State) -> str:
    if state is None:
        return "A rule may speak again"
    return "A rule rests for a while" if state["until"] else "A rule rests for good"


def _nudge_words(change: Change) -> str:
    """What became of a nudge: the two states tell."""
    before, after = change.before, change.after
    if before is None:
        return "Nudge added"
    if after is None:
        return "Nudge removed"
    if before["active"] != after["active"]:
        return "Nudge switched on" if after["active"] else "Nudge switched off"
    return "Nudge changed"
