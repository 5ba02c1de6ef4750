"""Rules know what the diary knows, by the names that people see there."""

from __future__ import annotations

import pytest

from routines.accounts.models import SkinType
from routines.diary.catalogue import STARTER_KINDS, StarterKind
from routines.diary.models import Kind
from routines.guidance import rules
from routines.guidance.preview import preview_of
from routines.guidance.reading import read_rule
from routines.guidance.rules import Condition
from routines.guidance.saying import say_condition
from routines.guidance.text import CautionLevel
from routines.guidance.vocabulary import HAPPENING_NAMES, STARTER, STEP_NAMES, Vocabulary
from tests.web.guidance.topics import text


def condition_of(clause: str, vocabulary: Vocabulary = STARTER) -> Condition | None:
    rule = read_rule(f"Say when {clause}: x", vocabulary=vocabulary).rule
    return rule.condition if rule else None


def test_names_are_those_of_the_diary() -> None:
    assert STEP_NAMES.keys() == {kind.value for kind in Kind} - {Kind.OTHER.value}
    assert HAPPENING_NAMES.keys() == {kind.key for kind in STARTER_KINDS}


@pytest.mark.parametrize("kind", STARTER_KINDS, ids=lambda kind: kind.key)
def test_happening_is_known_by_its_name_and_key(kind: StarterKind) -> None:
    expected = rules.HappenedOn((kind.key,), 1, 1)
    for name in (kind.name, f"“{kind.name}”", f"'{kind.key}'", *HAPPENING_NAMES[kind.key]):
        assert condition_of(f"{name} is logged today") == expected


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OTHER])
def test_step_is_known_by_its_name(kind: Kind) -> None:
    for name in (kind.label, f'"{kind.label}"', *STEP_NAMES[kind.value]):
        assert condition_of(f"{name} is missed yesterday") == rules.MissedInARow(kind.value, 1)


@pytest.mark.parametrize("skin_type", [kind.value for kind in SkinType if kind.value])
def test_every_type_of_skin_is_known(skin_type: str) -> None:
    clause = f"sunburn is logged today and the skin is {skin_type}"
    parts = (rules.HappenedOn(("sunburn",), 1, 1), rules.SkinTypeIs(skin_type))
    assert condition_of(clause) == rules.AllOf(parts)


def test_names_lead_to_one_key_each() -> None:
    for names in (STEP_NAMES, HAPPENING_NAMES):
        told = [name.casefold() for others in names.values() for name in others]
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("key", ["scrape", "Cold_Sore", "the-sea", "or", "at-most", "sunscreen"])
def test_added_happening_is_told_from_all_others(key: str) -> None:
    vocabulary = Vocabulary.of({key: "Irritation", "sunburn": "Sunburn"})
    condition = rules.HappenedOn((key,), 1, 1)
    assert condition_of(say_condition(condition), vocabulary) == condition
    assert condition_of("“irritation” is logged today", vocabulary) == rules.HappenedOn(
        ("irritation",), 1, 1
    )


def test_vocabulary_keeps_only_what_is_not_known_anyway() -> None:
    names = {"cold-sore": "Cold sore", "sunburn": "The sunburn", "picked": "Hands in my face"}
    assert Vocabulary.of(names).added == (
        ("cold-sore", "Cold sore"),
        ("picked", "Hands in my face"),
    )


def test_preview_knows_what_was_added() -> None:
    line = "Caution when “cold sore” is logged today: Wait."
    vocabulary = Vocabulary.of({"cold-sore": "Cold sore"})
    preview = preview_of(text(body=line, caution_level=CautionLevel.NONE), None, vocabulary)
    assert [watch.rule.message for watch in preview.page.watches] == ["Wait."]
