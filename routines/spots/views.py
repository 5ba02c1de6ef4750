"""The pages of counts: count, see, correct, remove, list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from routines.accounts.doors import person
from routines.accounts.models import User
from routines.diary.doors import day_from_address, given_at
from routines.diary.refusals import Refused
from routines.spots import services
from routines.spots.forms import CountForm, PageForm, initial_of, new_count
from routines.spots.models import Count
from routines.spots.pages import count_lines, count_page, drawn_face
from routines.spots.services import Saved

PAGE_LENGTH = 52
"""A year of weekly counts."""


@login_required
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Every count, newest first, a page at a time."""
    user = person(request)
    if user.counts_hidden:
        return _hidden(request)
    page = PageForm(request.GET)
    if not page.is_valid():
        raise Http404("There is no such page.")
    number = page.cleaned_data["page"] or 1
    first = (number - 1) * PAGE_LENGTH
    # One row more than is shown says whether there is another page, without counting them all.
    rows = list(Count.objects.of(user).kept().newest_first()[first : first + PAGE_LENGTH + 1])
    context = {
        "lines": count_lines(rows[:PAGE_LENGTH]),
        "newer_page": number - 1,
        "older_page": number + 1 if len(rows) > PAGE_LENGTH else None,
    }
    return render(request, "spots/counts.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest) -> HttpResponse:
    """Count. What was counted before is nowhere on this page: it would anchor the new count."""
    user, today = _person_and_today(request)
    if request.method == "POST":
        return _save_new(request, user, today)
    if user.counts_hidden:
        return _hidden(request)
    asked = request.GET.get("day", "")
    day = day_from_address(asked, today) if asked else today
    form = CountForm(initial=new_count(day), today=today)
    return _form_page(request, form, day=day, draft=f"{user.pk}-{day}")


@login_required
@require_safe
def detail(request: HttpRequest, count_id: int) -> HttpResponse:
    """One count, and how it differs from the one before where that can be said."""
    user = person(request)
    shown = get_object_or_404(Count.objects.of(user), pk=count_id)
    if user.counts_hidden:
        return _hidden(request)
    if shown.removed_at is not None:
        # Where the undo in this page's own toast leads back to.
        return redirect("spots:counts")
    before = Count.objects.of(user).kept().before(shown).newest_first().first()
    return render(request, "spots/count.html", {"page": count_page(shown, before)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, count_id: int) -> HttpResponse:
    """Change what a count says."""
    user, today = _person_and_today(request)
    corrected = _count_of(user, count_id)
    if request.method == "POST":
        return _save_correction(request, user, corrected, today)
    if user.counts_hidden:
        return _hidden(request)
    form = CountForm(initial=initial_of(corrected), today=today)
    return _form_page(request, form, day=corrected.day, corrected=corrected)


@login_required
@require_POST
def remove(request: HttpRequest, count_id: int) -> HttpResponse:
    """Take a count out; the toast brings it back."""
    user = person(request)
    try:
        saved = services.remove_count(user=user, count_id=count_id, at=timezone.now())
    except Count.DoesNotExist as problem:
        raise Http404 from problem
    _say(request, saved, "Count removed.")
    return redirect("spots:counts")


def _save_new(request: HttpRequest, user: User, today: date) -> HttpResponse:
    form = CountForm(request.POST, today=today)
    if form.is_valid():
        try:
            saved = services.save_count(
                user=user,
                key=form.cleaned_data["key"],
                said=form.said(),
                at=given_at(form.cleaned_data["at"], timezone.now()),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, saved, "Count saved.")
    return _form_page(request, form, day=_day_of(form, today), status=400)


def _save_correction(
    request: HttpRequest, user: User, corrected: Count, today: date
) -> HttpResponse:
    form = CountForm(request.POST, today=today)
    if form.is_valid():
        try:
            saved = services.correct_count(
                user=user,
                count_id=corrected.pk,
                said=form.said(),
                at=given_at(form.cleaned_data["at"], timezone.now()),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, saved, "Count corrected.")
    return _form_page(request, form, day=corrected.day, corrected=corrected, status=400)


def _saved(request: HttpRequest, saved: Saved, text: str) -> HttpResponse:
    _say(request, saved, text)
    if saved.count.removed_at is not None:
        messages.info(request, "This count was saved and then removed.")
        return redirect("spots:counts")
    return redirect("spots:detail", saved.count.pk)


def _say(request: HttpRequest, saved: Saved, text: str) -> None:
    if saved.batch is not None:
        messages.success(request, text, extra_tags=f"undo:{saved.batch}")


def _form_page(
    request: HttpRequest, form: CountForm, *, day: date, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"form": form, "day": day, "shapes": drawn_face()}
    return render(request, "spots/form.html", context, status=status)


def _day_of(form: CountForm, today: date) -> date:
    day: date = form.cleaned_data.get("day", today)
    return day


def _hidden(request: HttpRequest) -> HttpResponse:
    return render(request, "spots/hidden.html")


def _person_and_today(request: HttpRequest) -> tuple[User, date]:
    user = person(request)
    return user, user.today(timezone.now())


def _count_of(user: User, count_id: int) -> Count:
    return get_object_or_404(Count.objects.of(user).kept(), pk=count_id)
