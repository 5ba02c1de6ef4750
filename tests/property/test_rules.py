"""What holds for any rule and for any text."""

from __future__ import annotations

import time
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from routines.guidance import rules
from routines.guidance.blocks import read_body
from routines.guidance.reading import LONGEST_LINE, LONGEST_MESSAGE, plain_message, read_rule
from routines.guidance.rules import AllOf, AnyOf, Condition, Pace, Rule, RuleKind, Unless
from routines.guidance.saying import OPENINGS, canonical, key_of, say, say_condition
from routines.guidance.sense import nonsense
from routines.guidance.vocabulary import HAPPENING_NAMES, STEP_NAMES, Vocabulary

ADDED = Vocabulary.of({"cold-sore": "Cold sore", "or": "Or", "no_count": "no count", "Ü-1": "Üb(x"})

# The first reading of all takes a quarter of a second, which is no fault of its example.
UNHURRIED = settings(deadline=None)

steps = st.sampled_from(sorted(STEP_NAMES))
happenings = st.lists(
    st.sampled_from([*HAPPENING_NAMES, "cold-sore", "or", "no_count"]), min_size=1, max_size=4
).map(tuple)
windows = st.integers(1, 366)
weeks = st.integers(1, 52)


@st.composite
def days_of_window(draw: st.DrawFn) -> tuple[int, int]:
    window = draw(windows)
    return draw(st.integers(1, window)), window


leaves = st.one_of(
    st.builds(lambda step, of: rules.DoneOnFewer(step, *of), steps, days_of_window()),
    st.builds(lambda step, of: rules.DoneOnAtLeast(step, *of), steps, days_of_window()),
    st.builds(rules.MissedInARow, steps, st.integers(1, 60)),
    st.builds(
        lambda pair, together: rules.DoneOnSameDay(*pair, together),
        st.lists(steps, min_size=2, max_size=2, unique=True),
        st.booleans(),
    ),
    st.builds(rules.DoneMoreThanCap, st.just("exfoliation"), windows),
    st.builds(rules.DoneTwiceWithin, steps, st.integers(1, 336)),
    st.builds(rules.DoneAfter, steps, happenings, windows),
    st.builds(
        lambda step, times, of: rules.DoneTimesADay(step, times, *of),
        steps,
        st.integers(2, 10),
        days_of_window(),
    ),
    st.builds(lambda names, of: rules.HappenedOn(names, *of), happenings, days_of_window()),
    st.builds(rules.NothingLogged, windows),
    st.builds(rules.NoCount, windows),
    st.builds(lambda n, of: rules.CountedOften(n, *of), st.integers(2, 10), days_of_window()),
    st.just(rules.CountRises()),
    st.builds(rules.MoreSpots, st.integers(1, 500), weeks, st.booleans()),
    st.builds(rules.SpotsAtEveryCount, weeks),
    st.builds(rules.RoutineChanged, windows),
    st.just(rules.TrendsViewed()),
    st.builds(
        rules.SkinTypeIs, st.sampled_from(["balanced", "dry", "oily", "combination", "sensitive"])
    ),
)


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(AllOf, several) | st.builds(AnyOf, several) | st.builds(Unless, parts, parts)


conditions = st.recursive(leaves, joined, max_leaves=6).map(canonical)
paces = st.builds(
    Pace,
    st.lists(st.integers(1, 366), min_size=1, max_size=6).map(tuple),
    st.none() | st.integers(1, 20),
)
messages = (
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="*_`{}[]"))
    .map(plain_message)
    .map(lambda text: text[:LONGEST_MESSAGE].strip())
    .filter(bool)
)
pieces = st.sampled_from(
    [
        *(f"{opening} " for opening in OPENINGS.values()),
        *("sunscreen", "exfoliation", "irritation", "a burn or scrape", "“cold-sore”", "nothing"),
        *(" is ", " done ", " on ", " fewer than ", " at least ", " 5 ", " of the last 7 days "),
        *(" twice ", " within ", " 48 hours ", " after ", " in the last ", " week ", " logged "),
        *(" and ", " or ", " unless ", "(", ")", ",", ":", " at most every ", " then ", " silent "),
        *("{what-aka}", "\n", "\r", "\x00", "\u202e", "\u2028", "א", "0", "99999999999999999999"),
    ]
)
texts = st.text() | st.lists(pieces | st.text(max_size=3), max_size=40).map("".join)


@UNHURRIED
@given(st.sampled_from(RuleKind), conditions, paces, messages)
def test_saying_and_reading_again_gives_the_same_rule(
    kind: RuleKind, condition: Condition, pace: Pace, message: str
) -> None:
    rule = Rule(kind, condition, pace, message, key_of(condition))
    said = say(rule)
    if len(said) > LONGEST_LINE:
        return
    reading = read_rule(said, vocabulary=ADDED)
    if any(nonsense(condition)):
        assert reading.rule is None
    else:
        assert (reading.rule, reading.problems) == (rule, ())


@given(conditions)
def test_canonical_form_is_reached_at_once(condition: Condition) -> None:
    assert canonical(condition) == condition


@given(st.lists(leaves, min_size=2, max_size=4), st.randoms())
def test_order_and_repetition_of_parts_do_not_matter(
    parts: list[Condition], random: Random
) -> None:
    other = [*parts, parts[0]]
    random.shuffle(other)
    for join in (AllOf, AnyOf):
        assert key_of(join(tuple(parts))) == key_of(join(tuple(other)))


@given(conditions, conditions)
def test_identity_is_that_of_the_condition(one: Condition, other: Condition) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)
    assert (say_condition(one) == say_condition(other)) == (one == other)


@UNHURRIED
@given(texts, st.integers(1, 10_000))
@example("Remind when " + "(" * 400 + "sunscreen", 1)
@example("Remind when " + "irritation, " * 120 + "is logged today: x", 1)
@example("Remind when sunscreen is done on fewer than " + "9" * 1_000 + " of the last 7 days: x", 1)
@example("Remind when 0 more spots are counted than 0 weeks ago, at most every 0 days: x", 1)
def test_any_text_can_be_read_as_a_rule(text: str, line: int) -> None:
    reading = read_rule(text, line=line, vocabulary=ADDED)
    assert (reading.rule is None) == bool(reading.problems)
    assert reading.problems == tuple(sorted(reading.problems))
    for problem in reading.problems:
        assert problem.line == line
        assert 1 <= problem.column <= len(text) + 2
    if reading.rule is not None:
        again = read_rule(say(reading.rule), vocabulary=ADDED)
        assert again.rule == reading.rule


@UNHURRIED
@given(st.lists(texts, max_size=5).map("\n".join))
def test_any_body_can_be_read_with_its_rules(text: str) -> None:
    body = read_body(text, ())
    for line in body.rules:
        has_problem = any(problem.line == line.line for problem in body.problems)
        assert line.rule is not None or has_problem


@settings(max_examples=20, deadline=None)
@given(pieces, st.integers(1, 20_000))
def test_long_lines_are_read_in_no_time(piece: str, times: int) -> None:
    start = time.perf_counter()
    read_body("Remind when " + piece * times + "\n" + ("Remind when " + piece) * 50)
    assert time.perf_counter() - start < 2
