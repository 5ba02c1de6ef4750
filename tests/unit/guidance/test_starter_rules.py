"""The starter texts ask for all that they should: every rule, its kind, its pace and its facts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from routines.guidance.reading import read_rule
from routines.guidance.rules import Pace, RuleKind, StandingRule
from routines.guidance.saying import say, say_condition
from routines.guidance.standing import standing_rules
from routines.guidance.words import avoided_words
from tests.unit.guidance.starters import starters


@dataclass(frozen=True)
class Expected:
    """A rule by its canonical condition, and what the starter texts say of it."""

    condition: str
    kind: RuleKind
    pace: Pace
    fact: str
    topic: str


def once_in(days: int) -> Pace:
    return Pace((days,))


RULES = {
    "sunscreen-low": Expected(
        "sunscreen is done on fewer than 5 of the last 7 days",
        RuleKind.TIP,
        once_in(3),
        "prev-sunscreen-daily",
        "sunscreen-every-day",
    ),
    "sunscreen-run": Expected(
        "sunscreen is missed 3 days in a row",
        RuleKind.TIP,
        once_in(5),
        "prev-sunscreen-daily",
        "sunscreen-every-day",
    ),
    "sun-strong": Expected(
        "strong sun is logged on at least 3 of the last 7 days or sunburn is logged in the last "
        "7 days",
        RuleKind.CAUTION,
        once_in(7),
        "prev-limit-sun",
        "easy-on-the-sun",
    ),
    "tanning-bed": Expected(
        "a tanning bed is logged in the last 7 days",
        RuleKind.CAUTION,
        once_in(14),
        "prev-no-tanning-bed",
        "no-tanning-beds",
    ),
    "acid-then-sun": Expected(
        "exfoliation is done in the last 7 days and sunscreen is missed yesterday",
        RuleKind.SAFETY,
        once_in(1),
        "tx-exfoliate-chem",
        "acids",
    ),
    "moisturise-low": Expected(
        "moisturiser is done on fewer than 5 of the last 7 days",
        RuleKind.TIP,
        once_in(4),
        "prev-moisturise",
        "moisturise",
    ),
    "moisturise-after": Expected(
        "exfoliation is done without moisturiser on the same day",
        RuleKind.TIP,
        once_in(2),
        "prev-moisturise",
        "moisturise",
    ),
    "cleanse-low": Expected(
        "gentle cleanser is done on fewer than 5 of the last 7 days",
        RuleKind.TIP,
        once_in(4),
        "prev-gentle-cleanser",
        "gentle-cleanser",
    ),
    "overwash": Expected(
        "gentle cleanser is done at least 3 times a day on at least 3 of the last 7 days",
        RuleKind.TIP,
        once_in(7),
        "prev-gentle-cleanser",
        "gentle-cleanser",
    ),
    "harsh-cleanser": Expected(
        "a harsh product is logged on at least 2 of the last 7 days",
        RuleKind.CAUTION,
        once_in(7),
        "prev-gentle-cleanser",
        "gentle-cleanser",
    ),
    "over-exfoliate": Expected(
        "exfoliation is done more often than your cap in the last 7 days",
        RuleKind.CAUTION,
        once_in(3),
        "prev-no-harsh-exfoliant",
        "exfoliate-gently",
    ),
    "exfoliate-close": Expected(
        "exfoliation is done twice within 48 hours unless the skin is sensitive",
        RuleKind.CAUTION,
        once_in(2),
        "prev-no-harsh-exfoliant",
        "exfoliate-gently",
    ),
    "exfoliate-close, sensitive": Expected(
        "exfoliation is done twice within 72 hours and the skin is sensitive",
        RuleKind.CAUTION,
        once_in(2),
        "prev-no-harsh-exfoliant",
        "exfoliate-gently",
    ),
    "exfoliate-irritated": Expected(
        "exfoliation is done within 7 days after irritation or sunburn",
        RuleKind.SAFETY,
        once_in(1),
        "prev-no-harsh-exfoliant",
        "pause-when-irritated",
    ),
    "irritation-lasts": Expected(
        "irritation is logged on at least 3 of the last 7 days",
        RuleKind.SAFETY,
        once_in(7),
        "prev-derm-if-concern",
        "pause-when-irritated",
    ),
    "picking": Expected(
        "picking is logged in the last 2 days unless picking is logged on at least 3 of the last "
        "14 days",
        RuleKind.CAUTION,
        once_in(2),
        "prev-no-picking",
        "hands-off",
    ),
    "picking, again": Expected(
        "picking is logged on at least 3 of the last 14 days",
        RuleKind.CAUTION,
        once_in(14),
        "prev-no-picking",
        "hands-off",
    ),
    "clogging": Expected(
        "a heavy or oily product is logged on at least 3 of the last 7 days",
        RuleKind.TIP,
        once_in(14),
        "prev-no-clogging",
        "lighter-products",
    ),
    "count-due": Expected(
        "no count is entered for 7 days",
        RuleKind.TIP,
        Pace((7,), silent_after=2),
        "dx-exam",
        "counting-your-spots",
    ),
    "come-back": Expected(
        "nothing is logged for 4 days", RuleKind.TIP, Pace((4, 7, 14)), "", "what-habits-can-do"
    ),
    "count-rise": Expected(
        "the count rises above its usual ups and downs",
        RuleKind.CAUTION,
        once_in(28),
        "prev-derm-if-concern",
        "when-to-see-someone",
    ),
    "crop": Expected(
        "10 more spots are counted than 4 weeks ago, confirmed by a recount",
        RuleKind.SEE_A_PROFESSIONAL,
        once_in(28),
        "type-eruptive",
        "crops-of-milia",
    ),
    "persistent": Expected(
        "spots are found at every count for 12 weeks",
        RuleKind.INFO,
        once_in(90),
        "what-treat-optional",
        "how-long-they-last",
    ),
    "warning-sign": Expected(
        "bleeding, a spot that changes colour, crusting, a spot that grows, a spot near the lash "
        "line, pain or spreading redness is logged in the last 7 days",
        RuleKind.WARNING_SIGN,
        once_in(7),
        "prev-derm-if-concern",
        "warning-signs",
    ),
    "medicine": Expected(
        "a new medicine is logged in the last 7 days or a steroid cream is logged on at least 14 "
        "of the last 28 days",
        RuleKind.SEE_A_PROFESSIONAL,
        once_in(60),
        "cause-find-underlying",
        "medicines",
    ),
    "healing": Expected(
        "a burn or scrape, cryotherapy, dermabrasion, an extraction, laser, microdermabrasion, a "
        "peel or a surgical removal is logged in the last 6 weeks",
        RuleKind.CAUTION,
        once_in(14),
        "type-traumatic",
        "after-a-burn-or-scrape",
    ),
    "retinoid-care": Expected(
        "a retinol or salicylic product is logged in the last 7 days or retinoid is done in the "
        "last 7 days",
        RuleKind.SAFETY,
        once_in(90),
        "tx-retinoid",
        "retinoids",
    ),
    "removal-plan": Expected(
        "removing one oneself is logged in the last 7 days",
        RuleKind.SAFETY,
        once_in(7),
        "prev-pro-removal",
        "removal-by-a-professional",
    ),
    "too-soon": Expected(
        "the routine has changed in the last 6 weeks and the trends are looked at",
        RuleKind.INFO,
        once_in(14),
        "",
        "give-it-time",
    ),
    "steady-week": Expected(
        "moisturiser is done on at least 6 of the last 7 days and sunscreen is done on at least 6 "
        "of the last 7 days unless exfoliation is done more often than your cap in the last 7 days",
        RuleKind.PRAISE,
        once_in(7),
        "prev-sunscreen-daily",
        "sunscreen-every-day",
    ),
    "counted often": Expected(
        "at least 2 counts a day are entered on at least 5 of the last 7 days",
        RuleKind.INFO,
        once_in(14),
        "dx-exam",
        "counting-your-spots",
    ),
}

GISTS = {
    "sunscreen-low": ["first habit", "fixed moment"],
    "sunscreen-run": ["tomorrow morning"],
    "sun-strong": ["shade", "hat"],
    "tanning-bed": ["cause"],
    "acid-then-sun": ["burns more easily for a week"],
    "moisturise-low": ["light one", "after washing"],
    "moisturise-after": ["Follow it"],
    "cleanse-low": ["Morning or night is enough"],
    "overwash": ["Twice is usually enough"],
    "harsh-cleanser": ["gentle"],
    "over-exfoliate": ["enough for this week"],
    "exfoliate-close": ["rest day"],
    "exfoliate-irritated": ["Pause", "only cleanse and moisturise"],
    "irritation-lasts": ["Leave acids and retinoids out", "pharmacist or a doctor"],
    "picking": ["scar or infect"],
    "clogging": ["lighter", "non-comedogenic"],
    "count-due": ["Same place, same light"],
    "come-back": ["One tap"],
    "count-rise": ["higher than before", "noisy", "consider asking a dermatologist"],
    "crop": ["deserve a look"],
    "persistent": ["common in adults", "dermatologist can confirm"],
    "warning-sign": ["cannot judge", "looked at soon"],
    "medicine": ["whoever prescribed it", "do not stop it yourself"],
    "healing": ["gentle", "do not exfoliate"],
    "retinoid-care": ["pregnancy", "eyelids", "sunscreen by day"],
    "removal-plan": ["professional"],
    "too-soon": ["five to eight"],
    "steady-week": ["well-kept", "no promise"],
}


def standing() -> dict[str, StandingRule]:
    """All rules of the starter texts by their canonical conditions."""
    rules = [rule for text in starters().values() for rule in standing_rules(text, 1)]
    by_condition = {say_condition(rule.rule.condition): rule for rule in rules}
    assert len(by_condition) == len(rules)
    return by_condition


def test_starters_have_exactly_these_rules() -> None:
    assert standing().keys() == {expected.condition for expected in RULES.values()}


@pytest.mark.parametrize("name", RULES)
def test_rule_stands_as_it_should(name: str) -> None:
    expected = RULES[name]
    found = standing()[expected.condition]
    assert (found.rule.kind, found.rule.pace) == (expected.kind, expected.pace)
    assert found.facts == ((expected.fact,) if expected.fact else ())
    assert found.topic == expected.topic


@pytest.mark.parametrize("name", GISTS)
def test_rule_says_its_gist(name: str) -> None:
    message = standing()[RULES[name].condition].rule.message
    assert [words for words in GISTS[name] if words not in message] == []


@pytest.mark.parametrize("name", RULES)
def test_rule_is_written_as_it_is_said(name: str) -> None:
    found = standing()[RULES[name].condition]
    assert found.sentence.partition(" {")[0] == say(found.rule)
    assert read_rule(found.sentence).rule == found.rule


@pytest.mark.parametrize("name", RULES)
def test_message_can_stand_in_any_mailbox(name: str) -> None:
    message = standing()[RULES[name].condition].rule.message
    assert list(avoided_words(message)) == []
    assert [word for word in ("milia", "milium", "cyst") if word in message.lower()] == []
