"""What holds for every diary."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import PlannedStep, Span
from routines.spots.counting import WHOLE_FACE, Counted, Numbers, total_over
from routines.spots.counting import usual_regions as usual_by_the_counts
from routines.trends.adherence import Adherence, adherence
from routines.trends.daysets import Calendar
from routines.trends.histories import Answers
from routines.trends.series import (
    GAP_DAYS,
    REGIONS,
    CountRow,
    course,
    look_of,
    looks_of,
    usual_regions,
)

FIRST = date(2026, 1, 1)
LENGTH = 60
CALENDAR = Calendar(FIRST, FIRST + timedelta(days=LENGTH - 1))

cadences = st.one_of(
    st.just(Cadence()),
    st.integers(1, 6).map(lambda times: Cadence(kind=Kind.WEEKLY, times_a_week=times)),
    st.integers(2, 90).map(lambda days: Cadence(kind=Kind.EVERY, every_days=days)),
    st.frozensets(st.integers(0, 6), min_size=1).map(
        lambda weekdays: Cadence(kind=Kind.WEEKDAYS, weekdays=weekdays)
    ),
)


@st.composite
def steps(draw: st.DrawFn, step_id: int) -> list[PlannedStep]:
    """One to three terms of a step, one after another or with days between."""
    days = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=2, max_size=6)))
    return [
        PlannedStep(
            step_id=step_id,
            kind="other",
            name="Step",
            slot="any",
            cadence=draw(cadences),
            position=step_id,
            starts_on=FIRST + timedelta(days=begin),
            ends_on=FIRST + timedelta(days=end),
        )
        for begin, end in zip(days[::2], days[1::2], strict=False)
    ]


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """At most one answer a day."""
    given_on: dict[str, int] = {"done": 0, "skipped": 0, "not_done": 0}
    for day, answer in draw(
        st.dictionaries(st.integers(0, LENGTH - 1), st.sampled_from(sorted(given_on)))
    ).items():
        given_on[answer] |= 1 << day
    return Answers(**given_on)


spans = st.builds(
    lambda first, days: Span(
        first=FIRST + timedelta(days=first),
        last=None if days is None else FIRST + timedelta(days=first + days),
    ),
    st.integers(-10, LENGTH),
    st.one_of(st.none(), st.integers(0, 20)),
)


def look(plans: list[PlannedStep], own: Answers, others: Answers, pauses: list[Span]) -> Adherence:
    return adherence(calendar=CALENDAR, plans=plans, answers={1: own, 2: others}, pauses=pauses)


histories = {
    "plans": steps(1),
    "own": answers(),
    "others": answers(),
    "pauses": st.lists(spans, max_size=3),
}


@given(**histories)
def test_kept_lies_between_nothing_and_what_was_scheduled(
    plans: list[PlannedStep], own: Answers, others: Answers, pauses: list[Span]
) -> None:
    result = look(plans, own, others, pauses)
    for record in result.steps:
        for kept, period in zip(record.kept, result.periods, strict=True):
            assert 0 <= kept.kept <= kept.scheduled <= period.logged
            assert kept.skipped <= period.logged
            assert (kept.share is None) == (kept.scheduled == 0)


@given(**histories)
def test_days_of_a_period_add_up(
    plans: list[PlannedStep], own: Answers, others: Answers, pauses: list[Span]
) -> None:
    for period in look(plans, own, others, pauses).periods:
        open_today = (
            (period.last - period.first).days + 1 - (period.logged + period.unknown + period.paused)
        )
        assert open_today in (0, 1)


@given(**histories)
def test_pausing_everything_leaves_nothing(
    plans: list[PlannedStep], own: Answers, others: Answers, pauses: list[Span]
) -> None:
    everything = Span(first=FIRST, last=None)
    for record in look(plans, own, others, [*pauses, everything]).steps:
        assert all(kept.share is None and kept.skipped == 0 for kept in record.kept)


@given(**histories, more=st.integers(1, 30))
def test_unknown_days_change_nothing(
    plans: list[PlannedStep], own: Answers, others: Answers, pauses: list[Span], more: int
) -> None:
    """Days before the first answer, added in front, change no figure over everything."""
    longer = Calendar(FIRST - timedelta(days=more), CALENDAR.last)
    shifted = {
        step_id: Answers(
            done=answer.done << more,
            skipped=answer.skipped << more,
            not_done=answer.not_done << more,
        )
        for step_id, answer in ((1, own), (2, others))
    }
    later = adherence(calendar=longer, plans=plans, answers=shifted, pauses=pauses)
    assert [step.kept[-1] for step in later.steps] == [
        step.kept[-1] for step in look(plans, own, others, pauses).steps
    ]


@given(**histories)
def test_answers_of_others_raise_only_what_was_scheduled(
    plans: list[PlannedStep], own: Answers, others: Answers, pauses: list[Span]
) -> None:
    alone = look(plans, own, Answers(), pauses)
    together = look(plans, own, others, pauses)
    for before, after in zip(alone.steps, together.steps, strict=True):
        for less, more in zip(before.kept, after.kept, strict=True):
            assert less.scheduled <= more.scheduled
            assert less.skipped == more.skipped


numbers = st.one_of(st.none(), st.integers(0, 999))


@st.composite
def count_rows(draw: st.DrawFn) -> list[CountRow]:
    """Counts as the database admits them, by day."""
    days = sorted(draw(st.lists(st.integers(0, 200), max_size=25)))
    rows = []
    for day in days:
        whole_face = draw(numbers)
        by_region = st.lists(numbers, min_size=8, max_size=8)
        on_face = draw(by_region) if whole_face is None else [None] * 8
        off_face = draw(st.lists(numbers, min_size=5, max_size=5))
        row = CountRow(FIRST + timedelta(days=day), (*on_face, *off_face), whole_face)
        if look_of(row).regions:
            rows.append(row)
    return rows


def as_numbers(row: CountRow) -> Numbers:
    return Numbers(
        by_region={
            region: number
            for region, number in zip(REGIONS, row.numbers, strict=True)
            if number is not None
        },
        whole_face=row.whole_face,
    )


regions = st.one_of(
    st.just(WHOLE_FACE), st.frozensets(st.sampled_from(REGIONS), min_size=1, max_size=10)
)
segment_days = st.lists(st.integers(-5, 205).map(lambda day: FIRST + timedelta(days=day)))


@given(count_rows(), regions, segment_days)
def test_every_count_is_drawn_once_or_looked_elsewhere(
    rows: list[CountRow], wanted: frozenset[object], segments: list[date]
) -> None:
    drawn = course(rows, wanted, segments)
    totals = [total_over(as_numbers(row), wanted) for row in rows]
    known = [total for total in totals if total is not None]
    assert sorted(point.spots for point in drawn.points) == sorted(known)
    assert drawn.elsewhere == len(rows) - len(known)


@given(count_rows(), regions, segment_days)
def test_no_run_spans_a_gap_or_a_segment(
    rows: list[CountRow], wanted: frozenset[object], segments: list[date]
) -> None:
    for run in course(rows, wanted, segments).runs:
        days = [point.day for point in run.points]
        assert days == sorted(days)
        assert all((after - before).days <= GAP_DAYS for before, after in itertools.pairwise(days))
        assert not any(days[0] < segment <= days[-1] for segment in segments)


@given(count_rows())
def test_usual_regions_agree_with_the_counts(rows: list[CountRow]) -> None:
    counts = [Counted(day=row.day, numbers=as_numbers(row)) for row in rows]
    assert usual_regions(looks_of(rows)) == usual_by_the_counts(counts)
