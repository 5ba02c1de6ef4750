"""How the log of changes reads answers to reminders, puts them back and speaks of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from routines.accounts.models import User
from routines.changes import registry
from routines.changes.models import Change
from routines.changes.registry import Irreversible, State
from routines.reminders.models import Nudge, Outcome, Reminder, Rest
from routines.reminders.services import nudges
from routines.reminders.services.states import (
    NUDGE_KIND,
    REMINDER_KIND,
    REST_KIND,
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
    """Nudges switched off by "stop"; the target is the nudge's key."""

    def current(self, *, user: User, target: str, day: date) -> State:
        nudge = Nudge.objects.of(user).filter(key=uuid.UUID(target)).first()
        return {"active": nudge.active} if nudge else None

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        if state is None:
            raise Irreversible("That nudge has been removed since.")
        nudges.set_active(user=user, key=uuid.UUID(target), active=state["active"], at=at)

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {
            change.pk: "Nudge switched on"
            if change.after and change.after["active"]
            else "Nudge switched off"
            for change in changes
        }


def register_all() -> None:
    """Make these kinds known to the log of changes."""
    registry.register(REMINDER_KIND, ReminderRestorer())
    registry.register(REST_KIND, RestRestorer())
    registry.register(NUDGE_KIND, NudgeRestorer())


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _answer_words(state: State) -> str:
    return WORDS[Outcome(state["outcome"])] if state else "Reminder open again"


def _rest_words(state: State) -> str:
    if state is None:
        return "A rule may speak again"
    return "A rule rests for a while" if state["until"] else "A rule rests for good"
