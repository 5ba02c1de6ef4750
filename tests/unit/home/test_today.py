"""The page of a day, from values alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import Day, DayState, Given, PlannedStep, Span, build_days
from routines.home.today import day_mark, day_words, slot_cards, strip, strip_span

SUNDAY = date(2026, 11, 22)


def plan(step_id: int, slot: str, cadence: Cadence | None = None) -> PlannedStep:
    return PlannedStep(
        step_id=step_id,
        kind="other",
        name=f"Step {step_id}",
        slot=slot,
        cadence=cadence or Cadence(),
        position=step_id,
        starts_on=date(2026, 1, 1),
    )


def one_day(*answers: str, paused: bool = False, day: date = SUNDAY) -> Day:
    """A day of as many daily steps as there are answers."""
    return build_days(
        first=day,
        last=day,
        today=SUNDAY,
        plans=[plan(number, "morning") for number in range(len(answers))],
        answers=[
            Given(
                step_id=number,
                day=day,
                answer=answer,
                skip_reason="other" if answer == "skipped" else "",
            )
            for number, answer in enumerate(answers)
            if answer
        ],
        pauses=[Span(first=day, last=day)] if paused else [],
    )[0]


@pytest.mark.parametrize(
    ("day", "mark", "words"),
    [
        (one_day("", ""), "unknown", "nothing logged"),
        (one_day("done", "done"), "done", "2 of 2 done"),
        (one_day("done", ""), "part", "1 of 2 done"),
        (one_day("not_done", ""), "missed", "0 of 2 done"),
        (one_day("done", "skipped"), "done", "1 of 2 done, 1 skipped"),
        (one_day("skipped", "skipped"), "skipped", "0 of 2 done, 2 skipped"),
        (one_day("done", "", paused=True), "paused", "paused"),
        (one_day("", day=SUNDAY + timedelta(days=1)), "future", "not yet"),
    ],
)
def test_day_mark_and_words_for_each_state(day: Day, mark: str, words: str) -> None:
    assert (day_mark(day), day_words(day)) == (mark, words)


def test_slot_cards_leave_out_empty_slots_and_set_apart_what_is_not_due() -> None:
    weekly = Cadence(kind=Kind.WEEKLY, times_a_week=2)
    day = build_days(
        first=SUNDAY,
        last=SUNDAY,
        today=SUNDAY,
        plans=[plan(1, "morning"), plan(2, "evening"), plan(3, "evening", weekly)],
        answers=[Given(step_id=3, day=SUNDAY - timedelta(days=1), answer="done")],
        pauses=[],
    )[0]
    assert [
        (card.name, [item.step.step_id for item in card.due], [i.step.step_id for i in card.later])
        for card in slot_cards(day)
    ] == [("Morning", [1], []), ("Evening", [2], [3])]


def test_slot_card_of_a_step_answered_though_not_due_counts_it() -> None:
    weekly = Cadence(kind=Kind.WEEKLY, times_a_week=2)
    day = build_days(
        first=SUNDAY,
        last=SUNDAY,
        today=SUNDAY,
        plans=[plan(3, "evening", weekly)],
        answers=[
            Given(step_id=3, day=SUNDAY - timedelta(days=1), answer="done"),
            Given(step_id=3, day=SUNDAY, answer="done"),
        ],
        pauses=[],
    )[0]
    (card,) = slot_cards(day)
    assert (card.answered, len(card.due), card.later, card.has_rest) == (1, 1, (), False)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (SUNDAY, SUNDAY),
        (SUNDAY - timedelta(days=6), SUNDAY),
        (SUNDAY - timedelta(days=7), SUNDAY - timedelta(days=4)),
        (date(2024, 2, 29), date(2024, 3, 3)),
    ],
)
def test_strip_span_holds_seven_days_with_the_day_among_them(day: date, last: date) -> None:
    assert strip_span(day, SUNDAY) == (last - timedelta(days=6), last)


def test_strip_marks_the_shown_day_and_today() -> None:
    first, last = strip_span(SUNDAY - timedelta(days=2), SUNDAY)
    days = build_days(first=first, last=last, today=SUNDAY, plans=[], answers=[], pauses=[])
    shown = strip(days, SUNDAY - timedelta(days=2), SUNDAY)
    assert [one.day for one in shown] == [SUNDAY - timedelta(days=n) for n in range(6, -1, -1)]
    assert [(one.is_shown, one.is_today) for one in shown[-3:]] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert {one.mark for one in shown} == {DayState.UNKNOWN.value}
