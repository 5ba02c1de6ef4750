"""Rules on the reader's pages: as sentences in their topic, and how they are written."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from routines.guidance import catalogue
from routines.guidance.grammar import grammar_text
from routines.guidance.page import KIND_LABELS
from routines.guidance.reading import read_rule
from routines.guidance.rule_templates import TEMPLATES
from routines.guidance.rules import RuleKind
from routines.guidance.saying import OPENINGS
from routines.guidance.text import CautionLevel
from routines.guidance.vocabulary import HAPPENING_NAMES, STEP_NAMES
from routines.reminders.cards import LOOKS
from tests.web.guidance.topics import publish, text

LINE = "Remind when sun cream is done on less than five of 7 days, at most every 3 days: Hold on!"

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    return " ".join(unescape(client.get(address).content.decode()).split())


def test_rules_stand_in_their_topic_as_sentences(client: Client) -> None:
    body = f"Wear it.\n\n{LINE} {{prev-sunscreen-daily}}\n\nEvery day."
    publish(text("sunscreen", body=body, caution_level=CautionLevel.NONE))
    rule = read_rule(LINE).rule
    shown = page(client, "/guidance/sunscreen/")
    assert rule is not None
    assert shown.count("Hold on!") == 1
    assert f'id="rule-{rule.key}"' in shown
    assert 'id="cited-prev-sunscreen-daily"' in shown
    assert (
        '<span class="watch-kind">A tip</span>: said when sunscreen is done on fewer than 5 of '
        "the last 7 days, at most every 3 days." in shown
    )
    assert shown.index("Wear it.") < shown.index("Every day.") < shown.index("Hold on!")


def test_topic_of_rules_alone_shows_them(client: Client) -> None:
    publish(text("sunscreen", body=LINE, caution_level=CautionLevel.NONE))
    assert "Hold on!" in page(client, "/guidance/sunscreen/")


def test_topic_that_is_not_recommended_shows_no_rules(client: Client) -> None:
    publish(text("steam", body=f"No.\n\n{LINE}"))
    assert "Hold on!" not in page(client, "/guidance/steam/")


def test_line_that_only_looks_like_a_rule_is_a_paragraph(client: Client) -> None:
    publish(text("a", body="Say when it hurts.", caution_level=CautionLevel.NONE))
    shown = page(client, "/guidance/a/")
    assert "<p>Say when it hurts.</p>" in shown
    assert "What the reminders watch for" not in shown


def test_rule_names_a_happening_of_this_installation(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "_names_of_happenings", lambda: {"cold-sore": "Cold sore"})
    line = 'Caution when "Cold sore" is logged today: Wait a little.'
    publish(text("a", body=line, caution_level=CautionLevel.NONE))
    assert "“cold-sore” is logged today, at most every day." in page(client, "/guidance/a/")
    assert '<code dir="auto">“cold-sore”</code>' in page(client, "/guidance/rules/")


def test_page_on_rules_tells_all_forms_names_and_the_grammar(client: Client) -> None:
    shown = page(client, "/guidance/rules/")
    told = [
        *(f"<code>{words}</code>" for words in OPENINGS.values()),
        *(template.line for template in TEMPLATES),
        *(template.meaning for template in TEMPLATES),
        *(names[0] for names in (*STEP_NAMES.values(), *HAPPENING_NAMES.values())),
        " ".join(grammar_text().split()),
    ]
    assert [words for words in told if words not in shown] == []


def test_kinds_are_called_as_on_today() -> None:
    assert {kind: LOOKS[kind.value].label for kind in RuleKind} == dict(KIND_LABELS)
