"""Lines as people write them are read as rules; what is wrong is told with its place."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from routines.guidance import rules
from routines.guidance.blocks import NOT_RECOMMENDED, RuleLine, read_body
from routines.guidance.fixes import fix_of, with_fix
from routines.guidance.mistakes import COLON_MISSING, OPENING_MARKED, OPENING_NEEDED
from routines.guidance.problems import Problem
from routines.guidance.reading import (
    LONGEST_LINE,
    RuleReading,
    is_rule_line,
    read_rule,
    slip_of_opening,
)
from routines.guidance.rules import AllOf, AnyOf, Condition, Pace, Rule, RuleKind, Unless
from routines.guidance.saying import key_of, say
from routines.guidance.sense import WATCHES_NOTHING
from routines.guidance.text import CautionLevel
from routines.guidance.vocabulary import Vocabulary
from routines.guidance.words import avoided_words
from tests.unit.guidance.starters import starters

PLAIN_WORDS = "What people read goes out by e-mail, too: plain words only, no marks or links."
LOW = rules.DoneOnFewer("sunscreen", 5, 7)
SUN = rules.HappenedOn(("strong-sun",), 3, 7)
BURN = rules.HappenedOn(("sunburn",), 1, 7)
BURN_UNLESS_DRY = Unless(BURN, rules.SkinTypeIs("dry"))
SENSITIVE = rules.SkinTypeIs("sensitive")


def condition_of(clause: str) -> Condition | None:
    rule = read_rule(f"Remind when {clause}: Hello.").rule
    return rule.condition if rule else None


def problems_of(line: str) -> list[tuple[int, str, str]]:
    """Column, message and suggestion of each problem."""
    found = read_rule(line).problems
    return [(problem.column, problem.message, problem.suggestion) for problem in found]


def test_line_is_read_whole() -> None:
    line = (
        "Remind when sunscreen is done on fewer than 5 of the last 7 days, at most every 3 days, "
        "then silent after 2 times:  Keep it here: by the  toothbrush. "
        "{prev-sunscreen-daily} {nope} {cause-uv}"
    )
    rule = Rule(
        RuleKind.TIP,
        LOW,
        Pace((3,), silent_after=2),
        "Keep it here: by the toothbrush.",
        key_of(LOW),
    )
    assert read_rule(line) == RuleReading(rule, (), ("prev-sunscreen-daily", "cause-uv"))


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Warning sign when", RuleKind.WARNING_SIGN),
        ("Safety when", RuleKind.SAFETY),
        ("Seek advice when", RuleKind.SEE_A_PROFESSIONAL),
        ("Caution when", RuleKind.CAUTION),
        ("Remind when", RuleKind.TIP),
        ("Say when", RuleKind.INFO),
        ("Praise when", RuleKind.PRAISE),
        ("- Remind  when", RuleKind.TIP),
        ("  3. Safety when", RuleKind.SAFETY),
    ],
)
def test_opening_says_the_kind(opening: str, kind: RuleKind) -> None:
    line = f"{opening} sunburn is logged today: Shade."
    rule = read_rule(line).rule
    assert is_rule_line(line)
    assert rule is not None
    assert rule.kind is kind


@pytest.mark.parametrize(
    ("clause", "condition"),
    [
        ("sunscreen is done on fewer than 5 of the last 7 days", LOW),
        ("the Sun Cream was used on less than five days of the past week", LOW),
        ("sunscreen is done on fewer than 5 of the last 7", LOW),
        ("SPF is applied fewer than 5 days out of 7", LOW),
        ("your sunscreen is done on at most 4 of the last 7 days", LOW),
        ("retinol is done on at least six of 7 days", rules.DoneOnAtLeast("retinoid", 6, 7)),
        ("retinoid is done on 6 or more of the last 7 days", rules.DoneOnAtLeast("retinoid", 6, 7)),
        ("retinoid is done on more than 5 of 7 days", rules.DoneOnAtLeast("retinoid", 6, 7)),
        ("retinoid is done in the last two weeks", rules.DoneOnAtLeast("retinoid", 1, 14)),
        (
            "retinoid is done at least once within the last day",
            rules.DoneOnAtLeast("retinoid", 1, 1),
        ),
        ("moisturizer is missed three days in a row", rules.MissedInARow("moisturiser", 3)),
        ("moisturiser is not done on 3 days running", rules.MissedInARow("moisturiser", 3)),
        ("moisturiser is missed yesterday", rules.MissedInARow("moisturiser", 1)),
        (
            "exfoliation is done without moisturiser",
            rules.DoneOnSameDay("exfoliation", "moisturiser", together=False),
        ),
        (
            "exfoliation is done with a retinoid on the same day",
            rules.DoneOnSameDay("exfoliation", "retinoid", together=True),
        ),
        (
            "exfoliating is done more than the cap in the last week",
            rules.DoneMoreThanCap("exfoliation", 7),
        ),
        (
            "exfoliation is done over your own cap in the last 7 days",
            rules.DoneMoreThanCap("exfoliation", 7),
        ),
        ("acid is done two times within 2 days", rules.DoneTwiceWithin("exfoliation", 48)),
        ("acid is done twice within an hour", rules.DoneTwiceWithin("exfoliation", 1)),
        (
            "exfoliation is done within a week of a burn, Sunburn, or irritation",
            rules.DoneAfter("exfoliation", ("burn", "irritation", "sunburn"), 7),
        ),
        (
            "cleanser is done three times a day on at least 3 of the last 7 days",
            rules.DoneTimesADay("cleanser", 3, 3, 7),
        ),
        (
            "face wash is done more than twice a day on 3 of 7 days",
            rules.DoneTimesADay("cleanser", 3, 3, 7),
        ),
        (
            "washing is done at least twice each day on 3 of 7 days",
            rules.DoneTimesADay("cleanser", 2, 3, 7),
        ),
        ("strong sun is logged on 3 of 7 days", SUN),
        ("strong sun is noted at least 3 times in the last 7 days", SUN),
        ("a sunburn has been logged in the last 7 days", BURN),
        ("sunburn is recorded once in the past week", BURN),
        ("sunburn is logged today", rules.HappenedOn(("sunburn",), 1, 1)),
        (
            "picked or squeezed or 'irritation' is logged today",
            rules.HappenedOn(("irritation", "picked"), 1, 1),
        ),
        ("“heavy or oily product” is logged today", rules.HappenedOn(("heavy-product",), 1, 1)),
        ("nothing is logged for 4 days", rules.NothingLogged(4)),
        ("nothing logged for at least 4 days or more", rules.NothingLogged(4)),
        ("no count is entered for 7 days", rules.NoCount(7)),
        ("no count for one week or longer", rules.NoCount(7)),
        ("at least two counts a day are entered on 5 of 7 days", rules.CountedOften(2, 5, 7)),
        ("the count rises", rules.CountRises()),
        ("the count rises above its usual ups and downs", rules.CountRises()),
        ("ten more spots than four weeks ago", rules.MoreSpots(10, 4, confirmed=False)),
        (
            "at least 10 more spots are counted than 28 days ago and confirmed by a recount",
            rules.MoreSpots(10, 4, confirmed=True),
        ),
        ("spots are found at every count for 12 weeks", rules.SpotsAtEveryCount(12)),
        ("the routine changed in the last 6 weeks", rules.RoutineChanged(42)),
        ("your trends are open", rules.TrendsViewed()),
        ("trends are viewed", rules.TrendsViewed()),
        ("count rises", rules.CountRises()),
        ("routine has changed in the last 6 weeks", rules.RoutineChanged(42)),
        ("sunburn is logged in the last 7 days unless skin type is dry", BURN_UNLESS_DRY),
        ("sunburn is logged in the last 7 days unless the skin type is dry", BURN_UNLESS_DRY),
        ("there is no count for 7 days", rules.NoCount(7)),
        ("more than one count a day is entered on 5 of 7 days", rules.CountedOften(2, 5, 7)),
        ("sunscreen is missed three day in row", rules.MissedInARow("sunscreen", 3)),
        (
            "exfoliation is done on the same day without moisturiser",
            rules.DoneOnSameDay("exfoliation", "moisturiser", together=False),
        ),
        (
            "exfoliation is done on the same day with a retinoid",
            rules.DoneOnSameDay("exfoliation", "retinoid", together=True),
        ),
    ],
)
def test_clause_is_understood(clause: str, condition: Condition | None) -> None:
    assert condition_of(clause) == condition


@pytest.mark.parametrize(
    ("clause", "condition"),
    [
        ("A and B", AllOf((LOW, SUN))),
        ("B, and A", AllOf((LOW, SUN))),
        ("A or B and C", AnyOf((AllOf((BURN, SUN)), LOW))),
        ("(A or B) and C", AllOf((AnyOf((LOW, SUN)), BURN))),
        ("A and (B and C)", AllOf((SUN, LOW, BURN))),
        ("A or A", LOW),
        ("A, unless D", Unless(LOW, SENSITIVE)),
        ("A or B unless C or D", Unless(AnyOf((LOW, SUN)), AnyOf((BURN, SENSITIVE)))),
        ("A unless B unless C", Unless(Unless(LOW, SUN), BURN)),
        ("A unless (B unless C)", Unless(LOW, Unless(SUN, BURN))),
    ],
)
def test_clauses_are_joined_by_what_binds_first(clause: str, condition: Condition) -> None:
    words = {
        "A": "sunscreen is done on fewer than 5 of the last 7 days",
        "B": "strong sun is logged on 3 of 7 days",
        "C": "sunburn is logged in the last 7 days",
        "D": "the skin is sensitive",
    }
    written = "".join(words.get(sign, sign) for sign in clause)
    expected = read_rule(f"Remind when {written}: x").rule
    assert expected is not None
    assert key_of(expected.condition) == key_of(condition)
    again = read_rule(say(expected)).rule
    assert again == expected


@pytest.mark.parametrize(
    ("written", "pace"),
    [
        ("", Pace((1,))),
        (", at most every day", Pace((1,))),
        (" at most every other day", Pace((2,))),
        (", at most every 2 weeks", Pace((14,))),
        (", at most once a week", Pace((7,))),
        (", every 3 days", Pace((3,))),
        (", at most every 4, then 7, then 14 days", Pace((4, 7, 14))),
        (", at most every 4 days, then every week", Pace((4, 7))),
        (", at most every 4 days, then 1 week and then 2 weeks", Pace((4, 7, 14))),
        (", at most every 7 days, then silent after twice", Pace((7,), 2)),
        (", at most every 4, then 7 days, then silent after 3 messages", Pace((4, 7), 3)),
        (", then silent after once", Pace((1,), 1)),
    ],
)
def test_pace_is_understood(written: str, pace: Pace | None) -> None:
    rule = read_rule(f"Remind when sunburn is logged today{written}: Shade.").rule
    assert (rule.pace if rule else None) == pace


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("Remind when sunburn is logged today", [(36, COLON_MISSING, "")]),
        (
            "Remind when sunburn is logged today: {what-aka}",
            [(37, "After the colon, write what people shall read.", "")],
        ),
        (
            "Remind when sunscren is done in the last 7 days: x",
            [
                (
                    13,
                    "“sunscren” is neither a step nor a happening, nor anything else to watch.",
                    "sunscreen",
                )
            ],
        ),
        (
            "Remind when irritation or a sunbrun is logged today: x",
            [(29, "“sunbrun” is no happening that the diary knows.", "sunburn")],
        ),
        (
            "Remind when exfoliation is done without moistriser: x",
            [
                (
                    41,
                    (
                        "“moistriser” is no step. The steps are: gentle cleanser, moisturiser, "
                        "sunscreen, exfoliation, retinoid."
                    ),
                    "moisturiser",
                )
            ],
        ),
        (
            "Remind when bleeding and pain are logged today: x",
            [
                (
                    22,
                    (
                        "“and” can't join happenings; “or” can, and any of them counts. Where both "
                        "shall be there, say it twice: “bleeding is logged … and pain is logged …”."
                    ),
                    "or",
                )
            ],
        ),
        (
            "Remind when sunscreen and moisturiser are done today: x",
            [
                (
                    23,
                    (
                        "A clause is about one step. Say it twice: “sunscreen is done … and "
                        "moisturiser is done …”."
                    ),
                    "",
                )
            ],
        ),
        (
            "Remind when sunscreen is done on",
            [
                (
                    33,
                    (
                        "The line ends too early. Expected: a number, “at most”, “at least”, "
                        "“fewer”, “less” or “more”."
                    ),
                    "",
                )
            ],
        ),
        (
            "Remind when sunscreen is done daily: x",
            [
                (
                    31,
                    "“daily” has no end: say how many days to look back over.",
                    "on at least 7 of the last 7 days",
                )
            ],
        ),
        (
            "Remind when sunscreen is missed every day: x",
            [
                (
                    33,
                    "“every day” has no end: say how many days to look back over.",
                    "7 days in a row",
                )
            ],
        ),
        (
            "Remind when more than one count a day: x",
            [(38, "Say on how many days: “… is entered on 5 of the last 7 days”.", "")],
        ),
        (
            "Remind when sunscreen is done: x",
            [
                (
                    30,
                    (
                        "Something is missing before the colon. Expected: a number, “at most”, "
                        "“more often than your cap”, “at least”, “at least once”, “fewer”, “in”, "
                        "“less”, …."
                    ),
                    "",
                )
            ],
        ),
        (
            "Remind when rutines have changed: x",
            [
                (
                    13,
                    "“rutines” is neither a step nor a happening, nor anything else to watch.",
                    "routine",
                )
            ],
        ),
        (
            "Remind when sunscreen is logged today: x",
            [
                (
                    26,
                    "“logged” is not understood here. Expected: “done” or “missed”.",
                    "",
                )
            ],
        ),
        (
            (
                "Remind when sunscreen is done on fewer than 9 of the last 7 days, at most every "
                "500 days: x"
            ),
            [(45, "7 days can't hold 9.", ""), (81, "At most 366 days can be asked for here.", "")],
        ),
        (
            "Remind when nothing is logged for 0 days: **x**",
            [
                (35, "At least 1 can be asked for here.", ""),
                (
                    43,
                    PLAIN_WORDS,
                    "",
                ),
            ],
        ),
        (
            "Remind when nothing is logged for 36 hours: x",
            [(35, "Say whole days or weeks here.", "")],
        ),
        ("Remind when 5 more spots than 10 days ago: x", [(31, "Say whole weeks here.", "")]),
        (
            "Remind when exfoliation is done three times within 2 days: x",
            [(33, "Only “twice within …” is known here.", "twice")],
        ),
        (
            "Remind when exfoliation is done without exfoliation: x",
            [(41, "Name two different steps here.", "")],
        ),
        (
            "Remind when sunscreen is done over your cap in the last 7 days: x",
            [(13, "Only exfoliation has a cap.", "")],
        ),
        ("Remind when the skin is dry: x", [(13, WATCHES_NOTHING, "")]),
        (
            "Remind when sunburn is logged today unless sunburn is logged today: x",
            [(13, "This can never hold: what it watches for is also its exception.", "")],
        ),
        (
            (
                "Remind when sunscreen is done on fewer than 3 of 7 days and sunscreen is done on "
                "4 of 7 days: x"
            ),
            [
                (
                    13,
                    "This can never hold: sunscreen would be done on fewer days and on more.",
                    "",
                )
            ],
        ),
        (
            "Remind when sunburn is logged today and the skin is dry and the skin is oily: x",
            [(13, "This can never hold: a skin has one type.", "")],
        ),
        (
            "Remind when sunburn is logged today: " + "x" * 241,
            [(277, "What people read has at most 240 signs, and this has 241.", "")],
        ),
        (
            "Remind when sunburn is logged today: x\x00",
            [(37, "There is a sign in here that nobody can see.", "")],
        ),
        (
            "Remind when (((((((sunburn is logged today))))))): x",
            [(19, "Brackets within brackets: at most 6 deep.", "")],
        ),
        ("Remindwhen it rains: x", [(1, OPENING_NEEDED, "Remind when")]),
        ("", [(1, OPENING_NEEDED, "")]),
    ],
)
def test_problem_is_told_with_its_place(line: str, problems: list[tuple[int, str, str]]) -> None:
    assert problems_of(line) == problems


def test_line_that_is_too_long_is_not_read() -> None:
    reading = read_rule("Remind when " * LONGEST_LINE, line=4)
    message = f"A rule is one line of at most {LONGEST_LINE} signs."
    assert reading == RuleReading(None, (Problem(4, LONGEST_LINE, message),))


@pytest.mark.parametrize(
    ("line", "opening"),
    [
        ("Remnid when sunburn is logged today: x", "Remind when"),
        ("Remind me when sunburn is logged today: x", "Remind when"),
        ("Remind if sunburn is logged today: x", "Remind when"),
        ("remind when sunburn is logged today: x", "Remind when"),
        ("Warn when sunburn is logged today: x", "Caution when"),
        ("Warning whenever pain is logged today: x", "Warning sign when"),
        ("Seek advise when pain is logged today: x", "Seek advice when"),
    ],
)
def test_slip_of_an_opening_is_told(line: str, opening: str) -> None:
    problem = Problem(1, 1, OPENING_NEEDED, opening)
    assert slip_of_opening(line) == problem
    assert read_body(f"a\n\nb\n{line}").problems == (Problem(4, 1, OPENING_NEEDED, opening),)


@pytest.mark.parametrize(
    ("line", "column", "mended"),
    [
        ("> Caution when …", 1, "Caution when …"),
        ("**Caution** when …", 1, "Caution when …"),
        ("**Caution when** …", 1, "Caution when …"),
        ("Remind: when …", 1, "Remind when …"),
        ("Seek advice – when …", 1, "Seek advice when …"),
        ("# Caution when …", 1, "Caution when …"),
        ("• Remind when …", 1, "Remind when …"),
        ("- _Remind_ when …", 3, "- Remind when …"),
        ("- [ ] Remind when …", 3, "- Remind when …"),
        ("> > 1. __Warning sign__ when …", 1, "Warning sign when …"),
        ("Cau\u200btion when …", 1, "Caution when …"),
        ("> \u200fCaution when …", 1, "Caution when …"),
    ],
)
def test_marks_that_keep_a_line_from_being_a_rule_are_told(
    line: str, column: int, mended: str
) -> None:
    written = line.replace("…", "sunburn is logged today: x")
    kind = mended.removeprefix("- ").removesuffix(" …")
    problem = Problem(1, column, OPENING_MARKED, kind)
    for body in (written, f"The article says: Hm.\n{written}"):
        (found,) = read_body(body).problems
        assert replace(found, line=1) == problem
    fix = fix_of(written, problem)
    assert fix is not None
    assert with_fix(written, fix) == mended.replace("…", "sunburn is logged today: x")


@pytest.mark.parametrize("line", ["> Caution when …", "# Caution when …", "**Remind** when …"])
def test_marked_opening_is_told_even_without_a_colon(line: str) -> None:
    slip = slip_of_opening(line.replace("…", "sunburn is logged today"))
    assert slip is not None
    assert slip.message == OPENING_MARKED


@pytest.mark.parametrize("before", ["\u200f", "\ufeff ", "\u00a0", "- \u200e", "\u200b1.\u00a0"])
def test_line_after_signs_that_nobody_sees_is_a_rule(before: str) -> None:
    line = f"{before}Caution when sunburn is logged today: Shade."
    (rule,) = read_body(f"Text.\n{line}").rules
    assert rule.rule == read_rule("Caution when sunburn is logged today: Shade.").rule
    assert rule.rule is not None


@pytest.mark.parametrize(
    "line",
    [
        "Pause when the skin is sore: it needs rest.",
        "Stop when it hurts.",
        "Count when your face is dry: you see more.",
        "remind when nobody asks",
        "## Caution with acids: less is more",
        "*When in doubt*: ask",
        "Remind when sunburn is logged today: x",
    ],
)
def test_line_of_prose_is_no_slip(line: str) -> None:
    assert slip_of_opening(line) is None


def test_problems_of_all_lines_are_told() -> None:
    body = read_body("Say when nothing: x\ntext\n\n- Caution when pain is logged: x")
    assert [(problem.line, problem.column) for problem in body.problems] == [(1, 17), (4, 30)]
    assert [line.line for line in body.rules] == [1, 4]


def test_rule_in_fenced_code_is_an_example() -> None:
    assert read_body("```\nRemind when nothing: x\n```").rules == ()


def test_topic_that_is_not_recommended_can_ask_for_nothing() -> None:
    line = "Remind when sunburn is logged today: x"
    body = read_body(f"Hm.\n{line}", level=CautionLevel.DO_NOT_RECOMMEND)
    assert body.problems == (Problem(2, 1, NOT_RECOMMENDED),)
    assert body.rules == (RuleLine(2, line, read_rule(line).rule, ()),)


def test_words_to_avoid_in_a_message_are_pointed_out_only() -> None:
    line = "Remind when sunburn is logged today: It prevents the worst. {prev-limit-sun}"
    assert read_rule(line).problems == ()
    assert list(avoided_words(line)) == [
        Problem(1, 41, "“prevents”: no habit is certain to. Say “may lower the chance”.")
    ]


def test_added_happening_is_named_in_quotes() -> None:
    vocabulary = Vocabulary.of({"cold-sore": "Cold Sore", "sunburn": "Too much sun"})
    line = 'Remind when “cold sore” or "COLD-SORE" or "too much sun" is logged today: x'
    rule = read_rule(line, vocabulary=vocabulary).rule
    assert rule is not None
    assert rule.condition == rules.HappenedOn(("cold-sore", "sunburn"), 1, 1)
    assert read_rule(say(rule), vocabulary=vocabulary).rule == rule
    assert read_rule(line).rule is None


def test_key_of_a_rule_is_kept_for_good() -> None:
    """People's snoozes and mutes are kept under these; a change here loses them."""
    kept = {
        "sunscreen is done on fewer than 5 of the last 7 days": "f6a9f14b76f566bf",
        "exfoliation is done within 7 days after irritation or sunburn": "beba8afe76e694ff",
        "nothing is logged for 4 days": "f4f907dcc596b03e",
    }
    read = {clause: read_rule(f"Say when {clause}: x").rule for clause in kept}
    assert {clause: rule.key for clause, rule in read.items() if rule} == kept


def test_topic_is_read_within_a_keystroke() -> None:
    body = starters()["sunscreen-every-day"].body
    read_body(body)
    start = time.perf_counter()
    for number in range(10):
        # Another letter each time, as an editor types, so that nothing is remembered.
        read_body(body.replace("sunscreen is", f"sunscreen  {' ' * number}is"))
    assert (time.perf_counter() - start) / 10 < 0.1
