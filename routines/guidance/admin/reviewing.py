"""Before publishing: what changed, and what it would have meant for people."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Final

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from routines.guidance.admin.foretelling import foretold
from routines.guidance.admin.forms import PartForm, PublishForm, TopicForm
from routines.guidance.admin.pages import draft_title, edit_address, show
from routines.guidance.admin.people import author_of, editor, signature_of
from routines.guidance.admin.typed import text_of
from routines.guidance.catalogue import current_vocabulary
from routines.guidance.files import read_topic
from routines.guidance.models import Draft, Topic, TopicRevision
from routines.guidance.preview import Preview, preview_of
from routines.guidance.services.drafts import (
    Outdated,
    discard_draft,
    publish_draft,
    rebase_draft,
    sign,
)
from routines.guidance.services.publishing import Overtaken
from routines.guidance.versions import Difference, Version, differing_versions

_HIDDEN: Final = "has a new revision. Readers don't see the topic, and its rules are silent."


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft as read, beside what readers see; `new` is None where it can't be read."""

    draft: Draft
    form: TopicForm
    old: Version | None
    new: Version | None
    newest: TopicRevision | None

    @property
    def is_overtaken(self) -> bool:
        number = self.newest.number if self.newest else 0
        return self.draft.based_on != number

    @property
    def difference(self) -> Difference | None:
        if self.new is None:
            return None
        return differing_versions(self.old, self.new, current_vocabulary())

    def theirs(self) -> Difference | None:
        """What others have changed since the draft was begun."""
        if self.draft.topic is None or self.old is None:
            return None
        begun = self.draft.topic.revisions.filter(number=self.draft.based_on).first()
        text = read_topic(begun.text).text if begun else None
        if text is None:
            return None
        return differing_versions(Version(text), Version(self.old.text), current_vocabulary())


def own_draft(request: HttpRequest, draft_id: int) -> Draft:
    """The editor's own draft; another's is not found."""
    drafts = Draft.objects.select_related("topic", "editor")
    return get_object_or_404(drafts, pk=draft_id, editor=editor(request))


def read_draft(draft: Draft) -> Reviewed:
    """Reads the draft as if it were to be published now."""
    topic = draft.topic
    form = TopicForm(draft.fields, instance=copy(topic))
    new = Version(form.text(), form.place()) if form.is_valid() else None
    old = Version(topic.text, topic.place) if topic else None
    return Reviewed(draft, form, old, new, topic.newest_revision() if topic else None)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, draft_id: int) -> HttpResponseBase:
    """What publishing the draft would change; a POST publishes it."""
    draft = own_draft(request, draft_id)
    reviewed = read_draft(draft)
    if request.method == "POST":
        return _publish(request, reviewed)
    form = PublishForm(
        initial={
            "comment": draft.fields.get("comment", ""),
            "name": signature_of(draft.editor),
            "version": draft.version,
        }
    )
    return _page(request, reviewed, form)


def _publish(request: HttpRequest, reviewed: Reviewed) -> HttpResponseBase:
    form = PublishForm(request.POST)
    difference = reviewed.difference
    if not form.is_valid() or reviewed.new is None or difference is None or difference.is_nothing:
        return _page(request, reviewed, form, status=400)
    draft = reviewed.draft
    draft.version = form.cleaned_data["version"]
    try:
        topic = publish_draft(
            draft=draft,
            text=reviewed.new.text,
            place=reviewed.new.place,
            comment=form.cleaned_data["comment"],
            at=timezone.now(),
        )
    except (Overtaken, Outdated, IntegrityError):
        # What is true now is shown, and asked about anew: another's text, another window's, or
        # another new topic of the same address.
        return _page(request, read_draft(own_draft(request, draft.pk)), form, status=409)
    sign(editor=draft.editor, name=form.cleaned_data["name"])
    _note(request, draft, topic)
    what = "is published. Reminders follow it from now on." if topic.is_published else _HIDDEN
    messages.success(request, f"“{topic.title}” {what}")
    return redirect("admin:guidance_topic_history", topic.pk)


def _note(request: HttpRequest, draft: Draft, topic: Topic) -> None:
    """The admin's own list of recent actions."""
    model_admin = admin.site.get_model_admin(Topic)
    if draft.topic is None:
        model_admin.log_addition(request, topic, "Published.")
    else:
        model_admin.log_change(request, topic, "Published.")


def _page(
    request: HttpRequest, reviewed: Reviewed, form: PublishForm, *, status: int = 200
) -> HttpResponse:
    draft = reviewed.draft
    name, arguments = edit_address(draft.topic)
    is_overtaken = reviewed.is_overtaken
    context = {
        "title": f"Review: {draft_title(draft)}",
        "draft": draft,
        "topic": draft.topic,
        "edit_address": reverse(name, args=arguments),
        "topic_form": reviewed.form,
        "difference": reviewed.difference,
        "preview": _preview(draft),
        "form": form,
        "is_overtaken": is_overtaken,
        "newest": reviewed.newest,
        "newest_author": author_of(reviewed.newest),
        "theirs": reviewed.theirs() if is_overtaken else None,
        "old": reviewed.old,
        "new": reviewed.new,
    }
    return show(request, "review", context, status=status)


def _preview(draft: Draft) -> Preview:
    """What might be said better, once more before it is published."""
    return preview_of(text_of(draft.fields, draft.topic), None, current_vocabulary())


@require_safe
def consequences(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What the rules of the draft would have meant for people. A part that is none: 400."""
    form = PartForm(request.GET)
    if not form.is_valid():
        raise BadRequest("There is no such part.")
    parts = form.parts()
    reviewed = read_draft(own_draft(request, draft_id))
    context = {
        "title": f"What people would have been told: {draft_title(reviewed.draft)}",
        "draft": reviewed.draft,
        "foretold": foretold(reviewed.old, reviewed.new, now=timezone.now(), parts=parts)
        if reviewed.new
        else None,
        "parts": parts,
    }
    return show(request, "consequences", context)


@require_POST
def rebase(request: HttpRequest, draft_id: int) -> HttpResponseBase:
    """Go on with the draft on top of what somebody else has published."""
    draft = own_draft(request, draft_id)
    newest = draft.topic.newest_revision() if draft.topic else None
    rebase_draft(draft=draft, onto=newest.number if newest else 0)
    messages.info(request, "Your text now stands against the newest revision. Please look again.")
    return redirect("admin:guidance_draft_review", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, draft_id: int) -> HttpResponseBase:
    """Asks, and on a POST throws the draft away."""
    draft = own_draft(request, draft_id)
    if request.method == "POST":
        discard_draft(draft=draft)
        messages.success(request, "The draft is gone. Readers have noticed nothing.")
        return redirect("admin:guidance_topic_changelist")
    context = {"title": f"Discard the draft of “{draft_title(draft)}”?", "draft": draft}
    return show(request, "discard", context)
