"""A slip is mended where it stands, and nothing around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.guidance.blocks import read_body
from routines.guidance.fixes import Fix, fix_of, with_fix
from routines.guidance.problems import Problem
from routines.guidance.reading import read_rule


def mended(body: str, sources: tuple[str, ...] = ()) -> str:
    """The body after the first suggestion was taken."""
    problem = next(one for one in read_body(body, sources).problems if one.suggestion)
    fix = fix_of(body, problem)
    assert fix is not None
    return with_fix(body, fix)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Hi.\n\nDo it. {home-steem} Yes.", "Hi.\n\nDo it. {home-steam} Yes."),
        ("We add, cuation (AAD): No.", "We add, caution (AAD): No."),
        ("We add, do not recomend (AAD): No.", "We add, do not recommend (AAD): No."),
        ("We add (NSH): No.", "We add (NHS): No."),
        ("We add (AAD and NSH): No.", "We add (AAD and NHS): No."),
    ],
)
def test_slip_is_mended_in_its_place(body: str, expected: str) -> None:
    assert mended(body, ("AAD: an academy", "NHS: a service")) == expected


def test_problem_without_a_suggestion_has_no_fix() -> None:
    assert fix_of("Some words", Problem(1, 1, "No.")) is None


def test_problem_beyond_the_text_has_no_fix() -> None:
    assert fix_of("Some words", Problem(2, 1, "No.", "Yes")) is None
    assert fix_of("Some words", Problem(1, 99, "No.", "Yes")) is None


def test_fix_says_what_goes_where() -> None:
    problem = Problem(1, 13, "“sunscren” is no step.", "sunscreen")
    assert fix_of("Remind when sunscren is done", problem) == Fix(1, 12, 20, "sunscreen")


@given(st.text(max_size=40), st.integers(1, 3), st.integers(1, 50), st.text(max_size=8))
def test_any_problem_has_a_fix_within_the_text_or_none(
    body: str, line: int, column: int, quoted: str
) -> None:
    fix = fix_of(body, Problem(line, column, f"“{quoted}” is wrong.", "right"))
    assert fix is None or "right" in with_fix(body, fix)


def test_habit_without_its_days_is_mended_within_its_clause() -> None:
    line = "Remind when sunscreen is done every day, at most every 3 days: x"
    (problem,) = read_rule(line).problems
    fix = fix_of(line, problem)
    assert fix is not None
    better = line.replace("every day", "on at least 7 of the last 7 days")
    assert with_fix(line, fix) == better
    assert read_rule(better).problems == ()
