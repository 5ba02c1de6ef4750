"""How much is missing, and what a plan could find."""

from __future__ import annotations

from datetime import date

import pytest

from routines.trends.before_after import Comparison, Side, What
from routines.trends.engine import Estimate
from routines.trends.question_words import Words

WORDS = Words("en_GB")
DAY = date(2026, 11, 3)
TOO_FEW_BEFORE = (
    "There are too few counts before it, and waiting adds none. Counts that you still have on "
    "paper can be entered under their own day."
)
ENOUGH = Side(days=90, weeks_counted=12)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            ENOUGH,
            Side(days=36, weeks_counted=5),
            "With a count a week this can be answered in about 3 more weeks.",
        ),
        (
            ENOUGH,
            Side(days=60, weeks_counted=5),
            "With a count a week this can be answered in about 1 more week.",
        ),
        (
            ENOUGH,
            Side(days=0, weeks_counted=0),
            "With a count a week this can be answered in about 8 more weeks.",
        ),
        (
            Side(days=20, weeks_counted=3),
            ENOUGH,
            TOO_FEW_BEFORE,
        ),
        (ENOUGH, ENOUGH, ""),
    ],
)
def test_what_is_missing_is_said(before: Side, after: Side, said: str) -> None:
    compared = Comparison(what=What.BEGUN, day=DAY, before=before, after=after)
    assert WORDS.still_missing(compared) == said


def test_nothing_is_missing_where_there_is_an_answer() -> None:
    compared = Comparison(
        what=What.BEGUN,
        day=DAY,
        before=ENOUGH,
        after=ENOUGH,
        estimate=Estimate(value=-0.1, error=0.2, degrees=20),
    )
    assert WORDS.still_missing(compared) == ""


def test_chances_are_told_in_tenths() -> None:
    assert WORDS.chances(0.44, 0.04, 6) == (
        "Going by how much your own counts go up and down, 6 blocks would find in about 4 of 10 "
        "cases that the step halves your counts, and hardly ever that it takes a fifth off them."
    )
    assert "in about 9 of 10 cases" in WORDS.chances(0.999, 0.2, 6)


def test_what_lies_within_a_plan_is_said() -> None:
    assert WORDS.within([]) == ""
    assert WORDS.within([DAY]) == (
        "A removal or a treatment lies within it (3 Nov 2026). What that took away can’t be told "
        "from what the step did."
    )
