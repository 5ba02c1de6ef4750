"""A planned trial as its page shows it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.diary.days import Span
from routines.trends.plan import plan_trial
from routines.trends.trial_page import Stage, TrialCard, trial_card

START = date(2026, 1, 5)
KEPT = [
    Span(first=START - timedelta(days=90), last=START + timedelta(days=55)),
    Span(first=START + timedelta(days=112), last=START + timedelta(days=167)),
    Span(first=START + timedelta(days=224), last=None),
]


def card(today: int, closed_on: date | None = None, terms: list[Span] = KEPT) -> TrialCard:
    return trial_card(
        trial_id=1,
        step_id=2,
        step_name="Cream",
        plan=plan_trial(START, 4),
        closed_on=closed_on,
        terms=terms,
        today=START + timedelta(days=today),
    )


@pytest.mark.parametrize(
    ("today", "stage", "now", "switch"),
    [
        (-1, Stage.AHEAD, None, 0),
        (0, Stage.RUNNING, 1, 56),
        (60, Stage.RUNNING, 2, 112),
        (223, Stage.RUNNING, 4, 224),
        (224, Stage.OVER, None, None),
    ],
)
def test_card_says_how_far_it_is(
    today: int, stage: Stage, now: int | None, switch: int | None
) -> None:
    shown = card(today)
    assert shown.stage is stage
    assert (shown.now.number if shown.now else None) == now
    days = (shown.next_switch.day - START).days if shown.next_switch else None
    assert days == switch
    assert shown.is_open is (stage is not Stage.OVER)
    assert shown.is_kept


def test_card_of_one_called_off() -> None:
    off = START + timedelta(days=60)
    shown = card(80, closed_on=off)
    assert (shown.stage, shown.closed_on, shown.is_open) == (Stage.CALLED_OFF, off, False)


def test_card_of_one_that_made_way_for_another_is_over() -> None:
    shown = card(300, closed_on=START + timedelta(days=224))
    assert (shown.stage, shown.closed_on) == (Stage.OVER, None)


def test_card_says_when_the_routine_goes_another_way() -> None:
    assert not card(10, terms=KEPT[:1]).is_kept
