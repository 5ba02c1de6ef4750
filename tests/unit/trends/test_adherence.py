"""What was kept, on days worked out by hand. November 2026 begins on a Sunday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import PlannedStep, Span
from routines.trends.adherence import Adherence, Kept, adherence, scheduled_times
from routines.trends.daysets import Calendar
from routines.trends.histories import Answers, Period

FIRST = date(2026, 11, 1)
TODAY = date(2026, 11, 22)
CALENDAR = Calendar(FIRST, TODAY)
DAILY = Cadence()
TWICE_A_WEEK = Cadence(kind=Kind.WEEKLY, times_a_week=2)
EVERY_THIRD_DAY = Cadence(kind=Kind.EVERY, every_days=3)
MONDAY_AND_THURSDAY = Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0, 3}))

SEVEN, THIRTY, NINETY, YEAR, ALL = range(5)


def november(*days: int) -> int:
    return CALENDAR.only(date(2026, 11, day) for day in days)


def term(
    cadence: Cadence = DAILY,
    *,
    step_id: int = 1,
    name: str = "Sunscreen",
    starts: int = 1,
    ends: int | None = None,
) -> PlannedStep:
    return PlannedStep(
        step_id=step_id,
        kind="sunscreen",
        name=name,
        slot="morning",
        cadence=cadence,
        position=step_id,
        starts_on=date(2026, 11, starts),
        ends_on=date(2026, 11, ends) if ends else None,
    )


def look(
    terms: Iterable[PlannedStep],
    answers: dict[int, Answers],
    pauses: Iterable[Span] = (),
) -> Adherence:
    return adherence(calendar=CALENDAR, plans=list(terms), answers=answers, pauses=list(pauses))


def kept_of(
    terms: Iterable[PlannedStep], own: Answers, *, logged: int = 0, pauses: Iterable[Span] = ()
) -> Kept:
    """Over everything; `logged` are days on which another step was answered."""
    answers = {1: own, 99: Answers(not_done=logged)}
    return look(terms, answers, pauses).steps[0].kept[ALL]


ALL_BUT_TODAY = november(*range(1, 22))


def test_daily_step_counts_each_logged_day() -> None:
    own = Answers(done=november(*range(1, 18)))
    assert kept_of([term()], own, logged=ALL_BUT_TODAY) == Kept(kept=17, scheduled=21)


def test_unmarked_step_counts_against_only_on_logged_days() -> None:
    own = Answers(done=november(2, 3))
    assert kept_of([term()], own, logged=november(2, 3, 4)) == Kept(kept=2, scheduled=3)


def test_skips_count_neither_way() -> None:
    own = Answers(done=november(2, 3), skipped=november(4, 5), not_done=november(6))
    assert kept_of([term()], own) == Kept(kept=2, scheduled=3, skipped=2)


def test_only_skipped_is_nothing_scheduled() -> None:
    kept = kept_of([term()], Answers(skipped=november(4, 5)))
    assert kept == Kept(kept=0, scheduled=0, skipped=2)
    assert kept.share is None


def test_today_is_not_over_until_the_step_is_answered() -> None:
    others = november(21, 22)
    assert kept_of([term()], Answers(), logged=others) == Kept(kept=0, scheduled=1)
    assert kept_of([term()], Answers(done=november(22)), logged=others) == Kept(kept=1, scheduled=2)
    assert kept_of([term()], Answers(not_done=november(22)), logged=others) == Kept(scheduled=2)
    assert kept_of([term()], Answers(skipped=november(22)), logged=others) == Kept(
        scheduled=1, skipped=1
    )


def test_paused_days_are_taken_out_with_their_answers() -> None:
    own = Answers(done=november(*range(1, 11)))
    pause = Span(first=date(2026, 11, 5), last=date(2026, 11, 8))
    assert kept_of([term()], own, logged=ALL_BUT_TODAY, pauses=[pause]) == Kept(
        kept=6, scheduled=17
    )


def test_open_pause_takes_out_everything_after_it_begins() -> None:
    own = Answers(done=november(*range(1, 23)))
    pause = Span(first=date(2026, 11, 5), last=None)
    assert kept_of([term()], own, pauses=[pause]) == Kept(kept=4, scheduled=4)


def test_weekdays_are_scheduled_by_the_calendar() -> None:
    # Mondays: 2, 9, 16. Thursdays: 5, 12, 19. The 10th is a Tuesday.
    own = Answers(done=november(2, 5, 10, 12), skipped=november(16, 17))
    assert kept_of([term(MONDAY_AND_THURSDAY)], own, logged=ALL_BUT_TODAY) == Kept(
        kept=3, scheduled=5, skipped=1
    )


def test_twice_a_week_is_expected_at_its_rate_over_logged_days() -> None:
    # 21 logged days make 6; 10 make 2.86, rounded to 3; 1 makes 0.29, rounded to nothing.
    step = [term(TWICE_A_WEEK)]
    own = Answers(done=november(1, 4, 8))
    assert kept_of(step, own, logged=ALL_BUT_TODAY) == Kept(kept=3, scheduled=6)
    assert kept_of(step, own, logged=november(*range(1, 11))) == Kept(kept=3, scheduled=3)
    assert kept_of(step, Answers(done=november(1))) == Kept(kept=0, scheduled=0)


def test_doing_more_than_expected_is_not_keeping_more() -> None:
    own = Answers(done=ALL_BUT_TODAY)
    assert kept_of([term(TWICE_A_WEEK)], own) == Kept(kept=6, scheduled=6)
    assert kept_of([term(EVERY_THIRD_DAY)], own) == Kept(kept=7, scheduled=7)


def test_extra_times_in_one_week_do_not_cover_another() -> None:
    # Four times in the week of the 2nd, none in the next, two in the last.
    own = Answers(done=november(2, 3, 4, 5, 17, 19))
    step = [term(TWICE_A_WEEK)]
    assert kept_of(step, own, logged=ALL_BUT_TODAY) == Kept(kept=4, scheduled=6)


def test_skips_lower_what_is_expected_at_a_rate() -> None:
    own = Answers(done=november(1), skipped=november(2, 3, 4, 5, 6, 7, 8))
    assert kept_of([term(TWICE_A_WEEK)], own, logged=november(*range(1, 15))) == Kept(
        kept=1, scheduled=2, skipped=7
    )


def test_each_cadence_is_taken_over_its_own_days() -> None:
    # Daily until the 8th (7 days, done on 5), then twice a week over 14 days (4 expected, done 6).
    terms = [term(ends=8), term(TWICE_A_WEEK, starts=8)]
    own = Answers(done=november(1, 2, 3, 4, 5, 8, 9, 10, 15, 16, 17))
    assert kept_of(terms, own, logged=ALL_BUT_TODAY) == Kept(kept=5 + 4, scheduled=7 + 4)


def test_zeal_under_one_rate_does_not_make_up_for_another() -> None:
    once = Cadence(kind=Kind.WEEKLY, times_a_week=1)
    thrice = Cadence(kind=Kind.WEEKLY, times_a_week=3)
    terms = [term(once, ends=8), term(thrice, starts=8)]
    own = Answers(done=november(1, 2, 3, 4, 8))
    assert kept_of(terms, own, logged=ALL_BUT_TODAY) == Kept(kept=1 + 1, scheduled=1 + 6)


def test_a_new_name_changes_nothing_about_the_days() -> None:
    whole = [term(TWICE_A_WEEK)]
    renamed = [
        term(TWICE_A_WEEK, name="Old", ends=4),
        term(TWICE_A_WEEK, name="New", starts=4),
    ]
    own = Answers(done=november(1, 2, 9))
    kept = [kept_of(terms, own, logged=ALL_BUT_TODAY) for terms in (whole, renamed)]
    assert kept == [Kept(kept=3, scheduled=6)] * 2
    assert look(renamed, {1: own}).steps[0].name == "New"


def test_days_outside_the_routine_count_nowhere() -> None:
    terms = [term(starts=5, ends=10), term(starts=15, ends=18)]
    own = Answers(done=november(*range(1, 22)))
    record = look(terms, {1: own}).steps[0]
    assert record.kept[ALL] == Kept(kept=8, scheduled=8)
    assert not record.is_current


def test_spans_end_today_and_begin_no_earlier_than_the_diary() -> None:
    own = Answers(done=november(*range(1, 20)))
    result = look([term()], {1: own})
    assert [period.first for period in result.periods] == [date(2026, 11, 16), *[FIRST] * 4]
    # 16 to 19 are logged; 20 and 21 are unknown; today is open.
    assert result.periods[SEVEN] == Period(
        length=7, first=date(2026, 11, 16), last=TODAY, logged=4, unknown=2, paused=0
    )
    assert result.steps[0].kept[SEVEN] == Kept(kept=4, scheduled=4)


def test_days_of_a_period_are_told_apart() -> None:
    pause = Span(first=date(2026, 11, 20), last=None)
    result = look([term()], {1: Answers(skipped=november(18))}, [pause])
    assert result.periods[SEVEN] == Period(
        length=7, first=date(2026, 11, 16), last=TODAY, logged=1, unknown=3, paused=3
    )


def test_retired_steps_come_last_and_others_keep_their_order() -> None:
    terms = [
        term(step_id=3, name="Retired", ends=4),
        term(step_id=2, name="First"),
        term(step_id=1, name="Second"),
    ]
    assert [step.name for step in look(terms, {}).steps] == ["First", "Second", "Retired"]


def test_nothing_logged_is_none_and_not_zero() -> None:
    result = look([term()], {})
    assert result.is_empty
    assert [kept.share for kept in result.steps[0].kept] == [None] * 5


def test_not_done_is_zero_and_not_none() -> None:
    assert kept_of([term()], Answers(not_done=november(3))).share == 0


@pytest.mark.parametrize(
    ("cadence", "days", "expected"),
    [
        (DAILY, 5, 5),
        (TWICE_A_WEEK, 7, 2),
        (TWICE_A_WEEK, 2, 1),
        (TWICE_A_WEEK, 1, 0),
        (TWICE_A_WEEK, 26, 7),
        (Cadence(kind=Kind.WEEKLY, times_a_week=1), 3, 0),
        (Cadence(kind=Kind.WEEKLY, times_a_week=1), 4, 1),
        (Cadence(kind=Kind.EVERY, every_days=2), 3, 2),
        (EVERY_THIRD_DAY, 4, 1),
        (EVERY_THIRD_DAY, 5, 2),
        (Cadence(kind=Kind.EVERY, every_days=90), 44, 0),
        (Cadence(kind=Kind.EVERY, every_days=90), 45, 1),
    ],
)
def test_times_expected_are_rounded_half_up(cadence: Cadence, days: int, expected: int) -> None:
    assert scheduled_times(cadence, days) == expected
