"""How long an editor's keystroke waits until the page beside the text follows."""

from __future__ import annotations

from itertools import count
from urllib.parse import urlencode

from django.contrib.auth.models import Group

from routines.accounts.models import User
from routines.guidance.admin.typed import fields_of
from routines.guidance.blocks import read_body
from routines.guidance.models import Topic
from tests.bench.client import Answer, Ask
from tests.bench.goals import Goal
from tests.bench.pages import CONNECTIONS, HOST_HEADER, Page, count_queries
from tests.bench.sites import Diarist, log_in
from tests.browser.application import Application, stored_in

NAME = "Preview of a topic"
PREVIEW = "/admin/guidance/topic/preview/"
MOST_FOR_A_KEYSTROKE = 100.0
"""Milliseconds, for 95 of 100."""


def editor_pages(application: Application) -> dict[str, Page]:
    """The topic with the most rules, read anew with another text each time."""
    with stored_in(application.database):
        editor = log_in(_editor())
        topic = max(Topic.objects.all(), key=lambda topic: len(read_body(topic.body).rules))
    queries = count_queries(
        application,
        editor,
        lambda client: client.post(PREVIEW, _typed(topic, 0), headers=HOST_HEADER),
    )
    asks = tuple(_typing(editor, application.port, topic) for _ in range(CONNECTIONS))
    return {NAME: Page(asks, queries)}


def keystroke_goal(slow: float) -> Goal:
    """`slow` is the 95th percentile, in milliseconds."""
    return Goal("An editor's keystroke", slow, MOST_FOR_A_KEYSTROKE, " ms")


def _editor() -> User:
    person = User.objects.create_user("editor@example.org", is_staff=True)
    person.groups.add(Group.objects.get(name="Guidance editors"))
    return person


def _typed(topic: Topic, number: int) -> dict[str, str]:
    """The form after some keystrokes, which change every rule."""
    fields = fields_of(topic.text, topic.place)
    body = topic.body.replace(" when ", f" when {' ' * (number % 200)}")
    return {**fields, "body": body, "topic": str(topic.pk), "based_on": "1"}


def _typing(editor: Diarist, port: int, topic: Topic) -> Ask:
    visitor = editor.visitor(port)
    keys = count(1)

    def ask() -> Answer:
        return visitor.post(PREVIEW, urlencode(_typed(topic, next(keys))))

    return ask
