"""A person's own nudges."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from routines.accounts import formats
from routines.accounts.doors import person
from routines.diary.doors import say
from routines.diary.refusals import Refused
from routines.reminders.forms import USUAL_TIME, NudgeForm, SwitchForm
from routines.reminders.models import Nudge
from routines.reminders.services import nudges as services


@login_required
@require_safe
def nudges(request: HttpRequest) -> HttpResponse:
    """The nudges, in the order of the day."""
    rows = Nudge.objects.of(person(request)).order_by("at", "pk")
    context = {"nudges": rows, "usual": USUAL_TIME}
    return render(request, "reminders/nudges.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new nudge: its form, or the nudge to keep."""
    return _save(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, nudge: uuid.UUID) -> HttpResponse:
    """A nudge: its form, or what to keep of it."""
    return _save(request, get_object_or_404(Nudge.objects.of(person(request)), key=nudge))


@login_required
@require_POST
def switch(request: HttpRequest, nudge: uuid.UUID) -> HttpResponse:
    """Let a nudge rest, or let it come again."""
    form = SwitchForm(request.POST)
    form.is_valid()
    active = form.cleaned_data["active"]
    try:
        logged = services.set_active(
            user=person(request), key=nudge, active=active, at=timezone.now()
        )
    except Nudge.DoesNotExist as problem:
        raise Http404 from problem
    say(request, "The nudge is on" if active else "The nudge is off", logged)
    return redirect("reminders:nudges")


@login_required
@require_POST
def remove(request: HttpRequest, nudge: uuid.UUID) -> HttpResponse:
    """Remove a nudge; what it said stays in the inbox."""
    try:
        logged = services.remove_nudge(user=person(request), key=nudge, at=timezone.now())
    except Nudge.DoesNotExist as problem:
        raise Http404 from problem
    say(request, "Nudge removed", logged)
    return redirect("reminders:nudges")


def _save(request: HttpRequest, nudge: Nudge | None) -> HttpResponse:
    """Show the form of a nudge, or keep what it says."""
    form = NudgeForm(
        request.POST if request.method == "POST" else None,
        weekday_names=formats.weekday_names(formats.current.get(), "wide"),
        back=reverse("reminders:nudges"),
        nudge=nudge,
    )
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form, nudge)
    try:
        logged = services.save_nudge(
            user=person(request),
            key=nudge.key if nudge else form.given_key(),
            said=form.said(),
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _show_form(request, form, nudge)
    say(request, "Nudge added" if nudge is None else "Nudge changed", logged)
    return redirect("reminders:nudges")


def _show_form(request: HttpRequest, form: NudgeForm, nudge: Nudge | None) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reminders/nudge.html", {"form": form, "nudge": nudge}, status=status)
