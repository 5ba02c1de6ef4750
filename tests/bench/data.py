"""Plausible diaries, written in bulk: years of answers, counts and happenings within seconds."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from routines.accounts.clock import local_day
from routines.accounts.models import CONSENT_VERSION, Consent, User
from routines.api.scopes import Scope
from routines.api.services import Wanted, make_token
from routines.changes.models import Change
from routines.diary.models import (
    Answer,
    DayNote,
    Entry,
    Happening,
    HappeningKind,
    Pause,
    Product,
    SkipReason,
    Step,
)
from routines.diary.services.entries import entry_state, entry_target
from routines.diary.services.routine import start_routine
from routines.guidance.gather import rules_in_force
from routines.guidance.saying import say_condition
from routines.reminders.models import Nudge, Origin, Reminder
from routines.spots.models import Count

BATCH = 2000
DAYS_A_YEAR = 365
ODDS = ((0.80, Answer.DONE), (0.86, Answer.SKIPPED), (0.90, Answer.NOT_DONE))
"""An answer's share of the days, added up; what is left was not logged."""
HOLIDAY = (200, 209)
"""First and last day of each year's pause."""
COUNT_EVERY_DAYS = 7
HAPPENING_EVERY_DAYS = 9
REMOVAL = 120
"""The day of each year on which spots are removed or treated."""
NOTE_EVERY_DAYS = 11


def make_diarist(
    email: str,
    *,
    days: int,
    today: date,
    seed: int = 0,
    count_every_days: int = COUNT_EVERY_DAYS,
) -> User:
    """Make a person whose diary began `days` ago and was kept until yesterday."""
    first = today - timedelta(days=days)
    person = User.objects.create_user(
        email, time_zone="UTC", time_zone_confirmed_at=_noon(first), date_joined=_noon(first)
    )
    Consent.objects.create(user=person, version=CONSENT_VERSION, given_at=_noon(first))
    start_routine(user=person, today=first)
    logged = [first + timedelta(days=number) for number in range(days)]
    chance = random.Random(seed)  # noqa: S311
    with transaction.atomic():
        _write_answers(person, logged, chance)
        _write_counts(person, logged[::count_every_days], chance)
        _write_happenings(person, logged)
        _write_pauses(person, logged)
    return person


def new_and_year(now: datetime) -> tuple[User, User]:
    """Somebody whose diary begins today, and somebody who also has a product and a year of days."""
    today = local_day(now, ZoneInfo("UTC"), time(3))
    new = make_diarist("new@example.org", days=0, today=today)
    year = make_diarist("year@example.org", days=DAYS_A_YEAR, today=today)
    Product.objects.create(
        user=year, brand="Plain", name="Cream for the day", opened_on=today, months_it_keeps=12
    )
    _write_reminders(year, now)
    Nudge.objects.create(user=year, slot="evening", at=time(21, 30))
    wanted = Wanted(name="A display on the wall", scopes=[Scope.READ])
    make_token(user=year, key=uuid.uuid4(), wanted=wanted, at=now)
    return new, year


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def _write_answers(person: User, days: list[date], chance: random.Random) -> None:
    """Answers for every step, each with its row in the log of changes."""
    entries = list(_answers(person, days, chance))
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Change.objects.bulk_create((_change(entry) for entry in entries), batch_size=BATCH)


def _answers(person: User, days: list[date], chance: random.Random) -> Iterator[Entry]:
    steps = list(Step.objects.of(person))
    for day in days:
        for step in steps:
            luck = chance.random()
            answer = next((answer for share, answer in ODDS if luck < share), None)
            if answer is not None:
                yield Entry(
                    user=person,
                    step=step,
                    day=day,
                    answer=answer,
                    skip_reason=SkipReason.REST_DAY if answer == Answer.SKIPPED else "",
                    given_at=_noon(day),
                )


def _change(entry: Entry) -> Change:
    return Change(
        user=entry.user,
        day=entry.day,
        batch=uuid.uuid4(),
        kind="entry",
        target=entry_target(entry.step_id, entry.day),
        before=None,
        after=entry_state(entry),
        made_at=entry.given_at,
    )


def _write_counts(person: User, days: list[date], chance: random.Random) -> None:
    """A count on each of the days."""
    Count.objects.bulk_create(
        Count(
            user=person,
            day=day,
            counted_at=_noon(day),
            given_at=_noon(day),
            forehead=chance.randrange(6),
            right_cheek=chance.randrange(9),
            left_cheek=chance.randrange(9),
            nose=chance.randrange(4),
            chin=chance.randrange(5),
        )
        for day in days
    )


def _write_happenings(person: User, days: list[date]) -> None:
    kinds = list(HappeningKind.objects.filter(opens_segment=False))
    happened = days[::HAPPENING_EVERY_DAYS]
    Happening.objects.bulk_create(
        Happening(user=person, day=day, kind=kinds[number % len(kinds)], given_at=_noon(day))
        for number, day in enumerate(happened)
    )
    removals = list(HappeningKind.objects.filter(opens_segment=True))
    Happening.objects.bulk_create(
        Happening(user=person, day=day, kind=removals[number % len(removals)], given_at=_noon(day))
        for number, day in enumerate(days[REMOVAL::DAYS_A_YEAR])
    )
    DayNote.objects.bulk_create(
        DayNote(user=person, day=day, text="A long day outside.", given_at=_noon(day))
        for day in days[::NOTE_EVERY_DAYS]
    )


def _write_reminders(person: User, now: datetime) -> None:
    """One of each kind, the last hour's first; of a rule of the starter texts where it can be."""
    rules = {rule.rule.kind: rule for rule in rules_in_force()}
    Reminder.objects.bulk_create(
        Reminder(
            user=person,
            origin=Origin.RULE,
            rule_key=standing.rule.key,
            kind=standing.rule.kind.value,
            topic=standing.topic,
            title=standing.title,
            revision=standing.revision,
            line=standing.line,
            sentence=standing.sentence,
            saying=say_condition(standing.rule.condition),
            message=standing.rule.message,
            facts=list(standing.facts),
            day=person.today(moment),
            due_at=moment,
            made_at=moment,
        )
        for hours, standing in enumerate(rules.values(), start=1)
        if (moment := now - timedelta(hours=hours))
    )


def _write_pauses(person: User, days: list[date]) -> None:
    first, last = HOLIDAY
    Pause.objects.bulk_create(
        Pause(user=person, starts_on=year[first], ends_on=year[last], reason="Away")
        for start in range(0, len(days), DAYS_A_YEAR)
        if len(year := days[start : start + DAYS_A_YEAR]) > last
    )
