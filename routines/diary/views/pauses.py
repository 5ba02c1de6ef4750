"""Pauses: days that the diary takes out altogether."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from routines.accounts.doors import person
from routines.diary.doors import say
from routines.diary.models import Pause
from routines.diary.refusals import Refused
from routines.diary.routine_forms import PauseForm
from routines.diary.services import pauses as services


@login_required
@require_safe
def pauses(request: HttpRequest) -> HttpResponse:
    """The pause of today if there is one, those to come and those that are over."""
    user = person(request)
    today = user.today(timezone.now())
    rows = list(Pause.objects.of(user).order_by("-starts_on"))
    present = next((pause for pause in rows if pause.covers(today)), None)
    context = {
        "today": today,
        "present": present,
        "planned": [pause for pause in reversed(rows) if pause.starts_on > today],
        "over": [pause for pause in rows if pause.ends_on and pause.ends_on < today],
    }
    return render(request, "diary/pauses.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_pause(request: HttpRequest) -> HttpResponse:
    """A new pause: its form, or the pause to keep."""
    return _save(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_pause(request: HttpRequest, pause_id: int) -> HttpResponse:
    """A pause: its form, or what to keep of it."""
    return _save(request, get_object_or_404(Pause.objects.of(person(request)), pk=pause_id))


@login_required
@require_POST
def end(request: HttpRequest, pause_id: int) -> HttpResponse:
    """Log again from today on."""
    user, now = person(request), timezone.now()
    try:
        logged = services.end_pause(user=user, pause_id=pause_id, at=now, today=user.today(now))
    except Pause.DoesNotExist as problem:
        raise Http404 from problem
    say(request, "The pause is over. Welcome back.", logged)
    return redirect("diary:pauses")


@login_required
@require_POST
def remove(request: HttpRequest, pause_id: int) -> HttpResponse:
    """Take a pause back as if it had never been."""
    user, now = person(request), timezone.now()
    try:
        logged = services.remove_pause(user=user, pause_id=pause_id, at=now, today=user.today(now))
    except Pause.DoesNotExist as problem:
        raise Http404 from problem
    say(request, "Pause removed", logged)
    return redirect("diary:pauses")


def _save(request: HttpRequest, pause: Pause | None) -> HttpResponse:
    """Show the form of a pause, or keep what it says."""
    user, now = person(request), timezone.now()
    sent = request.POST if request.method == "POST" else None
    form = PauseForm(sent, back=reverse("diary:pauses"), pause=pause)
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form, pause)
    try:
        logged = services.save_pause(
            user=user,
            **form.cleaned_data,
            at=now,
            today=user.today(now),
            pause_id=pause.pk if pause else None,
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _show_form(request, form, pause)
    say(request, "Pause added" if pause is None else "Pause changed", logged)
    return redirect("diary:pauses")


def _show_form(request: HttpRequest, form: PauseForm, pause: Pause | None) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "diary/pause.html", {"form": form, "pause": pause}, status=status)
