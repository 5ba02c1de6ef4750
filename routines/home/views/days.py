"""Today, any other day, and a day's own log of changes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.accounts.doors import person
from routines.accounts.models import User
from routines.changes.services import log_of_day
from routines.diary.doors import day_from_address
from routines.diary.forms import NoteForm
from routines.home.gather import read_thoughts, read_today
from routines.home.views.landing import landing


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Today's page; for somebody without an account, what this is."""
    if not isinstance(request.user, User):
        return landing(request)
    return _page(request, request.user.today(timezone.now()).isoformat())


@login_required
@require_safe
def day(request: HttpRequest, day: str) -> HttpResponse:
    """The page of another day; today has only one address."""
    now = timezone.now()
    if day == person(request).today(now).isoformat():
        return redirect("home:today")
    return _page(request, day)


def _page(request: HttpRequest, text: str) -> HttpResponse:
    user, now = person(request), timezone.now()
    the_day = day_from_address(text, user.today(now))
    page = read_today(user, the_day, now)
    context = {"page": page, "note_form": NoteForm(initial={"text": page.note})}
    return render(request, "home/today.html", context)


@login_required
@require_safe
def thoughts(request: HttpRequest) -> HttpResponse:
    """What Today says of reminders just now: a part of that page, which asks for it by itself."""
    context = {
        "thoughts": read_thoughts(person(request), timezone.now()),
        "next_page": reverse("home:today"),
    }
    return render(request, "reminders/parts/thoughts.html", context)


@login_required
@require_safe
def log(request: HttpRequest, day: str) -> HttpResponse:
    """What was written for a day, newest first, each line with its way back."""
    user = person(request)
    the_day = day_from_address(day, user.today(timezone.now()))
    context = {"day": the_day, "batches": log_of_day(user=user, day=the_day)}
    return render(request, "home/log.html", context)
