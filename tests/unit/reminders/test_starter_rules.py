"""Every rule of the guidance, as the starter texts have it.

It speaks with the least that should make it, and says why; with the most that should not, it is
silent.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import routines.guidance
from routines.guidance.files import read_topic
from routines.guidance.rules import StandingRule
from routines.guidance.standing import standing_rules
from routines.reminders.figures import DayFigure
from tests.unit.reminders.by_hand import RULES
from tests.unit.reminders.given import before, hear, one, past
from tests.unit.reminders.starter_cases import CASES, OTHER_WAYS


def starter_rules() -> dict[str, StandingRule]:
    """The rules as the starter texts have them, by key."""
    folder = Path(routines.guidance.__file__).parent / "starter"
    texts = [read_topic(path.read_text(encoding="utf-8")).text for path in folder.glob("*.md")]
    standing = [rule for text in texts if text for rule in standing_rules(text, revision=1)]
    assert len({one.rule.key for one in standing}) == len(standing)
    return {one.rule.key: one for one in standing}


STARTER = starter_rules()


def test_starter_texts_hold_the_rules_of_the_guidance_and_no_others() -> None:
    wanted = {one.rule.key: (name, one.rule.kind, one.rule.pace) for name, one in RULES.items()}
    assert wanted == {
        key: (wanted.get(key, ("unknown",))[0], one.rule.kind, one.rule.pace)
        for key, one in STARTER.items()
    }


def test_every_rule_has_a_case() -> None:
    assert CASES.keys() == RULES.keys()


@pytest.mark.parametrize("name", CASES)
def test_rule_speaks_with_the_least_that_should_make_it(name: str) -> None:
    case, rule = CASES[name], STARTER[RULES[name].rule.key]
    assert hear(rule, case.least) == one(rule, *case.figures, offers=case.offers)


@pytest.mark.parametrize("name", CASES)
def test_rule_is_silent_with_the_most_that_should_not_make_it(name: str) -> None:
    case, rule = CASES[name], STARTER[RULES[name].rule.key]
    assert [hear(rule, history) for history in (case.most, *case.also_not)] == [()] * (
        1 + len(case.also_not)
    )


@pytest.mark.parametrize(("name", "key", "days", "window"), OTHER_WAYS)
def test_rule_speaks_of_each_thing_that_may_set_it_off(
    name: str, key: str, days: int, window: int
) -> None:
    rule = STARTER[RULES[name].rule.key]
    at_the_edge = "x" * days + "." * (window - days)
    (intent,) = hear(rule, past(happenings={key: at_the_edge}))
    (figure,) = intent.figures
    assert figure.days == tuple(DayFigure(before(window - 1 - place), key) for place in range(days))
    assert hear(rule, past(happenings={key: at_the_edge + "."})) == ()
