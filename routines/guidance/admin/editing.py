"""Writing a topic: the text, and beside it what becomes of it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from routines.accounts.models import User
from routines.guidance.admin.actions import acted_upon
from routines.guidance.admin.forms import SeenForm, TopicForm
from routines.guidance.admin.pages import edit_address, show
from routines.guidance.admin.people import author_of, editor, name_of
from routines.guidance.admin.typed import Fields, fields_of, sent_fields, text_of
from routines.guidance.catalogue import current_vocabulary
from routines.guidance.gather import rules_in_force
from routines.guidance.models import Draft, Topic, TopicRevision
from routines.guidance.preview import Preview, preview_of
from routines.guidance.rule_templates import TEMPLATES
from routines.guidance.services.drafts import Outdated, save_draft


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes on what: `topic` is None for a new one, `draft` where there is none yet."""

    editor: User
    topic: Topic | None
    draft: Draft | None

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0


def edit(request: HttpRequest, topic: Topic | None) -> HttpResponseBase:
    """The text as the editor's draft has it, or else as readers see it; a POST saves the draft."""
    who = editor(request, adding=topic is None)
    draft = Draft.objects.filter(editor=who, topic=topic).first()
    desk = Desk(who, topic, draft)
    if request.method == "POST":
        return _save(request, desk)
    fields = draft.fields if draft else fields_of(topic.text, topic.place) if topic else {}
    return _desk(request, desk, TopicForm(initial=fields, instance=copy(topic)))


def _save(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    fields = acted_upon(sent_fields(request.POST), request.POST)
    seen = SeenForm(request.POST)
    seen.is_valid()
    try:
        draft = save_draft(
            editor=desk.editor,
            topic=desk.topic,
            fields=fields,
            at=timezone.now(),
            version=seen.cleaned_data.get("version") or 0,
            begun_on=seen.cleaned_data.get("based_on") or 0,
        )
    except Outdated as other:
        return _outdated(request, desk, fields, other.draft)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"version": draft.version})
    if "_review" in request.POST:
        return _to_review(request, Desk(desk.editor, desk.topic, draft))
    messages.success(request, "Your draft is saved. Readers see nothing of it yet.")
    name, arguments = edit_address(desk.topic)
    return redirect(name, *arguments)


def _outdated(request: HttpRequest, desk: Desk, fields: Fields, other: Draft) -> HttpResponseBase:
    """Another window has saved since: this one keeps its text and is told."""
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"saved_elsewhere": True}, status=409)
    messages.warning(
        request,
        "Another window of yours has saved this draft since. Here is what you typed in this one; "
        "if you save it again, it replaces the other.",
    )
    form = TopicForm(initial=dict(fields), instance=copy(desk.topic))
    return _desk(request, Desk(desk.editor, desk.topic, other), form, fields, status=409)


def _to_review(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    assert desk.draft is not None  # noqa: S101 (for the type: it was just saved)
    form = TopicForm(desk.draft.fields, instance=copy(desk.topic))
    if form.is_valid():
        return redirect("admin:guidance_draft_review", desk.draft.pk)
    return _desk(request, desk, form, status=400)


def _desk(
    request: HttpRequest,
    desk: Desk,
    form: TopicForm,
    fields: Fields | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    newest = desk.topic.newest_revision() if desk.topic else None
    number = newest.number if newest else 0
    typed = fields or (desk.draft.fields if desk.draft else None)
    if typed is None and desk.topic is not None:
        typed = fields_of(desk.topic.text, desk.topic.place)
    context = {
        "title": desk.topic.title if desk.topic else "A new topic",
        "form": form,
        "topic": desk.topic,
        "draft": desk.draft,
        "version": desk.version,
        "based_on": desk.draft.based_on if desk.draft else number,
        "newest": newest,
        "newest_author": author_of(newest),
        "is_overtaken": desk.draft is not None and desk.draft.based_on != number,
        "others": _others(desk),
        "preview": _preview(typed or sent_fields({}), desk.topic),
        "templates": TEMPLATES,
    }
    return show(request, "edit", context, status=status)


def _others(desk: Desk) -> list[str]:
    """Who else has a draft of the same topic."""
    if desk.topic is None:
        return []
    drafts = desk.topic.drafts.exclude(editor=desk.editor).select_related("editor__signature")
    return [name_of(draft.editor) for draft in drafts]


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The page and the rules of what was typed so far. Writes nothing."""
    editor(request)
    seen = SeenForm(request.POST)
    seen.is_valid()
    topic_id = seen.cleaned_data.get("topic")
    topic = get_object_or_404(Topic, pk=topic_id) if topic_id else None
    newest: TopicRevision | None = None
    if topic is not None:
        newest = topic.newest_revision()
    based_on = seen.cleaned_data.get("based_on") or 0
    context = {
        "preview": _preview(sent_fields(request.POST), topic),
        "is_answer": True,
        "overtaken_by": newest if newest and newest.number > based_on else None,
        "newest_author": author_of(newest),
    }
    return render(request, "admin/guidance/parts/preview.html", context)


def _preview(fields: Fields, topic: Topic | None) -> Preview:
    published = topic.text if topic else None
    return preview_of(text_of(fields, topic), published, current_vocabulary(), rules_in_force())
