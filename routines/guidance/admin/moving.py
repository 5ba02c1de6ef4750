"""All of the guidance out as Markdown files, and in again after a look at what would change."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from routines.guidance.admin.forms import PublishForm
from routines.guidance.admin.pages import show
from routines.guidance.admin.people import editor, signature_of
from routines.guidance.admin.upload_form import UploadForm
from routines.guidance.archive import (
    LARGEST_ARCHIVE,
    Archive,
    TopicFile,
    read_zip,
    write_zip,
)
from routines.guidance.catalogue import current_vocabulary
from routines.guidance.models import Topic, Upload
from routines.guidance.services import moving
from routines.guidance.services.drafts import sign
from routines.guidance.services.publishing import Overtaken
from routines.guidance.versions import Difference, Version, differing_versions


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic that the files would change; `is_new` where there is none of its slug."""

    file: TopicFile
    is_new: bool
    difference: Difference


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Every topic in a zip file."""
    editor(request)
    day = timezone.localdate().isoformat()
    response = HttpResponse(write_zip(moving.export_files()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="guidance-{day}.zip"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    """Takes a zip file. What is wrong in it is shown by file and line, with the status 400."""
    who = editor(request, adding=True)
    if request.method != "POST":
        waiting = Upload.objects.filter(editor=who).defer("data").first()
        return _upload_page(request, UploadForm(), waiting=waiting)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form, status=400)
    data = form.data_of_file()
    archive = read_zip(data, current_vocabulary(), today=timezone.localdate())
    if archive.problems:
        return _upload_page(request, form, archive, status=400)
    moving.keep_upload(editor=who, data=data, at=timezone.now())
    return redirect("admin:guidance_import_review")


# Read by FilesMiddleware: no other page takes a file.
upload.largest_file = LARGEST_ARCHIVE  # type: ignore[attr-defined]


def _upload_page(
    request: HttpRequest,
    form: UploadForm,
    archive: Archive | None = None,
    *,
    waiting: Upload | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": "Import guidance",
        "form": form,
        "problems": archive.problems if archive else (),
        "waiting": waiting,
    }
    return show(request, "import", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponseBase:
    """What the uploaded files would change; a POST publishes all of it, or nothing at all."""
    who = editor(request, adding=True)
    kept = Upload.objects.filter(editor=who).first()
    if kept is None:
        messages.info(request, "There is no upload to look at any more.")
        return redirect("admin:guidance_import")
    archive = read_zip(bytes(kept.data), current_vocabulary(), today=timezone.localdate())
    if archive.problems:
        # Read again, because names that rules may use can have gone since.
        return _upload_page(request, UploadForm(), archive, status=400)
    if request.method == "POST" and "_discard" in request.POST:
        moving.discard_upload(editor=who)
        messages.info(request, "The upload is gone. Nothing was changed.")
        return redirect("admin:guidance_topic_changelist")
    if request.method == "POST":
        return _publish(request, kept, archive)
    form = PublishForm(initial={"name": signature_of(who), "version": 0})
    return _review_page(request, kept, archive, form)


def _publish(request: HttpRequest, kept: Upload, archive: Archive) -> HttpResponseBase:
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _review_page(request, kept, archive, form, status=400)
    try:
        done = moving.import_topics(
            files=archive.topics,
            author=kept.editor,
            comment=form.cleaned_data["comment"],
            at=timezone.now(),
            based_on=kept.based_on,
        )
    except Overtaken:
        messages.warning(
            request, "Somebody has published since you uploaded this. Please look again."
        )
        kept = moving.keep_upload(editor=kept.editor, data=bytes(kept.data), at=timezone.now())
        return _review_page(request, kept, archive, form, status=409)
    sign(editor=kept.editor, name=form.cleaned_data["name"])
    messages.success(
        request,
        f"Published: {done.added} new topics and {done.changed} changed ones. "
        f"{done.same} were the same already.",
    )
    return redirect("admin:guidance_topic_changelist")


def _review_page(
    request: HttpRequest, kept: Upload, archive: Archive, form: PublishForm, *, status: int = 200
) -> HttpResponse:
    topics = Topic.objects.in_bulk(field_name="slug")
    changes = [change for file in archive.topics if (change := _change(file, topics))]
    slugs = {file.text.slug for file in archive.topics}
    context = {
        "title": "Import guidance: what would change",
        "upload": kept,
        "form": form,
        "changes": changes,
        "same": len(archive.topics) - len(changes),
        "today": timezone.localdate(),
        "left_alone": [topic for slug, topic in sorted(topics.items()) if slug not in slugs],
    }
    return show(request, "import_review", context, status=status)


def _change(file: TopicFile, topics: dict[str, Topic]) -> TopicChange | None:
    topic = topics.get(file.text.slug)
    old = Version(topic.text, topic.place) if topic else None
    new = Version(file.text, file.place or (topic.place if topic else None))
    difference = differing_versions(old, new, current_vocabulary())
    return None if difference.is_nothing else TopicChange(file, topic is None, difference)
