"""Made-up diaries: for `make demo`, and for visitors who look around without an account."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction

from routines.accounts.models import User
from routines.diary.gather import planned
from routines.diary.models import (
    DayNote,
    Entry,
    Happening,
    HappeningKind,
    Pause,
    Product,
    StepTerm,
)
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.routine import start_routine
from routines.home.demo_year import DemoYear, first_day, make_year
from routines.reminders.services.made_up import tell_made_up_past
from routines.spots.models import Count

DEMO_LIVES = timedelta(hours=2)
MOST_VISITORS = 200
"""Made-up diaries at a time; beyond that, looking around has to wait."""
DEMO_DOMAIN = "looking-around.invalid"
Progress = Callable[[int, int], None]


def no_progress(done: int, of: int) -> None:
    """Nobody watches."""


class TooManyVisitorsError(Exception):
    """Every place for looking around is taken; one becomes free within two hours."""


def make_visitor(*, now: datetime, time_zone: str) -> User:
    """Return somebody who looks around, with a year in their diary.

    Raises TooManyVisitorsError.
    """
    if User.objects.filter(is_demo=True).count() >= MOST_VISITORS:
        raise TooManyVisitorsError
    with transaction.atomic():
        user = User.objects.create_user(
            f"{uuid.uuid4()}@{DEMO_DOMAIN}",
            time_zone=time_zone,
            time_zone_confirmed_at=now,
            is_demo=True,
            demo_expires_at=now + DEMO_LIVES,
        )
        fill_with_demo_year(user=user, today=user.today(now))
        tell_made_up_past(user=user, at=now)
    return user


def remove_visitor(*, user: User) -> None:
    """Remove somebody who looked around, and all that was theirs; anybody else stays."""
    User.objects.filter(pk=user.pk, is_demo=True).delete()


def remove_expired_visitors(*, now: datetime) -> int:
    """Remove whoever looked around for long enough, and return how many."""
    expired = User.objects.filter(is_demo=True, demo_expires_at__lte=now)
    number = expired.count()
    expired.delete()
    return number


def fill_with_demo_year(
    *, user: User, today: date, seed: int = 8, progress: Progress = no_progress
) -> DemoYear:
    """Give a person without a diary the made-up year up to yesterday; today is theirs to log.

    `progress` is told the rows written so far and the rows there will be.
    """
    with transaction.atomic():
        load_catalogue()
        yesterday = today - timedelta(days=1)
        start_routine(user=user, today=first_day(yesterday))
        _name_a_product(user, yesterday)
        terms = StepTerm.objects.of(user).in_order().select_related("step", "product")
        year = make_year(
            last=yesterday,
            steps=[planned(term) for term in terms],
            count_weekday=user.count_weekday,
            seed=seed,
        )
        rows = list(_rows(user, year))
        for number in range(0, len(rows), 250):
            _store(rows[number : number + 250])
            progress(min(number + 250, len(rows)), len(rows))
    return year


def _name_a_product(user: User, yesterday: date) -> None:
    """A product in use, so that its place is seen."""
    product = Product.objects.create(
        user=user,
        brand="Brand X",
        name="Light Lotion SPF 50",
        opened_on=yesterday - timedelta(days=100),
        months_it_keeps=12,
    )
    StepTerm.objects.of(user).filter(step__kind="sunscreen").update(product=product)


def _rows(user: User, year: DemoYear) -> Iterator[models.Model]:
    zone = user.zone
    for answer in year.answers:
        yield Entry(
            user=user,
            step_id=answer.step_id,
            day=answer.day,
            answer=answer.answer,
            skip_reason=answer.skip_reason,
            given_at=_evening(answer.day, zone),
        )
    kinds = {kind.key: kind for kind in HappeningKind.objects.all()}
    for happening in year.happenings:
        yield Happening(
            user=user,
            day=happening.day,
            kind=kinds[happening.key],
            region=happening.region,
            note=happening.note,
            given_at=_evening(happening.day, zone),
        )
    for day, text in year.notes.items():
        yield DayNote(user=user, day=day, text=text, given_at=_evening(day, zone))
    for place, count in enumerate(year.counts):
        counted_at = _evening(count.day, zone) + timedelta(seconds=place)
        yield Count(
            user=user,
            day=count.day,
            counted_at=counted_at,
            given_at=counted_at,
            **count.numbers,
        )
    yield Pause(user=user, starts_on=year.pause[0], ends_on=year.pause[1], reason="By the sea")


def _evening(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(21, 40), tzinfo=zone)


def _store(rows: list[models.Model]) -> None:
    for model in {type(row) for row in rows}:
        of_model = [row for row in rows if type(row) is model]
        model._default_manager.bulk_create(of_model)  # noqa: SLF001 - Django's own public name
