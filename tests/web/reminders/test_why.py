"""Why am I seeing this? The figures, the sentence in its topic, and what became of both."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from routines.accounts.models import User
from routines.diary.models import Entry, Step
from routines.guidance.models import Topic
from routines.guidance.standing import standing_rules
from routines.guidance.text import CautionLevel, TopicText
from routines.reminders.figures import DayFigure, Figure, Figures, What
from routines.reminders.models import Origin, Reminder, Rest
from tests.conftest import NOON
from tests.web.guidance.topics import publish, text
from tests.web.home.conftest import TODAY
from tests.web.reminders.rows import make_reminder

SENTENCE = (
    "Remind when sunscreen is done on fewer than 5 of the last 7 days, "
    "at most every 3 days: Keep it by the toothbrush."
)
BODY = (
    "The article says: Wear sunscreen every day. {prev-sunscreen-daily}\n\n"
    "It is the first habit named.\n\n"
    "Remind when sunscreen is missed 3 days in a row: Another rule.\n\n"
    f"{SENTENCE}\n\n"
    "A second tube in the bag helps.\n\n"
    "We add (AAD): SPF 30 or more."
)
SAID = ["done", "missed", "missed", "done", "unknown", "missed", "done"]


def topic_text(body: str = BODY) -> TopicText:
    return text(
        "sunscreen", body=body, caution_level=CautionLevel.NONE, sources=("AAD: an academy",)
    )


def figures() -> Figures:
    days = tuple(
        DayFigure(TODAY - timedelta(days=7 - place), said) for place, said in enumerate(SAID)
    )
    numbers = {"done": 3, "fewer_than": 5, "window": 7}
    return Figures(
        (Figure(what=What.DONE_ON_FEWER, subjects=("sunscreen",), days=days, numbers=numbers),)
    )


@pytest.fixture
def topic(db: None) -> Topic:
    return publish(topic_text())


@pytest.fixture
def reminder(alice: User, topic: Topic, routine: list[Step]) -> Reminder:
    """As a pass makes it of the topic's second rule."""
    _, standing = standing_rules(topic.text, 1)
    return make_reminder(
        alice,
        rule_key=standing.rule.key,
        topic="sunscreen",
        title=standing.title,
        line=standing.line,
        sentence=standing.sentence,
        message=standing.rule.message,
        facts=list(standing.facts),
        figures=figures().to_json(),
    )


def page(client: Client, reminder: Reminder) -> str:
    answer = client.get(f"/reminders/{reminder.key}/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_why_shows_the_days_by_shape_and_in_words(alice_client: Client, reminder: Reminder) -> None:
    html = page(alice_client, reminder)
    days = re.findall(
        r'<span class="figures evidence-number">(\d+)</span></span> <span class="mark mark-small" '
        r'data-state="(\w+)" aria-hidden="true"></span> <span>([^<]*)</span>',
        html,
    )
    assert days == [
        ("15", "done", "done"),
        ("16", "missed", "not done"),
        ("17", "missed", "not done"),
        ("18", "done", "done"),
        ("19", "unknown", "not logged"),
        ("20", "missed", "not done"),
        ("21", "done", "done"),
    ]
    assert "Sunscreen was done on 3 of the last 7 days." in html


def test_why_shows_the_sentence_among_its_neighbours_and_what_it_rests_on(
    alice_client: Client, reminder: Reminder
) -> None:
    html = page(alice_client, reminder)
    lines = re.findall(r'<div class="(rule-line|muted)" dir="auto"><p>([^<]*)</p>', html)
    assert lines == [("muted", "Wear sunscreen every day."), ("rule-line", SENTENCE)]
    folded = html.partition('<details class="text-more">')[2].partition("</details>")[0]
    assert re.findall(r"<p>([^<]*)</p>", folded) == [
        "It is the first habit named.",
        "A second tube in the bag helps.",
    ]
    assert "Another rule" not in html
    assert "The topic still says so." in html
    assert "<p>Wear sunscreen every day.</p>" in html
    assert ("<p>SPF 30 or more.</p>" in html, "Source: AAD" in html) == (True, True)
    assert f'href="/guidance/sunscreen/#rule-{reminder.rule_key}"' in html


def test_why_tells_that_the_words_have_changed_since(
    alice_client: Client, reminder: Reminder, topic: Topic
) -> None:
    publish(topic_text(BODY.replace("by the toothbrush", "in sight")), topic=topic)
    html = page(alice_client, reminder)
    assert "The wording has changed since. It now says:" in html
    assert (SENTENCE in html, "Keep it in sight." in html) == (True, True)


def test_why_tells_that_the_rule_is_gone(
    alice_client: Client, reminder: Reminder, topic: Topic
) -> None:
    publish(topic_text(BODY.replace("fewer than 5", "fewer than 6")), topic=topic)
    assert "this rule is no longer in it" in page(alice_client, reminder)


def test_why_tells_that_the_topic_is_not_published_any_more(
    alice_client: Client, reminder: Reminder, topic: Topic
) -> None:
    Topic.objects.update(is_published=False)
    html = page(alice_client, reminder)
    assert "The topic is no longer published." in html
    assert 'href="/guidance/sunscreen/"' not in html


def test_why_of_a_text_that_is_not_kept_shows_the_sentence_itself(
    alice_client: Client, reminder: Reminder, topic: Topic
) -> None:
    topic.delete()
    html = page(alice_client, reminder)
    assert (SENTENCE in html, "is no longer kept" in html) == (True, True)


def test_done_on_why_logs_the_step(alice_client: Client, reminder: Reminder) -> None:
    html = page(alice_client, reminder)
    assert f'action="/reminders/{reminder.key}/done/"' in html
    alice_client.post(f"/reminders/{reminder.key}/done/", {"next": f"/reminders/{reminder.key}/"})
    assert Entry.objects.get().answer == "done"
    html = page(alice_client, reminder)
    assert f'action="/reminders/{reminder.key}/done/"' not in html
    assert re.search(r'reminder-outcome">Done', html)


def test_why_tells_how_often_and_lets_a_stopped_rule_speak_again(
    alice: User, alice_client: Client, reminder: Reminder
) -> None:
    make_reminder(alice, rule_key=reminder.rule_key, made_at=NOON - timedelta(days=9))
    alice_client.post(f"/reminders/{reminder.key}/stop/")
    html = page(alice_client, reminder)
    assert "It has spoken twice: 22 Nov, 13 Nov. You stopped it" in html
    alice_client.post(f"/reminders/{reminder.key}/unmute/")
    assert Rest.objects.count() == 0
    assert "You stopped it" not in page(alice_client, reminder)


def test_why_of_a_nudge_says_whose_it_is(alice: User, alice_client: Client) -> None:
    nudge = make_reminder(
        alice,
        origin=Origin.NUDGE,
        kind="nudge",
        rule_key=f"{'a' * 32}@09:00",
        offers="morning",
        topic="",
        revision=None,
    )
    assert "It is your own" in page(alice_client, nudge)


def test_why_writes_days_as_the_locale_does(
    alice: User, alice_client: Client, reminder: Reminder
) -> None:
    alice.locale = "de_DE"
    alice.save()
    assert "Sonntag, 22. November" in page(alice_client, reminder)


def test_somebody_elses_reminder_has_no_page(bob_client: Client, reminder: Reminder) -> None:
    assert bob_client.get(f"/reminders/{reminder.key}/").status_code == 404


@pytest.mark.parametrize("number", [0, 300])
def test_why_asks_as_often_however_much_was_said(
    alice: User,
    alice_client: Client,
    reminder: Reminder,
    django_assert_num_queries: Callable[..., object],
    number: int,
) -> None:
    for back in range(1, number):
        make_reminder(alice, rule_key=reminder.rule_key, made_at=NOON - timedelta(days=back))
    with django_assert_num_queries(11):  # type: ignore[attr-defined]
        alice_client.get(f"/reminders/{reminder.key}/")


def test_figures_of_happenings_stand_in_lines(alice: User, alice_client: Client) -> None:
    day = date(2026, 11, 20)
    seen = Figures(
        (
            Figure(
                what=What.HAPPENED,
                subjects=("picked",),
                days=(DayFigure(day, "picked"),),
                numbers={"days": 1, "window": 7, "at_least": 1},
            ),
        )
    )
    html = page(alice_client, make_reminder(alice, figures=seen.to_json()))
    assert (
        '<span class="muted">Fri 20 Nov</span> <span dir="auto">Picked or squeezed</span>' in html
    )
