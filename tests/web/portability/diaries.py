"""A diary with something of every kind in it: ugly words, and what was taken back."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

from routines.accounts.models import User
from routines.api.scopes import Scope as ApiScope
from routines.api.services import Wanted, make_token
from routines.changes.services import undo
from routines.diary.models import (
    DayNote,
    Entry,
    Happening,
    HappeningKind,
    Pause,
    Product,
    Step,
    StepTerm,
)
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.entries import Said, log_step
from routines.diary.services.routine import start_routine
from routines.portability.gather import Reader
from routines.portability.models import Import, RememberedChoices
from routines.portability.values import Record
from routines.reminders.models import Feed, Nudge, Plan, Reminder, Rest, Wish
from routines.reminders.services.destinations import switch_email
from routines.spots.models import Count
from routines.trends.models import Trial
from routines.trends.report.scope import Scope
from routines.trends.report.sharing import Sharing, share
from tests.conftest import NOON
from tests.web.reminders.rows import make_reminder

ONE_DAY = timedelta(days=1)
FORMULA = '=HYPERLINK("http://example.org","x")'
UGLY = 'she said "no", <b>twice</b>\r\nand\tagain \u202eright to left\u202c 😀🏳️‍🌈 \\u0000 é'


def fill(user: User, *, at: datetime = NOON) -> None:
    """Write the diary; two thirds as rows, so that the clock of no service matters."""
    load_catalogue()
    today = user.today(at)
    start_routine(user=user, today=today - 20 * ONE_DAY)
    first, second, *_ = Step.objects.of(user).order_by("pk")
    _routine(user, first, second, today)
    _days(user, first, second, today, at)
    _counts(user, today, at)
    _reminders(user, second, today, at)
    log = log_step(
        user=user, day=today, step_id=first.pk, said=Said(answer="done"), at=at, today=today
    )
    undo(user=user, batch=log.batch, at=at + timedelta(minutes=1))
    log_step(
        user=user,
        day=today,
        step_id=second.pk,
        said=Said(answer="done", note=FORMULA),
        at=at,
        today=today,
    )


def _routine(user: User, first: Step, second: Step, today: date) -> None:
    lotion = Product.objects.create(
        user=user, brand="@Brand", name=UGLY[:100], opened_on=today, months_it_keeps=12
    )
    Product.objects.create(user=user, name="Finished", finished_on=today)
    StepTerm.objects.filter(step=first).update(ends_on=today - 5 * ONE_DAY, name="Früher, =1+1")
    StepTerm.objects.create(
        user=user,
        step=first,
        name="../Sun 💧",
        product=lotion,
        slot="any",
        cadence_kind="weekdays",
        weekdays=17,
        position=2,
        starts_on=today - 3 * ONE_DAY,
    )
    Step.objects.create(user=user, kind="other")
    Trial.objects.create(
        user=user, step=second, starts_on=today + ONE_DAY, blocks=4, closed_on=today + 9 * ONE_DAY
    )
    Trial.objects.create(user=user, step=second, starts_on=today + 9 * ONE_DAY, blocks=6)


def _days(user: User, first: Step, second: Step, today: date, at: datetime) -> None:
    Entry.objects.create(
        user=user,
        step=first,
        day=today - ONE_DAY,
        answer="skipped",
        skip_reason="irritated",
        note=UGLY,
        given_at=at - timedelta(microseconds=7),
    )
    Entry.objects.create(
        user=user,
        step=second,
        day=today - ONE_DAY,
        answer="done",
        times=3,
        product=Product.objects.of(user).earliest("pk"),
        given_at=at,
    )
    Entry.objects.create(
        user=user, step=first, day=today - 9 * ONE_DAY, answer="not_done", given_at=at
    )
    kinds = list(HappeningKind.objects.order_by("key")[:2])
    Happening.objects.create(user=user, day=today, kind=kinds[0], note=FORMULA, given_at=at)
    Happening.objects.create(
        user=user, day=today, kind=kinds[1], region="nose", active=False, given_at=at
    )
    DayNote.objects.create(user=user, day=today, text=UGLY * 10, given_at=at)
    DayNote.objects.create(user=user, day=today - ONE_DAY, text="", given_at=at)
    Pause.objects.create(
        user=user,
        starts_on=today - 8 * ONE_DAY,
        ends_on=today - 7 * ONE_DAY,
        reason="+ by the sea",
    )
    Pause.objects.create(user=user, starts_on=today + 3 * ONE_DAY)


def _counts(user: User, today: date, at: datetime) -> None:
    Count.objects.create(
        user=user, day=today, counted_at=at, given_at=at, nose=0, arms=7, unsure=1, note=FORMULA
    )
    Count.objects.create(user=user, day=today, counted_at=at, given_at=at, whole_face=12)
    Count.objects.create(
        user=user, day=today - ONE_DAY, counted_at=at, given_at=at, chin=1, removed_at=at
    )


def _reminders(user: User, step: Step, today: date, at: datetime) -> None:
    nudge = Nudge.objects.create(user=user, slot="evening", at=time(21, 30), weekdays=5)
    trial = Trial.objects.of(user).latest("starts_on")
    Rest.objects.create(user=user, rule_key="picking", made_at=at, until=at + ONE_DAY)
    Rest.objects.create(user=user, rule_key=f"trial:{trial.pk}", made_at=at)
    Wish.objects.create(user=user, kind="tip", channel="email", wanted=False)
    Plan.objects.update_or_create(
        user=user, defaults={"next_pass_at": at, "most_a_week": 5, "paused_until": today}
    )
    make_reminder(user, figures={"days": ["2026-11-20"], "share": 0.1, "b": {"z": 1, "a": None}})
    for number in range(2):
        make_reminder(
            user,
            rule_key="picking",
            outcome="withdrawn",
            answered_at=at,
            message=f"{UGLY} {number}",
            facts=["prev-no-picking"],
        )
    make_reminder(
        user,
        origin="nudge",
        rule_key=f"{nudge.key.hex}@21:30",
        outcome="not_now",
        answered_at=at,
        until=at + ONE_DAY,
    )
    make_reminder(user, origin="trial", rule_key=f"trial:{trial.pk}", kind="trial")
    make_reminder(user, origin="trial", rule_key="trial:999999", kind="trial")
    switch_email(user=user, active=True, at=at)
    share(user=user, key=uuid.uuid4(), sharing=Sharing(scope=Scope.usual(today)), at=at)
    Feed.objects.create(user=user, token_digest=uuid.uuid4().hex, made_at=at)
    assert Reminder.objects.of(user).count() == 6


def use_files_and_programs(user: User, *, at: datetime = NOON) -> None:
    """What is of the account rather than of the diary."""
    RememberedChoices.objects.create(user=user, format="daylio", choices={"a": 1}, made_at=at)
    Import.objects.create(
        user=user, name="loop.zip", format="loop_csv", state="undone", made_at=at, undone_at=at
    )
    wanted = Wanted(name="The mirror’s display", scopes=[ApiScope.READ])
    make_token(user=user, key=uuid.uuid4(), wanted=wanted, at=at)


def records(user: User) -> list[Record]:
    """Everything of a diary, as it leaves."""
    reader = Reader(user=user)
    sections = reader.sections()
    return [reader.preferences(), *(one for section in sections.values() for one in section)]
