"""Publishing appends revisions; the starter texts never overwrite what somebody edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from routines.accounts.models import User
from routines.guidance import services
from routines.guidance.files import read_topic, write_topic
from routines.guidance.models import Topic, TopicRevision
from routines.guidance.services import Loaded, StarterError, starters
from routines.guidance.text import ReviewStatus, Section
from tests.web.guidance.topics import EVENING, MORNING, publish, text

pytestmark = pytest.mark.django_db


def revisions(topic: Topic) -> list[tuple[int, User | None, str, str]]:
    return [
        (revision.number, revision.author, revision.comment, revision.text)
        for revision in topic.revisions.order_by("number")
    ]


def test_publish_keeps_the_whole_text() -> None:
    reviewed = text(
        review_status=ReviewStatus.REVIEWED, reviewed_by="Dr. B", reviewed_on=date(2026, 11, 1)
    )
    topic = publish(reviewed, position=7)
    topic.refresh_from_db()
    assert topic.text == reviewed
    assert (topic.position, topic.is_published) == (7, True)
    assert (topic.created_at, topic.updated_at) == (MORNING, MORNING)


def test_publish_again_appends_a_revision(alice: User) -> None:
    first, second = text(), text(title="Steam, in short")
    topic = publish(first, position=7)
    again = publish(second, topic=topic, author=alice, comment="Shorter", at=EVENING)
    assert again == topic
    assert (again.title, again.position, again.updated_at) == ("Steam, in short", 7, EVENING)
    assert revisions(topic) == [
        (1, None, "A start", write_topic(first)),
        (2, alice, "Shorter", write_topic(second)),
    ]


def test_publish_a_slug_twice_writes_nothing() -> None:
    publish()
    with pytest.raises(IntegrityError), transaction.atomic():
        publish()
    assert TopicRevision.objects.count() == 1


def test_revision_survives_its_author(alice: User) -> None:
    topic = publish(author=alice)
    alice.delete()
    assert [author for _, author, _, _ in revisions(topic)] == [None]


@pytest.mark.parametrize(
    "fields",
    [
        {"review_status": "reviewed by a clinician"},
        {"review_status": "reviewed by a clinician", "reviewed_by": "Dr. B"},
        {"review_status": "reviewed by a clinician", "reviewed_on": date(2026, 1, 1)},
        {"reviewed_by": "Dr. B"},
        {"reviewed_on": date(2026, 1, 1)},
        {"review_status": "perhaps"},
        {"section": "elsewhere"},
        {"caution_level": "mild"},
    ],
)
def test_database_refuses_a_topic_that_cannot_be(fields: dict[str, object]) -> None:
    publish()
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.update(**fields)


def test_topics_stand_in_reading_order() -> None:
    publish(text("c", section=Section.TYPES), position=1)
    publish(text("b", section=Section.PREVENTION), position=2)
    publish(text("a", section=Section.PREVENTION), position=2)
    publish(text("z", section=Section.PREVENTION), position=1)
    slugs = Topic.objects.in_reading_order().values_list("slug", flat=True)
    assert list(slugs) == ["z", "a", "b", "c"]


# --- The starter texts --------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, slug in [(10, "steam"), (20, "oils")]:
        write(tmp_path, number, slug)
    return tmp_path


def write(folder: Path, number: int, slug: str, **changes: object) -> None:
    file = write_topic(text(slug, **changes))
    (folder / f"{number}-{slug}.md").write_text(file, encoding="utf-8")


def test_load_adds_what_is_missing(folder: Path) -> None:
    assert services.load_starter(at=MORNING, folder=folder) == Loaded(2, 0, 0)
    assert {t.slug: (t.position, t.text) for t in Topic.objects.all()} == {
        "steam": (10, text("steam")),
        "oils": (20, text("oils")),
    }
    assert {r.is_starter for r in TopicRevision.objects.all()} == {True}


def test_load_twice_changes_nothing(folder: Path) -> None:
    services.load_starter(at=MORNING, folder=folder)
    assert services.load_starter(at=EVENING, folder=folder) == Loaded(0, 0, 2)
    assert TopicRevision.objects.count() == 2


def test_load_with_nothing_to_do_asks_once(
    folder: Path, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    services.load_starter(at=MORNING, folder=folder)
    with django_assert_num_queries(3):  # savepoint, revisions, release
        services.load_starter(at=EVENING, folder=folder)


def test_load_renews_what_nobody_edited(folder: Path) -> None:
    services.load_starter(at=MORNING, folder=folder)
    topic = Topic.objects.get(slug="steam")
    Topic.objects.filter(pk=topic.pk).update(is_published=False)
    write(folder, 10, "steam", title="Steam, anew")
    assert services.load_starter(at=EVENING, folder=folder) == Loaded(0, 1, 1)
    topic.refresh_from_db()
    assert (topic.title, topic.is_published) == ("Steam, anew", False)
    assert [number for number, *_ in revisions(topic)] == [1, 2]


def test_load_leaves_an_edited_topic_alone(folder: Path, alice: User) -> None:
    services.load_starter(at=MORNING, folder=folder)
    topic = Topic.objects.get(slug="steam")
    mine = replace(topic.text, title="Mine")
    publish(mine, topic=topic, author=alice)
    write(folder, 10, "steam", title="Steam, anew")
    assert services.load_starter(at=EVENING, folder=folder) == Loaded(0, 0, 2)
    topic.refresh_from_db()
    assert topic.text == mine


def test_load_with_a_broken_file_writes_nothing(folder: Path) -> None:
    (folder / "30-broken.md").write_text("Hello", encoding="utf-8")
    with pytest.raises(StarterError, match=r"30-broken\.md: Line 1, column 1: The file should"):
        services.load_starter(at=MORNING, folder=folder)
    assert Topic.objects.count() == 0


def test_command_says_what_it_did_in_one_line() -> None:
    first, second = StringIO(), StringIO()
    call_command("load_guidance", stdout=first)
    call_command("load_guidance", stdout=second)
    assert [first.getvalue(), second.getvalue()] == [
        "Guidance: 50 topics added, 0 renewed, 0 left as they are.\n",
        "Guidance: 0 topics added, 0 renewed, 50 left as they are.\n",
    ]


def test_command_with_a_broken_file_says_which(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "30-broken.md").write_text("Hello", encoding="utf-8")
    read = starters.read_starters
    monkeypatch.setattr(starters, "read_starters", lambda _folder: read(folder))
    with pytest.raises(CommandError, match=r"30-broken\.md"):
        call_command("load_guidance", stdout=StringIO())


def test_every_starter_fits_its_columns() -> None:
    services.load_starter(at=MORNING)
    for topic in Topic.objects.all():
        topic.full_clean()
        assert read_topic(write_topic(topic.text)).text == topic.text
