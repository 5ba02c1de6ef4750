"""Whatever is typed into the editor can be previewed, kept, reviewed and thrown away again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routines.accounts.models import User
from routines.guidance.admin.forms import FIELDS
from routines.guidance.models import Draft, TopicRevision
from routines.guidance.rule_templates import TEMPLATES
from tests.web.guidance.topics import publish, text

WITH_DATABASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
lines = st.one_of(
    texts,
    st.sampled_from([template.line for template in TEMPLATES]),
    st.sampled_from(["The article says: {prev-sun}", "We add, cuation (AAD): No.", "+++", "```"]),
    st.tuples(st.sampled_from([one.line for one in TEMPLATES]), texts).map(
        lambda pair: pair[0].replace("days", pair[1] or "dais")
    ),
)
bodies = st.lists(lines, max_size=6).map("\n".join)
typed = st.fixed_dictionaries(
    {},
    optional={name: bodies if name == "body" else texts for name in (*FIELDS, "version", "topic")},
)


@pytest.fixture
def client_of_editor(make_user: Callable[..., User]) -> Client:
    person = make_user("editor@example.org", is_staff=True)
    person.groups.add(Group.objects.get(name="Guidance editors"))
    client = Client()
    client.force_login(person)
    return client


@WITH_DATABASE
@given(typed, st.sampled_from(["_save", "_review", "_insert", "_fix"]))
def test_anything_typed_is_previewed_kept_and_reviewed(
    client_of_editor: Client, fields: dict[str, str], button: str
) -> None:
    with transaction.atomic():
        topic = publish(text())
        previewed = client_of_editor.post("/admin/guidance/topic/preview/", fields)
        assert previewed.status_code in {200, 404}
        address = f"/admin/guidance/topic/{topic.pk}/change/"
        assert client_of_editor.post(address, {**fields, button: "1:1"}).status_code in {302, 400}
        assert client_of_editor.get(address).status_code == 200
        draft = Draft.objects.get()
        for page in ("", "consequences/", "discard/"):
            page_address = f"/admin/guidance/topic/draft/{draft.pk}/{page}"
            assert client_of_editor.get(page_address).status_code == 200
        assert TopicRevision.objects.count() == 1
        transaction.set_rollback(True)
