"""The templates are rules as the application would write them, one for each form at least."""

from __future__ import annotations

from typing import get_args

import pytest

from routines.guidance.reading import read_rule
from routines.guidance.rule_templates import TEMPLATES, RuleTemplate
from routines.guidance.rules import AllOf, AnyOf, Leaf, RuleKind, Unless
from routines.guidance.saying import say
from routines.guidance.sense import parts_of
from routines.guidance.words import avoided_words


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_template_is_said_as_it_stands(template: RuleTemplate) -> None:
    reading = read_rule(template.line)
    assert reading.problems == ()
    assert reading.rule is not None
    assert say(reading.rule) == template.line
    assert [*avoided_words(template.line), *avoided_words(template.meaning)] == []


def test_every_condition_and_kind_has_a_template() -> None:
    rules = [read_rule(template.line).rule for template in TEMPLATES]
    conditions = {type(part) for rule in rules if rule for part in parts_of(rule.condition)}
    assert conditions == {*get_args(Leaf), AllOf, AnyOf, Unless}
    assert {rule.kind for rule in rules if rule} == set(RuleKind)


def test_names_and_labels_are_told_apart() -> None:
    assert len({template.name for template in TEMPLATES}) == len(TEMPLATES)
    assert len({template.label for template in TEMPLATES}) == len(TEMPLATES)
