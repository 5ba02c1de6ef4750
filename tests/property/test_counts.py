"""What holds for counts whatever was counted."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routines.diary.regions import FACE, Region
from routines.spots.counting import (
    MOST_SPOTS,
    WHOLE_FACE,
    Counted,
    Numbers,
    compare,
    same_regions,
    series,
    total,
    total_over,
    usual_regions,
)
from routines.spots.prompt import EARLY_DAYS, Asking, asking, counting_day

spots = st.integers(0, MOST_SPOTS)
by_regions = st.builds(
    lambda by_region: Numbers(by_region=by_region),
    st.dictionaries(st.sampled_from(Region), spots, min_size=1),
)
at_a_glance = st.builds(
    lambda by_region, whole_face: Numbers(by_region=by_region, whole_face=whole_face),
    st.dictionaries(st.sampled_from([region for region in Region if region not in FACE]), spots),
    spots,
)
numbers = st.one_of(by_regions, at_a_glance)
region_sets = st.frozensets(st.sampled_from(Region))
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
counts = st.lists(st.builds(lambda day, value: Counted(day=day, numbers=value), days, numbers))


@given(numbers)
def test_total_is_the_total_over_what_was_counted(value: Numbers) -> None:
    assert total(value) == total_over(value, value.regions)


@given(numbers, region_sets)
def test_total_over_regions_that_were_not_all_counted_is_unknown(
    value: Numbers, regions: frozenset[Region]
) -> None:
    if not regions <= value.regions:
        assert total_over(value, regions) is None


@given(by_regions, region_sets, region_sets)
def test_totals_of_parts_that_share_no_region_add_up(
    value: Numbers, one: frozenset[Region], other: frozenset[Region]
) -> None:
    parts = [total_over(value, one), total_over(value, other - one)]
    if None not in parts:
        assert sum(part or 0 for part in parts) == total_over(value, one | other)


@given(numbers, numbers)
def test_same_regions_is_symmetric_and_decides_whether_totals_are_compared(
    one: Numbers, other: Numbers
) -> None:
    assert same_regions(one, other) == same_regions(other, one)
    there, back = compare(one, other), compare(other, one)
    assert (there.total.difference is not None) == same_regions(one, other)
    assert there.ways_differ == back.ways_differ
    for change, reverse in zip(there.by_region.values(), back.by_region.values(), strict=True):
        assert (change.now, change.before) == (reverse.before, reverse.now)


@given(counts)
def test_series_has_a_point_for_each_count_and_no_zero_for_what_is_unknown(
    course: list[Counted],
) -> None:
    points = series(course, WHOLE_FACE)
    assert [point.day for point in points] == [counted.day for counted in course]
    for point, counted in zip(points, course, strict=True):
        assert (point.total is None) == (not counted.numbers.regions >= WHOLE_FACE)


@given(st.lists(st.builds(lambda day, value: Counted(day=day, numbers=value), days, numbers)))
def test_usual_regions_give_at_least_one_total_where_there_is_a_count(
    course: list[Counted],
) -> None:
    totals = [point.total for point in series(course, usual_regions(course))]
    assert not course or any(found is not None for found in totals)


@given(days, st.integers(0, 6), st.integers(0, 400))
def test_asking_once_due_stays_due_until_a_count_and_then_rests(
    last_count_day: date, weekday: int, later: int
) -> None:
    def ask(today: date, last: date) -> Asking:
        return asking(
            today=today,
            weekday=weekday,
            joined_on=date(2000, 1, 1),
            last_count_day=last,
            is_paused=False,
            is_hidden=False,
        )

    today = last_count_day + timedelta(days=later)
    assert ask(today, today) is Asking.SILENT
    if ask(today, last_count_day) is Asking.DUE:
        assert ask(today + timedelta(days=1), last_count_day) is Asking.DUE
        assert counting_day(today, weekday) - last_count_day > timedelta(days=EARLY_DAYS)
    if later >= 7 + EARLY_DAYS:
        assert ask(today, last_count_day) is Asking.DUE
