"""What differs between two texts and two sets of rules is told whole, and readably."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.guidance.differences import (
    Fate,
    Gap,
    Line,
    Mark,
    Piece,
    RuleChange,
    differing_lines,
    differing_rules,
    differing_words,
    folded,
)
from routines.guidance.rules import (
    AllOf,
    DoneOnAtLeast,
    DoneOnFewer,
    DoneOnSameDay,
    HappenedOn,
    Pace,
    Rule,
    RuleKind,
)

SAME, ADDED, REMOVED, CHANGED = Mark.SAME, Mark.ADDED, Mark.REMOVED, Mark.CHANGED
texts = st.text(st.sampled_from("ab \n.5é"), max_size=40)


def pieces(*parts: tuple[str, Mark]) -> tuple[Piece, ...]:
    return tuple(Piece(text, mark) for text, mark in parts)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ()),
        ("Same.", "Same.", pieces(("Same.", SAME))),
        (
            "on fewer than 5 of the last 7 days",
            "on fewer than 6 of the last 7 days",
            pieces(
                ("on fewer than ", SAME),
                ("5", REMOVED),
                ("6", ADDED),
                (" of the last 7 days", SAME),
            ),
        ),
        (
            "Wear it by day.",
            "Put some on by day.",
            pieces(("Wear it", REMOVED), ("Put some on", ADDED), (" by day.", SAME)),
        ),
        ("A day.", "A day, or two.", pieces(("A day", SAME), (", or two", ADDED), (".", SAME))),
    ],
)
def test_words_that_differ(old: str, new: str, expected: tuple[Piece, ...]) -> None:
    assert differing_words(old, new) == expected


@given(texts, texts)
def test_words_give_back_both_texts(old: str, new: str) -> None:
    told = differing_words(old, new)
    assert "".join(piece.text for piece in told if piece.mark is not ADDED) == old
    assert "".join(piece.text for piece in told if piece.mark is not REMOVED) == new


@given(texts, texts)
def test_lines_give_back_both_texts_with_their_numbers(old: str, new: str) -> None:
    told = differing_lines(old, new)

    def text(line: Line, without: Mark) -> str:
        return "".join(piece.text for piece in line.pieces if piece.mark is not without)

    was = {line.old: text(line, ADDED) for line in told if line.old}
    now = {line.new: text(line, REMOVED) for line in told if line.new}
    assert list(was.items()) == list(enumerate(old.split("\n"), 1))
    assert list(now.items()) == list(enumerate(new.split("\n"), 1))


def test_lines_that_are_alike_are_told_as_changed() -> None:
    old = "One.\nWear it every day, cloudy or not.\nThree."
    new = "One.\nSomething else.\nWear it every morning, cloudy or not.\nThree."
    assert differing_lines(old, new) == (
        Line(SAME, 1, 1, pieces(("One.", SAME))),
        Line(ADDED, None, 2, pieces(("Something else.", ADDED))),
        Line(
            CHANGED,
            2,
            3,
            pieces(
                ("Wear it every ", SAME),
                ("day", REMOVED),
                ("morning", ADDED),
                (", cloudy or not.", SAME),
            ),
        ),
        Line(SAME, 3, 4, pieces(("Three.", SAME))),
    )


def test_lines_of_a_long_text_take_no_long_time() -> None:
    old = "\n".join(f"{number} is one" for number in range(2000))
    new = "\n".join(f"{number} is another" for number in range(2000))
    assert len(differing_lines(old, new)) == 4000


def test_folded_leaves_out_what_is_far_from_a_change() -> None:
    old = "\n".join("abcdefghij")
    shown = folded(differing_lines(old, old.replace("e", "E.")), around=1)
    assert [line if isinstance(line, Gap) else (line.mark, line.new) for line in shown] == [
        Gap(3),
        (SAME, 4),
        (ADDED, 5),
        (REMOVED, None),
        (SAME, 6),
        Gap(4),
    ]


def test_folded_of_nothing_changed_is_one_gap() -> None:
    assert folded(differing_lines("a\nb", "a\nb")) == (Gap(2),)


# --- Rules --------------------------------------------------------------------------------------


def rule(condition: object, message: str = "Go on.", key: str = "") -> Rule:
    return Rule(RuleKind.TIP, condition, Pace(), message, key or repr(condition))  # type: ignore[arg-type]


LOW = rule(DoneOnFewer("sunscreen", 5, 7))
LOWER = rule(DoneOnFewer("sunscreen", 6, 7))
OTHER = rule(DoneOnFewer("moisturiser", 5, 7))
SUN = rule(HappenedOn(("strong-sun",), 3, 7))


def test_rules_that_stay_go_or_come() -> None:
    assert differing_rules([LOW, SUN], [OTHER, LOW]) == (
        RuleChange(Fate.ADDED, None, OTHER),
        RuleChange(Fate.KEPT, LOW, LOW),
        RuleChange(Fate.REMOVED, SUN, None),
    )


def test_rule_with_another_figure_replaces_the_old_one() -> None:
    assert differing_rules([LOW], [LOWER]) == (
        RuleChange(Fate.REPLACED, LOW, LOWER, ("condition",)),
    )


def test_rule_said_otherwise_stays_the_same_rule() -> None:
    other = replace(LOW, message="Keep at it.", kind=RuleKind.CAUTION, pace=Pace((3,)))
    assert differing_rules([LOW], [other]) == (
        RuleChange(Fate.REWORDED, LOW, other, ("kind", "pace", "message")),
    )


def test_rule_with_the_same_key_is_preferred_to_one_with_other_figures() -> None:
    assert differing_rules([LOW, LOWER], [LOWER]) == (
        RuleChange(Fate.KEPT, LOWER, LOWER),
        RuleChange(Fate.REMOVED, LOW, None),
    )


def test_joined_parts_in_another_order_still_differ_in_figures_only() -> None:
    sunscreen, moisturiser = DoneOnAtLeast("sunscreen", 6, 7), DoneOnAtLeast("moisturiser", 6, 7)
    old = rule(AllOf((sunscreen, moisturiser)))
    new = rule(AllOf((replace(moisturiser, at_least=5), sunscreen)))
    assert [change.fate for change in differing_rules([old], [new])] == [Fate.REPLACED]


def test_with_and_without_are_no_figures() -> None:
    one = rule(DoneOnSameDay("exfoliation", "moisturiser", True))
    other = rule(DoneOnSameDay("exfoliation", "moisturiser", False))
    fates = [change.fate for change in differing_rules([one], [other])]
    assert fates == [Fate.ADDED, Fate.REMOVED]
