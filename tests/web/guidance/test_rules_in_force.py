"""The rules in force: of published topics, at their newest revisions, seen at once."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from routines.diary.models import HappeningKind
from routines.guidance.gather import rules_in_force
from routines.guidance.reading import read_rule
from routines.guidance.rules import HappenedOn, StandingRule
from routines.guidance.text import CautionLevel
from tests.web.guidance.topics import publish, text

LINE = "Remind when sunscreen is missed yesterday: Start again. {prev-sunscreen-daily}"
OTHER = "Caution when tanning bed is logged in the last 7 days: The article names it."

pytestmark = pytest.mark.django_db


def standing(written: str, **fields: object) -> StandingRule:
    rule = read_rule(written).rule
    assert rule is not None
    fixed = {
        "topic": "steam",
        "title": "About steam",
        "revision": 1,
        "line": 3,
        "sentence": written,
    }
    return StandingRule(rule, **{**fixed, **fields})  # type: ignore[arg-type]


def test_rules_come_from_published_topics_that_are_recommended() -> None:
    body = f"The article says: Do it. {{home-steam}}\n\n{LINE}\n- {OTHER}"
    note = CautionLevel.NOTE
    publish(text(body=body, caution_level=note))
    publish(text("acids", body=body, caution_level=note), is_published=False)
    publish(text("oils", body=body, caution_level=CautionLevel.DO_NOT_RECOMMEND))
    assert rules_in_force() == (
        standing(LINE, facts=("prev-sunscreen-daily",)),
        standing(
            OTHER, line=4, sentence=f"- {OTHER}", facts=("home-steam", "prev-sunscreen-daily")
        ),
    )


def test_what_is_published_speaks_at_once() -> None:
    topic = publish(text(body=LINE, caution_level=CautionLevel.NONE))
    before = rules_in_force()
    publish(text(body=f"Hm.\n\n{OTHER}", caution_level=CautionLevel.NONE), topic=topic)
    assert before == (standing(LINE, line=1, facts=("prev-sunscreen-daily",)),)
    assert rules_in_force() == (standing(OTHER, revision=2),)


def test_rule_with_a_problem_is_left_out() -> None:
    publish(text(body=f"Remind when nothing: x\n{LINE}", caution_level=CautionLevel.NONE))
    assert [rule.line for rule in rules_in_force()] == [2]


def test_rules_take_the_same_queries_for_any_number_of_topics(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(5):
        publish(text(f"topic-{number}", body=LINE, caution_level=CautionLevel.NONE))
    with django_assert_num_queries(1):
        rules_in_force()


def test_rule_names_what_this_installation_has_added(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    line = "Caution when “Cold sore” is logged today: Wait a little."
    publish(text(body=line, caution_level=CautionLevel.NONE))
    assert rules_in_force() == ()
    HappeningKind.objects.create(key="cold-sore", name="Cold sore", group="health")
    with django_assert_num_queries(2):
        found = rules_in_force()
    assert [rule.rule.condition for rule in found] == [HappenedOn(("cold-sore",), 1, 1)]
