"""The counts that reminders may ask about, read for one person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from routines.accounts.models import User
from routines.diary.models import Happening, HappeningKind
from routines.diary.regions import FACE
from routines.spots.models import Count
from routines.trends.gather import read_comparable
from routines.trends.series import Point

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def add_count(user: User, days: int, spots: int, **fields: Any) -> None:
    Count.objects.create(
        user=user,
        day=ago(days),
        counted_at=NOW - timedelta(days=days),
        given_at=NOW,
        **dict.fromkeys(FACE, 0) | {"chin": spots} | fields,
    )


def test_own_counts_since_the_last_removal_in_two_queries(
    alice: User, bob: User, django_assert_num_queries: Any
) -> None:
    laser = HappeningKind.objects.create(
        key="test-laser", name="A laser", group="treatment", opens_segment=True
    )
    Happening.objects.create(user=alice, day=ago(20), kind=laser, active=True, given_at=NOW)
    for days, spots in ((30, 9), (20, 4), (7, 3), (0, 2)):
        add_count(alice, days, spots)
    add_count(alice, 3, 77, removed_at=NOW)
    add_count(bob, 3, 50)
    with django_assert_num_queries(2):
        points = read_comparable(alice, TODAY)
    assert points == [
        Point(ago(20), 4, False),
        Point(ago(7), 3, False),
        Point(ago(0), 2, False),
    ]


def test_hidden_counts_are_not_even_read(alice: User, django_assert_num_queries: Any) -> None:
    add_count(alice, 0, 9)
    alice.counts_hidden = True
    with django_assert_num_queries(0):
        assert read_comparable(alice, TODAY) == []
