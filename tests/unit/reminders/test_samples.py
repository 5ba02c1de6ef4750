"""What the made-up diaries would have been told under the guidance's own rules."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from routines.guidance.consequences import SAMPLE_DAYS
from routines.reminders.deciding import URGENT
from routines.reminders.samples import SAMPLES
from routines.reminders.telling import tell
from tests.unit.reminders.by_hand import RULES
from tests.unit.reminders.given import TODAY

BY_NAME = {sample.name: sample for sample in SAMPLES}

HEARD = {
    "Keeps everything": {"steady-week": 9, "persistent": 1},
    "Lets the sunscreen slip": {"steady-week": 5, "persistent": 1, "sunscreen-low": 9},
    "Leaves the sunscreen out on two days a week": {"persistent": 1},
    "Pauses for a holiday": {"steady-week": 6, "persistent": 1},
    "Hides the counts": {"steady-week": 9},
    "Something to have looked at": {"steady-week": 9, "persistent": 1, "warning-sign": 2},
}


def heard(name: str) -> Counter[str]:
    intents = tell(list(RULES.values()), BY_NAME[name].history(TODAY), SAMPLE_DAYS)
    return Counter(intent.standing.topic for intent in intents)


@pytest.mark.parametrize("name", HEARD)
def test_what_a_diary_is_told(name: str) -> None:
    assert heard(name) == HEARD[name]


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Only washes", {"sunscreen-low", "sunscreen-run", "moisturise-low"}),
        ("Washes too often", {"overwash", "harsh-cleanser"}),
        ("Exfoliates too often", {"over-exfoliate"}),
        ("Sensitive skin", {"over-exfoliate"}),
        ("Goes on with irritated skin", {"exfoliate-irritated", "irritation-lasts"}),
        ("Ten days of sun", {"sun-strong", "tanning-bed"}),
        ("Comes back after a break", {"come-back", "count-due"}),
        ("Enters little", {"count-due"}),
        ("Counts rise", {"count-rise", "crop"}),
        ("Many at once", {"crop", "count-rise"}),
        ("Cannot leave them alone", {"picking", "picking-again", "removal-plan"}),
        ("In treatment", {"healing", "medicine"}),
    ],
)
def test_a_diary_hears_what_it_was_made_for(name: str, rules: set[str]) -> None:
    assert heard(name).keys() >= rules


def test_every_diary_is_named_once_and_tested() -> None:
    assert len(BY_NAME) == len(SAMPLES)


@pytest.mark.parametrize("name", BY_NAME)
def test_no_diary_hears_more_than_one_thing_a_day_and_three_a_week(name: str) -> None:
    days = [
        intent.day
        for intent in tell(list(RULES.values()), BY_NAME[name].history(TODAY), SAMPLE_DAYS)
        if intent.standing.rule.kind not in URGENT
    ]
    assert days == sorted(days)
    assert all((later - earlier).days > 0 for earlier, later in pairwise(days))
    assert all((later - earlier).days >= 7 for earlier, later in zip(days, days[3:], strict=False))
