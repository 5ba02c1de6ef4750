"""Taking back from the toast and from a day's log."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from routines.accounts.doors import page_before, person
from routines.changes import services
from routines.changes.models import Change


@login_required
@require_POST
def undo(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take back what one tap did; then go where the person was."""
    try:
        undone = services.undo(user=person(request), batch=batch, at=timezone.now())
    except Change.DoesNotExist as problem:
        raise Http404 from problem
    _say(request, undone)
    return redirect(page_before(request))


def _say(request: HttpRequest, undone: services.Undone) -> None:
    if undone.was_undone:
        messages.info(request, "That was taken back already.")
    elif not undone.restored:
        messages.info(request, undone.refusal)
    elif undone.changed_since:
        words = "Taken back, but for what was changed again since."
        messages.info(request, words, extra_tags=_tag(undone))
    else:
        messages.success(request, "Taken back.", extra_tags=_tag(undone))


def _tag(undone: services.Undone) -> str:
    """Say how the toast takes this back in turn, where it can."""
    return f"undo:{undone.batch}" if undone.batch else ""
