"""Everything said so far, and who said it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.accounts.doors import person
from routines.reminders.forms import InboxForm
from routines.reminders.inbox import read_inbox, read_speakers


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What was said, newest first. What the address asks for and doesn't exist: 400, and all."""
    form = InboxForm(request.GET)
    is_valid = form.is_valid()
    chosen = form.cleaned_data if is_valid else {}
    page = read_inbox(
        person(request),
        only_open=bool(chosen.get("only")),
        kind=chosen.get("kind", ""),
        number=chosen.get("page") or 1,
        now=timezone.now(),
    )
    context = {"page": page, "chosen": chosen, "is_refused": not is_valid}
    status = HTTPStatus.OK if is_valid else HTTPStatus.BAD_REQUEST
    return render(request, "reminders/inbox.html", context, status=status)


@login_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule that has spoken, how often, and the way to stop it or to hear it again."""
    speakers = read_speakers(person(request), timezone.now())
    return render(request, "reminders/rules.html", {"speakers": speakers})
