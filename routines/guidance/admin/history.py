"""What a topic said before: looked at, compared, brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from routines.guidance.admin.forms import CompareForm, RestoreForm
from routines.guidance.admin.pages import show
from routines.guidance.admin.people import WITH_AUTHORS, author_of, editor, viewer
from routines.guidance.admin.typed import fields_of
from routines.guidance.catalogue import current_vocabulary
from routines.guidance.files import read_topic
from routines.guidance.models import Draft, Topic, TopicRevision
from routines.guidance.services.drafts import Outdated, restore
from routines.guidance.text import TopicText
from routines.guidance.versions import Version, differing_versions


@dataclass(frozen=True, slots=True)
class Shown:
    """A revision and who made it."""

    revision: TopicRevision

    @property
    def author(self) -> str:
        return author_of(self.revision)


@require_safe
def history(request: HttpRequest, topic_id: int) -> HttpResponse:
    """All revisions of a topic, newest first."""
    who = viewer(request)
    topic = get_object_or_404(Topic, pk=topic_id)
    revisions = topic.revisions.select_related(*WITH_AUTHORS).defer("text").order_by("-number")
    rows = [Shown(revision) for revision in revisions]
    context = {
        "title": f"History of “{topic.title}”",
        "topic": topic,
        "rows": rows,
        "newest": rows[0].revision.number if rows else 0,
        "before": rows[1].revision.number if len(rows) > 1 else 0,
        "draft": Draft.objects.filter(editor=who, topic=topic).first(),
    }
    return show(request, "history", context)


@require_safe
def compare(request: HttpRequest, topic_id: int) -> HttpResponse:
    """What differs between two revisions. Numbers that are none: 400; unknown ones: 404."""
    who = viewer(request)
    topic = get_object_or_404(Topic, pk=topic_id)
    form = CompareForm(request.GET)
    if not form.is_valid():
        context = {"title": topic.title, "topic": topic, "form": form}
        return show(request, "compare", context, status=400)
    old, new = (_revision(topic, form.cleaned_data[name]) for name in ("old", "new"))
    context = {
        "title": f"“{topic.title}”: revision {old.number} and revision {new.number}",
        "topic": topic,
        "old": Shown(old),
        "versions": [Shown(old), Shown(new)] if old != new else [Shown(old)],
        "difference": differing_versions(
            Version(_text(old)), Version(_text(new)), current_vocabulary()
        ),
        "newest": topic.newest_revision(),
        "draft": Draft.objects.filter(editor=who, topic=topic).first(),
    }
    return show(request, "compare", context)


@require_POST
def bring_back(request: HttpRequest, topic_id: int) -> HttpResponseBase:
    """Makes a draft of a revision, to be reviewed and published like any other."""
    who = editor(request)
    topic = get_object_or_404(Topic, pk=topic_id)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        raise Http404
    revision = _revision(topic, form.cleaned_data["number"])
    version = form.cleaned_data["version"] if form.cleaned_data["replace"] else 0
    try:
        draft = restore(
            editor=who,
            topic=topic,
            fields=_fields(topic, revision),
            at=timezone.now(),
            version=version or 0,
        )
    except Outdated as other:
        return _ask(request, topic, revision, other.draft)
    messages.info(request, f"Revision {revision.number} is a draft now. Publish it to restore it.")
    return redirect("admin:guidance_draft_review", draft.pk)


def _ask(request: HttpRequest, topic: Topic, revision: TopicRevision, draft: Draft) -> HttpResponse:
    context = {
        "title": f"Replace your draft of “{topic.title}”?",
        "topic": topic,
        "revision": revision,
        "draft": draft,
    }
    return show(request, "replace", context, status=409)


def _fields(topic: Topic, revision: TopicRevision) -> Mapping[str, str]:
    fields = fields_of(_text(revision), topic.place)
    return {**fields, "comment": f"Restored revision {revision.number}"}


def _revision(topic: Topic, number: int) -> TopicRevision:
    revisions = TopicRevision.objects.select_related(*WITH_AUTHORS)
    return get_object_or_404(revisions, topic=topic, number=number)


def _text(revision: TopicRevision) -> TopicText:
    text = read_topic(revision.text).text
    if text is None:
        raise Http404("This revision can't be read any more.")
    return text
