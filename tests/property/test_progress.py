"""What holds of a step's days, whatever was answered, paused and changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import PlannedStep, Span
from routines.trends.adherence import StepRecord, record_of
from routines.trends.daysets import Calendar
from routines.trends.histories import Answers, History
from routines.trends.progress import Progress
from routines.trends.year import months, strip

FIRST = date(2026, 1, 1)
CADENCES = st.one_of(
    st.just(Cadence()),
    st.builds(Cadence, kind=st.just(Kind.WEEKLY), times_a_week=st.integers(1, 6)),
    st.builds(Cadence, kind=st.just(Kind.EVERY), every_days=st.integers(2, 90)),
    st.builds(
        Cadence, kind=st.just(Kind.WEEKDAYS), weekdays=st.frozensets(st.integers(0, 6), min_size=1)
    ),
)


@dataclass(frozen=True)
class Case:
    """A step of one or two cadences over some days, and what was said of them."""

    length: int
    cadences: tuple[Cadence, Cadence]
    changed: int
    done: int
    skipped: int
    logged: int
    over: int
    pause: tuple[int, int]

    @property
    def calendar(self) -> Calendar:
        return Calendar(FIRST, FIRST + timedelta(days=self.length - 1))

    def record(self, done: int | None = None) -> StepRecord:
        every = self.calendar.all_days
        answers = {
            1: Answers(
                done=(self.done if done is None else done) & ~self.skipped & every,
                skipped=self.skipped & every,
            ),
            2: Answers(done=self.logged & every),
        }
        begin, length = self.pause
        pause = Span(
            first=FIRST + timedelta(days=begin), last=FIRST + timedelta(days=begin + length)
        )
        return record_of(History(self.calendar, answers, [pause], self.over), list(self._terms()))

    def _terms(self) -> list[PlannedStep]:
        changed = FIRST + timedelta(days=self.changed)
        return [self._term(0, FIRST, changed), self._term(1, changed, None)]

    def _term(self, place: int, starts_on: date, ends_on: date | None) -> PlannedStep:
        return PlannedStep(
            step_id=1,
            kind="exfoliation",
            name="Step",
            slot="any",
            cadence=self.cadences[place],
            position=0,
            starts_on=starts_on,
            ends_on=ends_on,
        )


SETS = st.integers(0, (1 << 120) - 1)
CASES = st.builds(
    Case,
    length=st.integers(2, 120),
    cadences=st.tuples(CADENCES, CADENCES),
    changed=st.integers(1, 130),
    done=SETS,
    skipped=SETS,
    logged=SETS,
    over=SETS,
    pause=st.tuples(st.integers(0, 130), st.integers(0, 30)),
)


def progress(case: Case) -> Progress:
    return case.record().progress


@given(CASES)
def test_no_day_has_two_states_and_none_lies_outside_the_routine(case: Case) -> None:
    found = progress(case)
    sets = [days for _, days in found.states.named()]
    assert all(not first & second for first, second in combinations(sets, 2))
    assert all(not days & ~found.in_routine for days in sets)


@given(CASES)
def test_strength_and_runs_stay_within_their_bounds(case: Case) -> None:
    found = progress(case)
    assert 0 <= found.strength.score <= 1
    assert 0 <= found.streak.length <= case.length
    assert (found.streak.since is None) == (found.streak.length == 0)
    if found.strength.if_done is not None and found.strength.if_not is not None:
        assert found.strength.if_not <= found.strength.if_done


@given(CASES, st.integers(0, 119))
def test_one_more_day_done_never_makes_a_habit_weaker(case: Case, number: int) -> None:
    """As long as the day is logged anyway and nothing is over the cap."""
    day = 1 << number & case.calendar.all_days & case.logged
    calm = Case(**{**vars(case), "over": 0})
    with_it, without = calm.record(case.done | day), calm.record(case.done & ~day)
    assert with_it.progress.strength.score >= without.progress.strength.score - 1e-9


@given(CASES)
def test_what_was_done_beyond_the_cap_is_never_kept(case: Case) -> None:
    everything = Case(**{**vars(case), "over": (1 << 120) - 1})
    record = everything.record()
    assert all(kept.kept == 0 for kept in record.kept)
    assert (record.progress.streak.length, record.progress.strength.score) == (0, 0)


@given(CASES)
def test_year_draws_and_names_each_day_once(case: Case) -> None:
    found, calendar = progress(case), case.calendar
    drawn = strip(calendar, found)
    shown = months(calendar, found, first=FIRST, number=5, first_weekday=0)
    states = [cell.state for month in shown for week in month.weeks for cell in week if cell]
    for name, days in found.states.named():
        assert states.count(name) == days.bit_count() == drawn.tally.get(name, 0)
