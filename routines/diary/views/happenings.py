"""What happened on a day, and its note."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from routines.accounts.doors import person
from routines.accounts.models import User
from routines.diary.doors import day_from_address, given_at, say
from routines.diary.forms import HappeningForm, NoteForm, grouped_kinds
from routines.diary.models import Happening, HappeningKind
from routines.diary.services.happenings import save_note, set_happening
from routines.diary.views.answers import page_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def happenings(request: HttpRequest, day: str) -> HttpResponse:
    """All that can happen, by group; a POST keeps or removes one."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    the_day = day_from_address(day, today)
    if request.method != "POST":
        return _catalogue(request, user, the_day, HappeningForm())
    form = HappeningForm(request.POST)
    if not form.is_valid():
        return _catalogue(request, user, the_day, form, status=400)
    data = form.cleaned_data
    logged = set_happening(
        user=user,
        day=the_day,
        kind=data["kind"],
        active=data["active"],
        region=data["region"],
        note=data["note"],
        at=given_at(data["at"], now),
        today=today,
    )
    say(request, data["kind"].name if data["active"] else f"{data['kind'].name}: removed", logged)
    return redirect(page_of(the_day, today))


def _catalogue(
    request: HttpRequest, user: User, day: date, form: HappeningForm, status: int = 200
) -> HttpResponse:
    kinds = list(HappeningKind.objects.filter(is_active=True))
    kept = Happening.objects.of(user).on(day).kept().select_related("kind")
    context = {
        "day": day,
        "form": form,
        "groups": grouped_kinds(kinds),
        "happenings": kept.order_by("kind__position", "region"),
    }
    return render(request, "diary/happenings.html", context, status=status)


@login_required
@require_POST
def note(request: HttpRequest, day: str) -> HttpResponse:
    """Keep the note of a day."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    the_day = day_from_address(day, today)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "diary/note.html", {"day": the_day, "form": form}, status=400)
    logged = save_note(
        user=user,
        day=the_day,
        text=form.cleaned_data["text"],
        at=given_at(form.cleaned_data["at"], now),
        today=today,
    )
    say(request, "Note kept" if form.cleaned_data["text"] else "Note removed", logged)
    return redirect(page_of(the_day, today))
