"""The whole guidance out, and in again: a look first, then all of it or nothing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance import services
from routines.guidance.archive import LARGEST_ARCHIVE, read_zip, write_files, write_zip
from routines.guidance.files import Place
from routines.guidance.models import Signature, Topic, TopicRevision, Upload
from routines.guidance.text import ReviewStatus
from tests.web.guidance.editing import begin, publish_draft
from tests.web.guidance.topics import EVENING, MORNING, publish, text

pytestmark = pytest.mark.django_db

Standing = dict[str, tuple[object, Place]]


def standing() -> Standing:
    """All that is kept of every topic."""
    return {topic.slug: (topic.text, topic.place) for topic in Topic.objects.all()}


def some_guidance() -> None:
    publish(text("steam"), position=62, is_published=False, review_due_on=date(2027, 5, 1))
    publish(text("oils", sources=("BJGP 2016;66:e193: a\x0bjournal", "An “other”")), position=63)


def exported(client: Client) -> bytes:
    return client.get(reverse("admin:guidance_export")).content


def send(client: Client, data: bytes) -> HttpResponse:
    file = SimpleUploadedFile("guidance.zip", data, "application/zip")
    return client.post(reverse("admin:guidance_import"), {"file": file})


def confirm(client: Client, **changes: str) -> HttpResponse:
    form = {"comment": "From afar", "name": "", "version": "0"}
    return client.post(reverse("admin:guidance_import_review"), {**form, **changes})


def html_of(response: HttpResponse) -> str:
    return response.content.decode()


# --- In the admin -------------------------------------------------------------------------------


def test_everything_goes_out_and_comes_back(editor: User, editor_client: Client) -> None:
    some_guidance()
    before = standing()
    data = exported(editor_client)
    Topic.objects.all().delete()
    assert send(editor_client, data)["Location"] == reverse("admin:guidance_import_review")
    assert Topic.objects.count() == 0
    assert confirm(editor_client, name="Ada").status_code == 302
    assert standing() == before
    assert {(r.author, r.comment) for r in TopicRevision.objects.all()} == {(editor, "From afar")}
    assert not Upload.objects.exists()
    assert Signature.objects.get().name == "Ada"
    # And again without loss.
    assert exported(editor_client) == data


def test_starter_guidance_goes_out_and_comes_back(editor_client: Client) -> None:
    services.load_starter(at=MORNING)
    before = standing()
    data = exported(editor_client)
    Topic.objects.all().delete()
    send(editor_client, data)
    confirm(editor_client)
    assert standing() == before
    assert len(before) == 50


def test_import_shows_what_would_change(editor_client: Client) -> None:
    some_guidance()
    publish(text("scrubs"))
    changed = replace(text("oils"), title="About oil")
    data = write_zip(
        write_files(
            [
                (changed, Place(position=63)),
                (text("new"), Place()),
                (Topic.objects.get(slug="steam").text, Topic.objects.get(slug="steam").place),
            ]
        )
    )
    send(editor_client, data)
    html = html_of(editor_client.get(reverse("admin:guidance_import_review")))
    assert "2 topics would change; 1 is the same already." in html
    assert "1 is not in the file and stays as it is." in html
    assert "About <del>oils</del><ins>oil</ins>" in html
    confirm(editor_client)
    assert Topic.objects.get(slug="oils").title == "About oil"
    assert {t.slug: t.revisions.count() for t in Topic.objects.all()} == {
        "steam": 1,
        "oils": 2,
        "scrubs": 1,
        "new": 1,
    }


def test_import_of_what_is_there_already_changes_nothing(editor_client: Client) -> None:
    some_guidance()
    send(editor_client, exported(editor_client))
    html = html_of(editor_client.get(reverse("admin:guidance_import_review")))
    assert "0 topics would change; 2 are the same already." in html


def test_import_with_a_problem_publishes_nothing_and_says_where(editor_client: Client) -> None:
    files = write_files([(text("steam"), Place()), (text("oils"), Place())])
    files["oils.md"] = files["oils.md"].replace("{home-steam}", "{home-steem}")
    response = send(editor_client, write_zip(files))
    assert response.status_code == 400
    expected = "guidance/oils.md: Line 13, column 26: There is no fact “home-steem”."
    assert expected in html_of(response)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04"])
def test_import_of_no_zip_file_is_refused(editor_client: Client, data: bytes) -> None:
    assert send(editor_client, data).status_code == 400


def test_import_of_a_path_that_leads_out_is_refused(editor_client: Client) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("../../steam.md", "x")
    response = send(editor_client, target.getvalue())
    assert response.status_code == 400
    assert "Such a name leads out of the folder." in html_of(response)


def test_import_of_too_large_a_file_is_refused_beside_its_field(editor_client: Client) -> None:
    response = send(editor_client, b"x" * (LARGEST_ARCHIVE + 1))
    assert response.status_code == 400
    assert "Choose a zip file of at most 4 MB." in html_of(response)


def test_import_without_a_file_is_refused(editor_client: Client) -> None:
    response = editor_client.post(reverse("admin:guidance_import"))
    assert response.status_code == 400
    assert "Choose a zip file of at most 4 MB." in html_of(response)


def test_second_file_is_refused(editor_client: Client) -> None:
    files = {name: SimpleUploadedFile("a.zip", b"x") for name in ("file", "more")}
    assert editor_client.post(reverse("admin:guidance_import"), files).status_code == 400


def test_other_pages_of_the_editor_take_no_file(editor_client: Client) -> None:
    file = SimpleUploadedFile("a.zip", b"x")
    response = editor_client.post(reverse("admin:guidance_preview"), {"file": file})
    assert response.status_code == 400


def test_import_overtaken_by_another_editor_asks_anew(
    editor_client: Client, other_editor: User, other_client: Client
) -> None:
    topic = publish(text("steam"))
    send(editor_client, write_zip(write_files([(text("steam", title="Mine"), Place())])))
    publish_draft(other_client, begin(other_client, other_editor, topic, body="Theirs."))
    response = confirm(editor_client)
    assert response.status_code == 409
    assert "Somebody has published since you uploaded this." in html_of(response)
    topic.refresh_from_db()
    assert topic.body == "Theirs."
    # Having looked again, the editor may.
    assert confirm(editor_client).status_code == 302
    topic.refresh_from_db()
    assert topic.title == "Mine"


def test_import_can_be_thrown_away(editor_client: Client) -> None:
    send(editor_client, write_zip(write_files([(text("steam"), Place())])))
    editor_client.post(reverse("admin:guidance_import_review"), {"_discard": "on"})
    assert not Upload.objects.exists()
    response = editor_client.get(reverse("admin:guidance_import_review"))
    assert response["Location"] == reverse("admin:guidance_import")


def test_import_points_out_a_review_that_is_overdue(editor_client: Client) -> None:
    places = {"late": Place(review_due_on=date(2020, 1, 2)), "later": Place()}
    send(editor_client, write_zip(write_files((text(slug), at) for slug, at in places.items())))
    html = html_of(editor_client.get(reverse("admin:guidance_import_review")))
    assert html.count("Its next review was due on") == 1
    assert "2 Jan 2020, so it will be listed as overdue." in html


def test_import_of_a_review_dated_ahead_is_refused(editor_client: Client) -> None:
    reviewed = replace(
        text("steam"),
        review_status=ReviewStatus.REVIEWED,
        reviewed_by="B",
        reviewed_on=date(2999, 1, 1),
    )
    response = send(editor_client, write_zip(write_files([(reviewed, Place())])))
    assert response.status_code == 400
    assert "“reviewed_on” is a day that has not come yet." in html_of(response)
    assert not Upload.objects.exists()


def test_import_needs_a_comment(editor_client: Client) -> None:
    send(editor_client, write_zip(write_files([(text("steam"), Place())])))
    assert confirm(editor_client, comment="").status_code == 400
    assert Topic.objects.count() == 0


def test_upload_of_another_editor_is_not_shown(editor_client: Client, other_client: Client) -> None:
    send(editor_client, write_zip(write_files([(text("steam"), Place())])))
    response = other_client.get(reverse("admin:guidance_import_review"))
    assert response.status_code == 302


# --- By command ---------------------------------------------------------------------------------


def test_commands_write_a_folder_and_read_it_back(tmp_path: Path) -> None:
    some_guidance()
    before = standing()
    said = StringIO()
    call_command("export_guidance", str(tmp_path / "out"), stdout=said)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["oils.md", "steam.md"]
    Topic.objects.all().delete()
    call_command("import_guidance", str(tmp_path / "out"), "--check", stdout=said)
    assert Topic.objects.count() == 0
    call_command("import_guidance", str(tmp_path / "out"), stdout=said)
    call_command("import_guidance", str(tmp_path / "out"), stdout=said)
    assert standing() == before
    assert said.getvalue().splitlines() == [
        "Guidance: 2 topics written.",
        "Guidance: 2 topics can be read.",
        "Guidance: 2 topics added, 0 changed, 0 the same.",
        "Guidance: 0 topics added, 0 changed, 2 the same.",
    ]


def test_command_with_a_bad_file_imports_nothing(tmp_path: Path) -> None:
    for name, file in write_files([(text("steam"), Place())]).items():
        (tmp_path / name).write_text(file)
    (tmp_path / "broken.md").write_text("Hello")
    with pytest.raises(CommandError, match=r"broken\.md: Line 1, column 1: The file should begin"):
        call_command("import_guidance", str(tmp_path))
    assert Topic.objects.count() == 0


def test_command_without_a_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        call_command("import_guidance", str(tmp_path / "nowhere"))


def test_import_keeps_the_place_of_a_topic_whose_file_names_none() -> None:
    publish(text("steam"), position=62, is_published=False)
    files = read_zip(write_zip(write_files([(text("steam", title="New"), Place())]))).topics
    file = replace(files[0], place=None)
    done = services.moving.import_topics(files=[file], author=None, comment="", at=EVENING)
    assert (done.changed, Topic.objects.get().place) == (1, Place(62, is_published=False))
