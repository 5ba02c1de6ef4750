"""Many people with 90 days each, written by the database itself: a million answers in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from routines.accounts.models import CONSENT_VERSION, Consent, User
from routines.diary.models import HappeningKind, Step, StepTerm
from routines.diary.services.routine import FIRST_ROUTINE
from routines.reminders.models import Destination, Plan

DAYS = 90
AT_A_TIME = 1000
HAPPENINGS = ("strong-sun", "picked", "irritation", "new-product")
ONE_IN = 3
"""One person in so many has a destination."""

DAY = {
    "sqlite": "date(%(first)s, '+' || number || ' days')",
    "postgresql": "CAST(%(first)s AS date) + number",
}
WITH_DAYS = """
    WITH RECURSIVE days(number) AS (
        SELECT 0 UNION ALL SELECT number + 1 FROM days WHERE number < %(days)s - 1
    )
"""
# Numbers that look like chance and come out the same each time; everybody leaves out every ninth
# day, keeps to the rest as well as their number says, and exfoliates twice a week.
ANSWERS = """
    INSERT INTO diary_entry (user_id, step_id, day, answer, skip_reason, times, note, given_at)
    SELECT user_id, id, {day},
        CASE WHEN kind = 'exfoliation' OR luck < 60 + user_id %% 40 THEN 'done' ELSE 'not_done' END,
        '', 1, '', %(given_at)s
    FROM (
        SELECT user_id, id, kind, number, (id * 31 + number * 17 + id * number) %% 107 AS luck
        FROM diary_step CROSS JOIN days
        WHERE user_id BETWEEN %(lowest)s AND %(highest)s AND (user_id + number) %% 9 <> 0
    ) AS tried
    WHERE luck < 104 AND (kind <> 'exfoliation' OR (user_id + number) %% 7 IN (1, 4))
    ORDER BY user_id, id, number
"""
COUNTS = """
    INSERT INTO spots_count (user_id, key, day, counted_at, given_at, note, whole_face)
    SELECT accounts_user.id, {key}, {day}, %(given_at)s, %(given_at)s, '',
        8 + (accounts_user.id * 7 + number * 13) %% 9
    FROM accounts_user CROSS JOIN days
    WHERE accounts_user.id BETWEEN %(lowest)s AND %(highest)s
        AND number %% 7 = accounts_user.id %% 7
"""
KEY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
HAPPENED = """
    INSERT INTO diary_happening (user_id, day, kind_id, region, note, active, given_at)
    SELECT accounts_user.id, {day}, diary_happeningkind.id, '', '', {true}, %(given_at)s
    FROM accounts_user CROSS JOIN days JOIN diary_happeningkind
        ON diary_happeningkind.id = %(kind)s
    WHERE accounts_user.id BETWEEN %(lowest)s AND %(highest)s
        AND (number + accounts_user.id * 5) %% 37 = %(kind)s %% 37
"""
TRUE = {"sqlite": "1", "postgresql": "TRUE"}


def make_crowd(number: int, *, now: datetime) -> None:
    """Write `number` people, all of them due at `now`."""
    kinds = list(HappeningKind.objects.filter(key__in=HAPPENINGS).values_list("pk", flat=True))
    for start in range(0, number, AT_A_TIME):
        with transaction.atomic():
            users = _make_people(range(start, min(start + AT_A_TIME, number)), now)
            _make_days(users, now, kinds)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _make_people(numbers: range, now: datetime) -> list[User]:
    first = now.date() - timedelta(days=DAYS)
    users = User.objects.bulk_create(
        User(email=f"person{number}@example.org", password="", time_zone="UTC")
        for number in numbers
    )
    Consent.objects.bulk_create(
        Consent(user=user, version=CONSENT_VERSION, given_at=now) for user in users
    )
    Plan.objects.bulk_create(Plan(user=user, next_pass_at=now) for user in users)
    Destination.objects.bulk_create(
        Destination(user=user, channel="email", identity="e-mail", made_at=now)
        for user in users[::ONE_IN]
    )
    steps = Step.objects.bulk_create(
        Step(user=user, kind=kind) for user in users for kind, _ in FIRST_ROUTINE
    )
    StepTerm.objects.bulk_create(_terms(steps, first))
    return users


def _terms(steps: list[Step], first: date) -> Iterator[StepTerm]:
    for number, step in enumerate(steps):
        position = number % len(FIRST_ROUTINE)
        plan = FIRST_ROUTINE[position][1]
        yield StepTerm(
            user_id=step.user_id,
            step=step,
            name=plan.name,
            slot=plan.slot,
            cadence_kind=plan.cadence.kind,
            times_a_week=plan.cadence.times_a_week or None,
            position=position,
            starts_on=first,
        )


def _make_days(users: list[User], now: datetime, kinds: list[int]) -> None:
    vendor = connection.vendor
    values = {
        "first": (now.date() - timedelta(days=DAYS)).isoformat(),
        "days": DAYS,
        "lowest": users[0].pk,
        "highest": users[-1].pk,
        "given_at": connection.ops.adapt_datetimefield_value(now - timedelta(days=1)),
    }
    statements = [(ANSWERS, values), (COUNTS, values)]
    statements += [(HAPPENED, values | {"kind": kind}) for kind in kinds]
    with connection.cursor() as cursor:
        for statement, parameters in statements:
            words = statement.format(day=DAY[vendor], key=KEY[vendor], true=TRUE[vendor])
            into, _, select = words.partition("SELECT")
            cursor.execute(f"{WITH_DAYS} {into} SELECT {select}", parameters)
