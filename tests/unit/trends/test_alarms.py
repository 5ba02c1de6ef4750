"""What reminders ask of the counts: risen, a crop, spots at every count."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from routines.diary.regions import FACE, Region
from routines.trends.alarms import (
    Crop,
    Persistence,
    comparable,
    crop,
    persistent,
    rising,
)
from routines.trends.flare import last_alarm
from routines.trends.fortnight import Rise
from routines.trends.series import REGIONS, CountRow, Point
from tests.unit.trends.statistics.reference import read
from tests.unit.trends.statistics.values import START, counted, day, weekly

ROOT = Path(__file__).parents[3]
QUIET = [6, 8, 7, 7, 6, 8, 7, 6, 7, 8, 7, 6]
FLARED = [*QUIET, 16, 19]
ALARM = 7 * (len(FLARED) - 1)


def face(number: int, spots: int) -> CountRow:
    values = dict.fromkeys(FACE, 0) | {Region.CHIN: spots}
    return CountRow(day(number), tuple(values.get(region) for region in REGIONS), None)


def glance(number: int, spots: int) -> CountRow:
    return CountRow(day(number), (None,) * len(REGIONS), spots)


def nose(number: int, spots: int) -> CountRow:
    return CountRow(
        day(number), tuple(spots if region is Region.NOSE else None for region in REGIONS), None
    )


def test_rise_tells_the_day_and_both_means() -> None:
    assert rising(weekly(FLARED), day(ALARM)) == Rise(
        day=day(ALARM), lately=17.5, before=sum(QUIET[-8:]) / 8
    )


def test_rise_stands_for_28_days_and_no_later() -> None:
    points = weekly(FLARED)
    standing = rising(points, day(ALARM + 27))
    assert standing is not None
    assert standing.day == day(ALARM)
    assert rising(points, day(ALARM + 28)) is None


def test_rise_of_tomorrow_is_not_known_today() -> None:
    assert rising(weekly(FLARED), day(ALARM - 7)) is None
    assert rising([], day(0)) is None


def test_rise_is_the_last_alarm_of_the_statistics() -> None:
    days, spots = read("E_flare30w")
    points = counted(zip(days, spots, strict=True))
    sounded: dict[int, set[int]] = {}
    for today in range(250):
        rise = rising(points, day(today))
        if rise is not None:
            sounded.setdefault((rise.day - START).days, set()).add(today)
    assert sounded
    for alarm, standing in sounded.items():
        assert standing == set(range(alarm, min(alarm + 28, 250)))
        known = [(when, number) for when, number in zip(days, spots, strict=True) if when <= alarm]
        found = last_alarm([when for when, _ in known], [number for _, number in known], alarm)
        assert found is not None
        assert found[0] == alarm


def test_quiet_counts_are_answered_without_numpy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK_BOTH],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "False", "True", "True"]


ASK_BOTH = f"""
import sys
from routines.trends.alarms import rising
from tests.unit.trends.statistics.values import day, weekly
for spots in ({QUIET + QUIET}, {FLARED}):
    rise = rising(weekly(spots), day(7 * len(spots) - 7))
    print(rise is not None, "numpy" in sys.modules)
"""


def test_crop_needs_a_second_count() -> None:
    points = counted([(0, 5), (7, 6), (35, 16), (35, 17)])
    assert crop(points, day(35)) == Crop(
        then_on=day(7), then=6, first_on=day(35), first=16, confirmed_on=day(35), confirmed=17
    )
    assert crop(points[:3], day(35)) is None


@pytest.mark.parametrize(
    ("rows", "today"),
    [
        ([(7, 6), (35, 15), (35, 17)], 35),  # nine above, then eleven
        ([(7, 6), (35, 17), (42, 15)], 42),  # the later count takes it back
        ([(8, 6), (35, 16), (35, 17)], 35),  # no count four weeks earlier
        ([(7, 6), (57, 16), (57, 17)], 57),  # none near that day
        ([(7, 6), (35, 16), (57, 17)], 57),  # confirmed too late
        ([(7, 6), (35, 16), (35, 17)], 49),  # no news any more
        ([(35, 16), (35, 17)], 35),
    ],
)
def test_no_crop(rows: list[tuple[int, int]], today: int) -> None:
    assert crop(counted(rows), day(today)) is None


def test_crop_is_news_for_two_weeks() -> None:
    assert crop(counted([(7, 6), (35, 16), (42, 17)]), day(55)) is not None


def test_spots_at_every_count_for_twelve_weeks() -> None:
    points = weekly([0, 3, *[2] * 10, 1, 4])
    assert persistent(points, day(91)) == Persistence(
        first_on=day(7), last_on=day(91), counts=13, fewest=1
    )
    assert persistent(points[:-1], day(90)) is None


@pytest.mark.parametrize(
    ("rows", "today"),
    [
        ([(0, 3), (21, 3), (42, 3), (63, 0), (84, 3)], 84),  # once there were none
        ([(0, 3), (22, 3), (42, 3), (63, 3), (84, 3)], 84),  # a gap
        ([(0, 3), (21, 3), (42, 3), (63, 3)], 85),  # nothing counted lately
        ([], 84),
    ],
)
def test_not_known_to_persist(rows: list[tuple[int, int]], today: int) -> None:
    assert persistent(counted(rows), day(today)) is None


def test_gaps_of_three_weeks_do_not_break_persistence() -> None:
    points = counted([(0, 3), (21, 3), (42, 3), (63, 3)])
    assert persistent(points, day(84)) is not None


def test_only_counts_that_looked_the_same_way_at_the_same_places_are_comparable() -> None:
    rows = [face(0, 5), glance(7, 30), nose(14, 1), face(21, 6), face(28, 7), face(35, 8)]
    assert comparable(rows, [], day(28)) == [
        Point(day(0), 5, False),
        Point(day(21), 6, False),
        Point(day(28), 7, False),
    ]


def test_counts_before_a_removal_are_not_comparable() -> None:
    rows = [face(0, 5), face(21, 6), face(28, 7)]
    assert comparable(rows, [day(40), day(21), day(3)], day(28)) == [
        Point(day(21), 6, False),
        Point(day(28), 7, False),
    ]
    assert comparable([], [], day(0)) == []
