"""What a person says to a reminder: done, not now, stop, put away, and speak again."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from routines.accounts import formats
from routines.accounts.doors import page_before, person
from routines.reminders.forms import WaitForm
from routines.reminders.models import Reminder
from routines.reminders.schedule import PutOff
from routines.reminders.services import answers as services
from routines.reminders.services.answers import Answered

ALREADY = "This one is already answered"


@login_required
@require_POST
def done(request: HttpRequest, reminder: uuid.UUID) -> HttpResponse:
    """Log the step it offers, if it offers one."""
    answered = _answer(request, reminder, services.answer_done)
    return _said(request, answered, "Done, and logged" if answered.logged else "Done")


@login_required
@require_POST
def not_now(request: HttpRequest, reminder: uuid.UUID) -> HttpResponse:
    """Put it off; until tomorrow where nothing was said of how long."""
    form = WaitForm(request.POST)
    choice = PutOff(form.cleaned_data["until"]) if form.is_valid() else PutOff.TOMORROW
    answered = _answer(request, reminder, services.not_now, choice=choice)
    return _said(request, answered, f"Put off until {_moment_words(answered.reminder)}")


@login_required
@require_POST
def stop(request: HttpRequest, reminder: uuid.UUID) -> HttpResponse:
    """Never hear what spoke again."""
    answered = _answer(request, reminder, services.stop)
    return _said(request, answered, "Stopped. You won’t hear this one again")


@login_required
@require_POST
def dismiss(request: HttpRequest, reminder: uuid.UUID) -> HttpResponse:
    """Put it away for this time."""
    answered = _answer(request, reminder, services.dismiss)
    return _said(request, answered, "Put away")


@login_required
@require_POST
def unmute(request: HttpRequest, reminder: uuid.UUID) -> HttpResponse:
    """Let the rule behind a reminder speak again."""
    user = person(request)
    row = get_object_or_404(Reminder.objects.of(user), key=reminder)
    batch = services.unmute(user=user, rule_key=row.rule_key, at=timezone.now())
    if batch:
        messages.success(request, "It may speak again", extra_tags=f"undo:{batch}")
    return redirect(page_before(request, reverse("reminders:rules")))


def _answer(
    request: HttpRequest, key: uuid.UUID, service: Callable[..., Answered], **choice: PutOff
) -> Answered:
    """Give the answer to the service; a reminder that is somebody else's is not there."""
    try:
        return service(user=person(request), key=key, at=timezone.now(), **choice)
    except Reminder.DoesNotExist as problem:
        raise Http404 from problem


def _said(request: HttpRequest, answered: Answered, words: str) -> HttpResponse:
    """Say what became of it, with the way back, or that an answer was there already."""
    if answered.batch:
        messages.success(request, words, extra_tags=f"undo:{answered.batch}")
    else:
        messages.info(request, ALREADY)
    return redirect(page_before(request))


def _moment_words(reminder: Reminder) -> str:
    """Tuesday 24 November, 09:00"""
    if reminder.until is None:
        return "later"
    locale, moment = formats.current.get(), timezone.localtime(reminder.until)
    return f"{formats.day_long(moment.date(), locale)}, {formats.clock(moment, locale)}"
