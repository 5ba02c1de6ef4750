"""What a person does about a reminder. Doing it twice changes nothing; it can be taken back.

An answer is an answer to the rule: what it said before, and nobody answered, is put away with it,
so that yesterday's words do not come up from under today's. What is settled stays so.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from routines.accounts.models import User
from routines.changes import services as changes
from routines.diary.days import StepOnDay
from routines.diary.gather import read_day
from routines.diary.models import Answer
from routines.diary.services.entries import Said, log_steps
from routines.reminders import schedule
from routines.reminders.models import Origin, Outcome, Reminder, Rest
from routines.reminders.schedule import PutOff
from routines.reminders.services import plans
from routines.reminders.services.silencing import rest_until, silence
from routines.reminders.services.states import (
    REMINDER_KIND,
    REST_KIND,
    reminder_state,
    rest_state,
)

UNSETTLED = (Outcome.OPEN, Outcome.NOT_NOW)
"""Put off is not answered: it may still be done."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The reminder as it stands now. `batch` takes the answer back; None where nothing changed.

    `logged` is how many steps "done" logged, on `day`.
    """

    reminder: Reminder
    batch: uuid.UUID | None
    day: date
    logged: int = 0


def steps_to_log(*, user: User, reminder: Reminder, at: datetime) -> tuple[date, list[StepOnDay]]:
    """What "done" would log, and on which day. Three queries where it would log anything.

    A nudge asks after the rest of a part of its own day. A rule asks for one step of a kind, on the
    person's day as it is when they tap: of several the one that is still open, this part of the day
    first. What is answered already stays as it is.
    """
    day = reminder.day if reminder.origin == Origin.NUDGE else user.today(at)
    if not reminder.offers:
        return day, []
    steps = read_day(user, day, user.today(at)).steps
    if reminder.origin == Origin.NUDGE:
        return day, [step for step in steps if step.is_open and step.step.slot == reminder.offers]
    return day, _first_open(steps, reminder.offers, plans.part_of_day(user, at))


def _first_open(steps: Sequence[StepOnDay], kind: str, slot: str) -> list[StepOnDay]:
    open_steps = [step for step in steps if step.step.kind == kind and step.given is None]
    return sorted(open_steps, key=lambda item: (not item.due, item.step.slot != slot))[:1]


def answer_done(*, user: User, key: uuid.UUID, at: datetime) -> Answered:
    """Note that it was done, and log the step where the reminder offers one.

    Raises Reminder.DoesNotExist for a reminder that is not the user's.
    """
    with transaction.atomic():
        reminder = _held(user, key)
        day, steps = steps_to_log(user=user, reminder=reminder, at=at)
        if _is_settled(reminder, at):
            return Answered(reminder=reminder, batch=None, day=day)
        batch = uuid.uuid4()
        if steps:
            said = Said(answer=Answer.DONE)
            log_steps(
                user=user,
                day=day,
                answers={step.step.step_id: said for step in steps},
                at=at,
                batch=batch,
            )
        writes = [_answer(reminder, Outcome.DONE, at, day), *_put_away_alike(reminder, at, day)]
        _record(user, batch, writes, at)
    return Answered(reminder=reminder, batch=batch, day=day, logged=len(steps))


def not_now(*, user: User, key: uuid.UUID, choice: PutOff, at: datetime) -> Answered:
    """Put it off; what spoke rests until then. Raises Reminder.DoesNotExist."""
    with transaction.atomic():
        reminder = _held(user, key)
        table = plans.timetable_of(user, plans.read_plan(user))
        until = schedule.put_off_until(choice, at, table)
        day = user.today(at)
        if _is_settled(reminder, at) or reminder.until == until:
            return Answered(reminder=reminder, batch=None, day=day)
        batch = uuid.uuid4()
        writes = [_answer(reminder, Outcome.NOT_NOW, at, day, until=until)]
        writes += _put_away_alike(reminder, at, day)
        if reminder.origin == Origin.RULE:
            writes.append(rest_until(user, reminder.rule_key, until, at, day))
        _record(user, batch, writes, at)
        plans.look_again(user=user, until=until, at=at)
    return Answered(reminder=reminder, batch=batch, day=day)


def dismiss(*, user: User, key: uuid.UUID, at: datetime) -> Answered:
    """Put it away. Raises Reminder.DoesNotExist."""
    with transaction.atomic():
        reminder = _held(user, key)
        day = user.today(at)
        if _is_settled(reminder, at):
            return Answered(reminder=reminder, batch=None, day=day)
        batch = uuid.uuid4()
        writes = [
            _answer(reminder, Outcome.DISMISSED, at, day),
            *_put_away_alike(reminder, at, day),
        ]
        _record(user, batch, writes, at)
    return Answered(reminder=reminder, batch=batch, day=day)


def stop(*, user: User, key: uuid.UUID, at: datetime) -> Answered:
    """Never hear what spoke again: a rule or a trial rests for good, a nudge is switched off.

    Whatever it said and nobody settled is stopped too; what was settled keeps its answer, so that a
    rule can be stopped from any of its reminders. Raises Reminder.DoesNotExist.
    """
    with transaction.atomic():
        reminder = _held(user, key)
        day = user.today(at)
        if _is_outdated(reminder, at):
            return Answered(reminder=reminder, batch=None, day=day)
        unsettled = [*_alike(reminder).filter(outcome__in=UNSETTLED)]
        if reminder.outcome in UNSETTLED:
            unsettled.insert(0, reminder)
        silenced = silence(user, reminder, at, day)
        writes = [_answer(one, Outcome.STOPPED, at, day) for one in unsettled] + silenced
        if not writes:
            return Answered(reminder=reminder, batch=None, day=day)
        batch = uuid.uuid4()
        _record(user, batch, writes, at)
    return Answered(reminder=reminder, batch=batch, day=day)


def unmute(*, user: User, rule_key: str, at: datetime) -> uuid.UUID | None:
    """Let a rule speak again; return what takes it back, None where it was not silent."""
    with transaction.atomic():
        User.objects.hold(user)
        rest = Rest.objects.of(user).filter(rule_key=rule_key).first()
        if rest is None:
            return None
        batch = uuid.uuid4()
        before = rest_state(rest)
        rest.delete()
        write = changes.Write(
            kind=REST_KIND, target=rule_key, day=user.today(at), before=before, after=None
        )
        _record(user, batch, [write], at)
    return batch


def _held(user: User, key: uuid.UUID) -> Reminder:
    """The reminder, with the person's other writers and passes waiting."""
    User.objects.hold(user)
    return Reminder.objects.of(user).get(key=key)


def _is_settled(reminder: Reminder, at: datetime) -> bool:
    """Whether it was answered for good, or put off later than `at`."""
    return reminder.outcome not in UNSETTLED or _is_outdated(reminder, at)


def _is_outdated(reminder: Reminder, at: datetime) -> bool:
    """Whether an answer given later than `at` is there."""
    return reminder.answered_at is not None and at < reminder.answered_at


def _alike(reminder: Reminder) -> QuerySet[Reminder]:
    """What else the same rule or trial said to the same person."""
    said = Reminder.objects.filter(
        user=reminder.user_id, rule_key=reminder.rule_key, origin=reminder.origin
    )
    return said.exclude(pk=reminder.pk)


def _put_away_alike(reminder: Reminder, at: datetime, day: date) -> list[changes.Write]:
    """Put away what the rule said at other times; each nudge asks after a day of its own."""
    if reminder.origin == Origin.NUDGE:
        return []
    alike = _alike(reminder).filter(outcome__in=UNSETTLED)
    return [_answer(one, Outcome.DISMISSED, at, day) for one in alike]


def _answer(
    reminder: Reminder, outcome: Outcome, at: datetime, day: date, until: datetime | None = None
) -> changes.Write:
    before = reminder_state(reminder)
    reminder.outcome, reminder.answered_at, reminder.until = outcome, at, until
    reminder.save(update_fields=["outcome", "answered_at", "until"])
    return changes.Write(
        kind=REMINDER_KIND,
        target=reminder.key.hex,
        day=day,
        before=before,
        after=reminder_state(reminder),
    )


def _record(user: User, batch: uuid.UUID, writes: Sequence[changes.Write], at: datetime) -> None:
    changes.record(user=user, batch=batch, writes=writes, at=at)
