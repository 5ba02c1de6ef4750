"""Before publishing an editor sees what sample diaries would have been told, and to how many."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance import consequences
from routines.guidance.admin.foretelling import Foretold, foretold
from routines.guidance.consequences import Telling, Told
from routines.guidance.files import Place
from routines.guidance.rules import DoneOnFewer, RuleKind, StandingRule
from routines.guidance.text import CautionLevel, TopicText
from routines.guidance.versions import Version
from tests.conftest import NOON
from tests.web.guidance.editing import begin
from tests.web.guidance.topics import publish, text

pytestmark = pytest.mark.django_db

LOW = (
    "Remind when sunscreen is done on fewer than 5 of the last 7 days, at most every 3 days: Go on."
)
DRY = (
    "Remind when moisturiser is done on fewer than 5 of the last 7 days, at most every day: Later."
)


class Counts:
    """Says each rule once, on the day after today, and counts people by the rule's figure."""

    def tell_samples(self, *, rules: Sequence[StandingRule], today: date) -> Sequence[Telling]:
        told = tuple(
            Told(today, RuleKind.TIP, rule.topic, rule.rule.key, rule.rule.message)
            for rule in rules
        )
        return [Telling("Busy", "Much to do.", told), Telling("Idle", "Nothing to do.", ())]

    def count_people(
        self, *, rules: Sequence[StandingRule], keys: Collection[str], now: datetime
    ) -> Mapping[str, int]:
        return {rule.rule.key: people(rule) for rule in rules if rule.rule.key in keys}


def people(rule: StandingRule) -> int:
    condition = rule.rule.condition
    assert isinstance(condition, DoneOnFewer)
    return 7 if condition.fewer_than == 5 else 2


@pytest.fixture(autouse=True)
def oracle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consequences, "_oracles", [Counts()])


def version(body: str, *, is_published: bool = True) -> Version:
    return Version(topic_text(body), Place(is_published=is_published))


def topic_text(body: str) -> TopicText:
    return text("sunscreen", body=body, sources=(), caution_level=CautionLevel.NONE)


def reach(told: Foretold) -> list[tuple[str, str, str]]:
    return [(row.shown.change.fate.name, row.before, row.after) for row in told.reach]


def days(told: Foretold) -> list[tuple[str, list[tuple[list[str], list[str]]]]]:
    return [
        (
            sample.diary,
            [
                ([one.message for one in day.before], [one.message for one in day.after])
                for day in sample.days
            ],
        )
        for sample in told.samples
    ]


def test_changed_figure_is_told_before_and_after() -> None:
    told = foretold(version(LOW), version(LOW.replace("5 of", "4 of")), now=NOON)
    assert reach(told) == [("REPLACED", "about 5 people", "fewer than 5 people")]
    assert [sample.diary for sample in told.samples if sample.is_first_differing] == ["Busy"]


def test_rules_of_other_topics_stand_beside_both() -> None:
    publish(text("dry", body=DRY, sources=(), caution_level=CautionLevel.NONE))
    told = foretold(version(LOW), version("Nothing."), now=NOON)
    assert days(told) == [("Busy", [(["Later.", "Go on."], ["Later."])]), ("Idle", [])]
    assert reach(told) == [("REMOVED", "about 5 people", "")]


def test_rule_that_stays_reaches_whom_it_reached() -> None:
    told = foretold(version(LOW), version(f"More words.\n\n{LOW}"), now=NOON)
    assert (reach(told), [sample.differing for sample in told.samples]) == ([], [(), ()])


def test_topic_that_disappears_takes_its_rules_along() -> None:
    told = foretold(version(LOW), version(LOW, is_published=False), now=NOON)
    assert reach(told) == [("KEPT", "about 5 people", "")]
    assert days(told) == [("Busy", [(["Go on."], [])]), ("Idle", [])]


def test_new_topic_has_no_before() -> None:
    told = foretold(None, version(LOW), now=NOON)
    assert reach(told) == [("ADDED", "", "about 5 people")]


def test_without_anybody_who_knows_diaries_nothing_is_foretold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(consequences, "_oracles", [])
    assert foretold(None, version(LOW), now=NOON) == Foretold(is_known=False)


def test_page_shows_both_sides_and_only_a_number(editor: User, editor_client: Client) -> None:
    topic = publish(topic_text(LOW))
    fields = {"body": LOW.replace("5 of", "4 of"), "caution_level": "none", "sources": ""}
    draft = begin(editor_client, editor, topic, **fields)
    html = editor_client.get(
        reverse("admin:guidance_consequences", args=[draft.pk])
    ).content.decode()
    assert ">about 5 people</td>" in html
    assert ">fewer than 5 people</td>" in html
    assert "Busy" in html
    assert "Nothing, before and after" in html


def test_page_shows_one_part_alone(editor: User, editor_client: Client) -> None:
    topic = publish(topic_text(LOW))
    draft = begin(editor_client, editor, topic, body="Nothing.", sources="")
    address = reverse("admin:guidance_consequences", args=[draft.pk])
    pages = {
        part: editor_client.get(address, {"part": part}).content.decode()
        for part in ("people", "samples")
    }
    assert {part: ("about 5 people" in html, "Busy" in html) for part, html in pages.items()} == {
        "people": (True, False),
        "samples": (False, True),
    }
    assert editor_client.get(address, {"part": "names"}).status_code == 400


def test_page_of_a_text_that_can_not_be_read_says_so(editor: User, editor_client: Client) -> None:
    topic = publish(topic_text(LOW))
    address = reverse("admin:guidance_topic_change", args=[topic.pk])
    editor_client.post(address, {"body": "{prev-sun}", "_save": ""})
    draft = topic.drafts.get()
    html = editor_client.get(
        reverse("admin:guidance_consequences", args=[draft.pk])
    ).content.decode()
    assert "The text can’t be read yet" in html
