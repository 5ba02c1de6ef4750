"""What stands beside the text while it is written."""

from __future__ import annotations

import pytest

from routines.guidance.differences import Fate
from routines.guidance.facts import FACTS
from routines.guidance.fixes import Fix
from routines.guidance.preview import Preview, preview_of
from routines.guidance.standing import standing_rules
from routines.guidance.text import CautionLevel, TopicText
from tests.web.guidance.topics import text

LOW = (
    "Remind when sunscreen is done on fewer than 5 of the last 7 days, at most every 3 days: Go on."
)


def topic(body: str, **changes: object) -> TopicText:
    changes.setdefault("caution_level", CautionLevel.NONE)
    return text(body=body, sources=(), **changes)


def shown(body: str, before: str | None = None) -> Preview:
    return preview_of(topic(body), None if before is None else topic(before))


def test_rules_are_said_with_their_lines_and_facts() -> None:
    (rule,) = shown(f"Hello.\n\n{LOW} {{prev-sunscreen-daily}}").rules
    assert (rule.line, rule.condition, rule.pace, rule.change.fate) == (
        3,
        "sunscreen is done on fewer than 5 of the last 7 days",
        "at most every 3 days",
        Fate.ADDED,
    )
    assert rule.facts == (FACTS["prev-sunscreen-daily"],)


def test_same_condition_in_another_topic_is_told() -> None:
    mine, other = (
        standing_rules(text(slug, body=LOW, caution_level=CautionLevel.NONE), 3)
        for slug in ("steam", "sunscreen")
    )
    written = topic(LOW.replace("Go on", "Do") + "\n\n" + LOW.replace("5 of", "6 of"))
    same, different = preview_of(written, None, in_force=[*mine, *other]).rules
    assert (same.elsewhere, different.elsewhere) == (other, ())


@pytest.mark.parametrize(
    ("body", "fate", "line", "before"),
    [
        (LOW, Fate.KEPT, 1, ""),
        (LOW.replace("Go on", "Go"), Fate.REWORDED, 1, ""),
        (LOW.replace("every 3", "every 4"), Fate.REWORDED, 1, ""),
        (
            LOW.replace("5 of", "6 of"),
            Fate.REPLACED,
            1,
            "sunscreen is done on fewer than 5 of the last 7 days",
        ),
        ("Hello.", Fate.REMOVED, 0, ""),
    ],
)
def test_rules_are_told_beside_what_readers_have(
    body: str, fate: Fate, line: int, before: str
) -> None:
    (rule,) = shown(body, LOW).rules
    assert (rule.change.fate, rule.line, rule.before) == (fate, line, before)


def test_problem_is_shown_in_its_line_with_its_fix() -> None:
    (problem,) = shown("Hello.\n\nIt helps {prev-sun} so.").problems
    assert (problem.before, problem.wrong, problem.after) == ("It helps {", "prev-sun", "} so.")
    assert (problem.place, problem.blocks) == ("3:10", True)
    assert problem.fix == Fix(3, 10, 18, "prev-limit-sun")


def test_words_to_avoid_do_not_block() -> None:
    preview = preview_of(topic("It is safe.", title="Normal", summary="A cure."), None)
    assert [(one.wrong, one.blocks) for one in preview.problems] == [("safe", False)]
    assert preview.blocking == 0
    assert preview.words == (
        (
            "Title",
            "“Normal”: it calls others abnormal. Say “common” or “usual”.",
        ),
        ("Summary", "“cure”: nothing here does. Say “may help” or “until it is gone”."),
    )


def test_long_line_is_shown_around_the_slip() -> None:
    (problem,) = shown(f"{'a ' * 40}{{prev-sun}}{' b' * 40}").problems
    assert (problem.opening, problem.ending) == (
        f"…{' a' * 15} {{",
        f"}}{' b' * 15} …",
    )


def test_blank_lines_before_the_text_count() -> None:
    (problem,) = shown("\n\n{prev-sun}").problems
    assert problem.problem.line == 3
