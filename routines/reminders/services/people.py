"""Reading a batch of people for a pass: the same few queries for one as for hundreds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Q

from routines.accounts.models import User
from routines.guidance.rules import RuleKind
from routines.reminders import schedule
from routines.reminders.deciding import Preferences, Resting, RuleRest
from routines.reminders.models import (
    Channel,
    Destination,
    Nudge,
    Origin,
    Outcome,
    Plan,
    Reminder,
    Rest,
    Wish,
)
from routines.reminders.services import plans

LOOKS_BACK = timedelta(days=400)
"""What was said earlier matters to no rule: the longest rests are of ninety days."""
Row = TypeVar("Row", Nudge, Rest, Wish, Destination)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing that was said before; the fields are columns of `Reminder`."""

    pk: int
    origin: str
    rule_key: str
    kind: str
    day: date
    due_at: datetime
    made_at: datetime
    outcome: str
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Everything about somebody but their diary. `since` is when this pass became due."""

    user: User
    plan: Plan
    since: datetime
    nudges: Sequence[Nudge] = ()
    rests: Sequence[Rest] = ()
    wishes: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    destinations: Sequence[Destination] = ()
    spoken: Sequence[Spoken] = ()

    @property
    def table(self) -> schedule.Timetable:
        return plans.timetable_of(self.user, self.plan)

    def nudge_times(self) -> list[schedule.NudgeTime]:
        return plans.nudge_times(self.nudges)

    def wants(self, kind: str, channel: str) -> bool:
        return self.wishes.get((kind, channel), True)

    def is_paused(self, at: datetime) -> bool:
        """Whether reminders are paused; a paused diary is another matter."""
        until = self.plan.paused_until
        return until is not None and self.user.today(at) < until

    def messages_due(self, at: datetime) -> bool:
        """Whether the time of day for messages has come since this pass became due."""
        return schedule.last_time(self.plan.messages_at, self.user.zone, at) >= self.since


def read_people(claimed: Sequence[Plan], at: datetime) -> list[Person]:
    """Return the people of these plans, whose users are loaded. Five queries."""
    ids = [plan.user_id for plan in claimed]
    nudges = _by_user(Nudge.objects.filter(user__in=ids, active=True).order_by("pk"))
    resting = Q(until__isnull=True) | Q(until__gt=at)
    rests = _by_user(Rest.objects.filter(resting, user__in=ids))
    wishes = _by_user(Wish.objects.filter(user__in=ids))
    destinations = _by_user(Destination.objects.filter(user__in=ids, active=True).order_by("pk"))
    spoken = _read_spoken(ids, at)
    return [
        Person(
            user=plan.user,
            plan=plan,
            since=min(plan.next_pass_at, at),
            nudges=nudges[plan.user_id],
            rests=rests[plan.user_id],
            wishes={(wish.kind, wish.channel): wish.wanted for wish in wishes[plan.user_id]},
            destinations=destinations[plan.user_id],
            spoken=spoken[plan.user_id],
        )
        for plan in claimed
    ]


def _by_user(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.user_id].append(row)
    return found


def _read_spoken(ids: Collection[int], at: datetime) -> dict[int, list[Spoken]]:
    """What was said to each of them, oldest first."""
    rows = Reminder.objects.filter(user__in=ids, made_at__gt=at - LOOKS_BACK)
    columns = [column.name for column in fields(Spoken)]
    found: dict[int, list[Spoken]] = defaultdict(list)
    for user_id, *values in rows.order_by("made_at", "pk").values_list("user_id", *columns):
        found[user_id].append(Spoken(*values))
    return found


def resting_of(person: Person, at: datetime) -> Resting:
    """What was said to somebody before, as `decide` asks for it."""
    spoken: dict[str, list[date]] = defaultdict(list)
    sent = []
    for one in person.spoken:
        if one.origin != Origin.RULE or one.outcome == Outcome.WITHDRAWN:
            continue
        # Days are counted as they were where the person lives now: who has flown west and lives a
        # date again hears what that second day brings.
        sent.append((person.user.today(one.made_at), RuleKind(one.kind)))
        if not _came_back(one, person.user.today(at), at):
            spoken[one.rule_key].append(one.day)
    rests = {rest.rule_key: rest for rest in person.rests}
    return Resting(
        rules={
            key: _rule_rest(sorted(set(spoken.get(key, ()))), rests.get(key), person)
            for key in spoken.keys() | rests.keys()
        },
        sent=tuple(sent),
    )


def _came_back(one: Spoken, today: date, at: datetime) -> bool:
    """Whether it was put off to a later day that has come: then it is as if it had not been said.

    Put off for a few hours it comes back as it is, and is not decided once more.
    """
    return one.until is not None and one.until <= at and one.day < today


def returning(person: Person, at: datetime) -> list[int]:
    """Keys of the reminders of today that were put off until a time that has come since."""
    today = person.user.today(at)
    return [
        one.pk
        for one in person.spoken
        if one.until is not None and person.since <= one.until <= at and one.day == today
    ]


def next_return(person: Person, at: datetime) -> datetime | None:
    """When the next thing that was put off comes back."""
    return min((one.until for one in person.spoken if one.until and one.until > at), default=None)


def _rule_rest(spoken: Sequence[date], rest: Rest | None, person: Person) -> RuleRest:
    if rest is None:
        return RuleRest(spoken=tuple(spoken))
    return RuleRest(
        spoken=tuple(spoken),
        silent_until=person.user.today(rest.until) if rest.until else None,
        is_muted=rest.until is None,
    )


def preferences_of(person: Person, at: datetime) -> Preferences:
    """How somebody wants to be spoken to, as `decide` asks for it."""
    channels = {Channel.APP.value, *(one.channel for one in person.destinations)}
    return Preferences(
        most_a_day=person.plan.most_a_day,
        most_a_week=person.plan.most_a_week,
        is_paused=person.is_paused(at),
        wanted=frozenset(
            kind for kind in RuleKind if any(person.wants(kind, channel) for channel in channels)
        ),
    )
