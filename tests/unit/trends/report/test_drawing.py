"""The chart of a report as geometry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.diary.days import Span
from routines.diary.regions import Region
from routines.trends.chart import Window
from routines.trends.events import Mark
from routines.trends.report.drawing import Bar, Dot, Level, Rule, Tick, draw, scale_step
from routines.trends.report.levels import smooth_levels
from routines.trends.series import Course, Point, Run, Way

FIRST = date(2026, 1, 1)
WINDOW = Window(first=FIRST, last=FIRST + timedelta(days=100))
NOSE = frozenset({Region.NOSE})


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


def course_of(*points: Point, way: Way = Way.BY_REGION) -> Course:
    runs = (Run(way=way, points=points),) if points else ()
    return Course(regions=NOSE, runs=runs, elsewhere=0)


@pytest.mark.parametrize(
    ("highest", "step"), [(0, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (999, 500)]
)
def test_scale_has_at_most_four_steps(highest: float, step: int) -> None:
    assert scale_step(highest) == step
    assert highest <= 4 * step


def test_counts_stand_where_their_day_and_number_say() -> None:
    drawn = draw(
        window=WINDOW,
        course=course_of(Point(on(0), 0, False), Point(on(50), 4, False), Point(on(50), 2, True)),
        levels=(),
        marks=[Mark(number=1, day=on(25), labels=("Laser",), opens_segment=True)],
        pauses=[Span(first=on(-5), last=on(25)), Span(first=on(75), last=None)],
    )
    assert drawn.dots == (
        Dot(x=26.0, y=190.0, is_recount=False, is_quick=False),
        Dot(x=348.0, y=18.0, is_recount=False, is_quick=False),
        Dot(x=348.0, y=104.0, is_recount=True, is_quick=False),
    )
    assert drawn.rules == (Rule(x=187.0, number=1, opens_segment=True),)
    assert drawn.pauses == (Bar(x=26.0, width=161.0), Bar(x=509.0, width=161.0))
    assert drawn.joins == ()
    assert [tick.number for tick in drawn.scale] == [0, 1, 2, 3, 4]
    assert drawn.months == (
        Tick(at=26.0, day=date(2026, 1, 1)),
        Tick(at=225.6, day=date(2026, 2, 1)),
        Tick(at=406.0, day=date(2026, 3, 1)),
        Tick(at=605.6, day=date(2026, 4, 1)),
    )


def test_few_counts_are_joined_where_there_is_no_smooth_line() -> None:
    points = [Point(on(number), 4, False) for number in (0, 25, 50, 100)]
    drawn = draw(window=WINDOW, course=course_of(*points), levels=(), marks=(), pauses=())
    assert drawn.joins == ("M26 18L187 18L348 18L670 18",)


def test_wide_band_does_not_press_the_counts_together() -> None:
    level = Level(((on(0).toordinal(), 4.0, 1.0, 400.0), (on(100).toordinal(), 4.0, 0.0, 400.0)))
    drawn = draw(
        window=WINDOW,
        course=course_of(Point(on(0), 4, False)),
        levels=(level,),
        marks=(),
        pauses=(),
    )
    assert [tick.number for tick in drawn.scale] == [0, 2, 4, 6]
    assert drawn.bands == ("M26 18L670 18L670 190L26 161.3Z",)
    assert drawn.levels == ("M26 75.3L670 75.3",)


def test_single_day_and_no_counts_can_be_drawn() -> None:
    window = Window(first=FIRST, last=FIRST)
    drawn = draw(window=window, course=course_of(), levels=(), marks=(), pauses=())
    assert drawn.dots == ()
    assert [tick.number for tick in drawn.scale] == [0, 1]


def test_many_months_are_not_all_labelled() -> None:
    window = Window(first=FIRST, last=FIRST + timedelta(days=3650))
    drawn = draw(window=window, course=course_of(), levels=(), marks=(), pauses=())
    assert len(drawn.months) <= 9
    assert drawn.months[0].day == FIRST


def test_removal_breaks_the_smooth_line() -> None:
    points = [Point(on(7 * number), 20 if number < 6 else 4, False) for number in range(12)]
    whole, broken = smooth_levels(points, ()), smooth_levels(points, [on(40)])
    assert [len(level.points) for level in whole] == [12]
    assert [len(level.points) for level in broken] == [6, 6]
    assert broken[0].points[-1][1] > 15
    assert broken[1].points[0][1] < 8


def test_stretch_of_two_weeks_has_no_smooth_line() -> None:
    assert smooth_levels([Point(on(0), 3, False), Point(on(7), 4, False)], ()) == ()
