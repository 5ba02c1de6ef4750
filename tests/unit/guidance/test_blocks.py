"""Bodies are understood paragraph by paragraph; what is not understood stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.guidance.blocks import Block, Body, Citation, Kind, RuleLine, read_body
from routines.guidance.problems import Problem
from routines.guidance.reading import read_rule
from routines.guidance.text import CautionLevel

HOW_TO_ADD = (
    "A note of ours begins “We add (SOURCE):” or “We add, caution (SOURCE):”; "
    "where there is no source, write “our judgement”."
)
BODY = """\
A start.

- one

- two

The article says: Moisturise. {prev-moisturise}
Every day.

We add (AAD): Twice, if dry.

We add, do not recommend (our judgement): Ointments.

Remember
Remind when sunscreen is missed yesterday: Keep it near.
and enjoy.
"""
RULE = "Remind when sunscreen is missed yesterday: Keep it near."

pieces = st.sampled_from(
    [
        "The article says:",
        "We add",
        ", caution",
        " (AAD)",
        ":",
        "\n",
        "\n\n",
        " ",
        "{prev-moisturise}",
        "{nope}",
        "```",
        "- ",
        "# ",
        "{",
        "}",
        "(",
        ")",
        "é",
        "\u2028",
        "\r",
    ]
)
texts = st.text() | st.lists(pieces | st.text(max_size=5), max_size=30).map("".join)


def test_body_is_read_into_blocks() -> None:
    assert read_body(BODY) == Body(
        (
            Block(Kind.PROSE, 1, "A start.\n\n- one\n\n- two"),
            Block(Kind.ARTICLE, 7, "Moisturise. {prev-moisturise}\nEvery day."),
            Block(Kind.ADDITION, 10, "Twice, if dry.", "AAD"),
            Block(Kind.ADDITION, 12, "Ointments.", "our judgement", CautionLevel.DO_NOT_RECOMMEND),
            Block(Kind.PROSE, 14, "Remember"),
            Block(Kind.RULE, 15, RULE),
            Block(Kind.PROSE, 16, "and enjoy."),
        ),
        (Citation("prev-moisturise", 7, 31),),
        (),
        (RuleLine(15, RULE, read_rule(RULE).rule, ()),),
    )


def test_body_of_nothing_has_no_blocks() -> None:
    assert read_body(" \n\n") == Body((), (), ())


def test_fenced_code_is_not_split_at_empty_lines() -> None:
    fenced = "```\nThe article says: a\n\nWe add: b\n```"
    assert read_body(fenced) == Body((Block(Kind.PROSE, 1, fenced),), (), ())


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "Yes. {prev-moisturize}",
            Problem(1, 6, "There is no fact “prev-moisturize”.", "prev-moisturise"),
        ),
        ("a\n\n{zzz}", Problem(3, 1, "There is no fact “zzz”.")),
        (
            "We add, cuation (AAD): Hm.",
            Problem(
                1,
                9,
                "“cuation” is no caution level. They are: "
                "none, note, caution, professional only, do not recommend.",
                "caution",
            ),
        ),
        ("We add: Hm.", Problem(1, 1, HOW_TO_ADD)),
        ("We add (AAD) Hm.", Problem(1, 1, HOW_TO_ADD)),
        ("We add, caution: Hm.", Problem(1, 1, HOW_TO_ADD)),
        ("We add ( ): Hm.", Problem(1, 1, HOW_TO_ADD)),
        ("We add (ADA): Hm.", Problem(1, 1, "“ADA” is not among this topic's sources.", "AAD")),
    ],
)
def test_body_with_a_slip_has_a_problem(body: str, problem: Problem) -> None:
    assert read_body(body, ("AAD: an academy",)).problems == (problem,)


def test_slip_in_a_level_still_shows_the_note() -> None:
    assert read_body("We add, cuation (AAD): Hm.").blocks == (
        Block(Kind.ADDITION, 1, "Hm.", "AAD"),
    )


@pytest.mark.parametrize(
    "line",
    ["We add sugar to tea.", "The article says little.", "Braces {like this}", "{}", "a } b"],
)
def test_ordinary_sentence_stays_plain(line: str) -> None:
    assert read_body(line) == Body((Block(Kind.PROSE, 1, line),), (), ())


def test_two_sources_may_share_a_note() -> None:
    body = read_body("We add (AAD and our judgement): Hm.", ("AAD: an academy",))
    assert body.problems == ()


def test_facts_are_listed_once_in_order() -> None:
    body = read_body("{prev-moisturise} {what-aka} {nope} {prev-moisturise}")
    assert body.facts == ("prev-moisturise", "what-aka")


@given(texts)
def test_any_text_is_read_and_nothing_is_lost(text: str) -> None:
    body = read_body(text, ())
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = plain.split("\n")
    assert [block.line for block in body.blocks] == sorted({block.line for block in body.blocks})
    for block in body.blocks:
        assert block.markdown in plain or not block.markdown.strip()
        assert rows[block.line - 1].strip()
    for cited in body.citations:
        assert rows[cited.line - 1][cited.column - 1 :].startswith(f"{{{cited.slug}}}")
    for problem in body.problems:
        assert 1 <= problem.line <= len(rows)
        assert 1 <= problem.column <= len(rows[problem.line - 1]) + 1
