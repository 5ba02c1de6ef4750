"""Doors of the trends: the page, how we know, and the counts as files."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from routines.accounts import formats
from routines.accounts.doors import person
from routines.accounts.models import User
from routines.diary.doors import HtmxRequest
from routines.trends.forms import ChoiceForm
from routines.trends.gather import COUNT_COLUMNS, read_count_sheet
from routines.trends.picture_file import picture_file
from routines.trends.reader import asker, read_card, read_page, read_routine, read_tiles
from routines.trends.sheet import write_sheet


@require_safe
@login_required
@never_cache
def trends(request: HttpRequest) -> HttpResponse:
    """The page. What the address asks for and doesn't exist is said, above the usual view."""
    user, today = _who_and_when(request)
    form = ChoiceForm(request.GET, today=today)
    is_valid = form.is_valid()
    page = read_page(user, form.choice(), today, formats.current.get())
    return render(
        request,
        "trends/trends.html",
        {"page": page, "form": form, "today": today},
        status=200 if is_valid else 400,
    )


@require_safe
@login_required
@never_cache
def routine(request: HtmxRequest) -> HttpResponse:
    """How much of the routine was kept: a page of its own, and for the trends its section alone."""
    user, today = _who_and_when(request)
    section = read_routine(user, today, formats.current.get())
    if request.htmx:
        # A whole page in place of a part would be taken for a login, and the trends loaded anew.
        return HttpResponse(section)
    return render(request, "trends/routine_page.html", {"section": section})


@require_safe
@login_required
@never_cache
def places(request: HtmxRequest) -> HttpResponse:
    """Each place in small: a page of its own, and for the trends its section alone."""
    user, today = _who_and_when(request)
    _refuse_hidden(user)
    form = ChoiceForm(request.GET, today=today)
    status = 200 if form.is_valid() else 400
    tiles = read_tiles(user, form.choice(), today, formats.current.get())
    template = "trends/regions.html" if request.htmx else "trends/places_page.html"
    return render(request, template, {"tiles": tiles}, status=status)


@require_safe
@login_required
def how_we_know(request: HttpRequest) -> HttpResponse:
    """What the sentences on the page mean, and how often they are wrong."""
    return render(request, "trends/how_we_know.html")


@require_safe
@login_required
@never_cache
def counts(request: HttpRequest) -> HttpResponse:
    """Every count as a file for a spreadsheet; not there while counts are hidden."""
    user, _ = _who_and_when(request)
    _refuse_hidden(user)
    sheet = write_sheet(COUNT_COLUMNS, read_count_sheet(user))
    return HttpResponse(
        sheet,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="counts.csv"'},
    )


@require_safe
@login_required
@never_cache
def picture(request: HttpRequest) -> HttpResponse:
    """The picture of a range and a place as a file; 400 for one that doesn't exist."""
    user, today = _who_and_when(request)
    _refuse_hidden(user)
    form = ChoiceForm(request.GET, today=today)
    if not form.is_valid():
        problems = [str(text) for texts in form.errors.values() for text in texts]
        return HttpResponse("\n".join(problems), status=400, content_type="text/plain")
    locale = formats.current.get()
    card = read_card(asker(user, today, locale), form.choice())
    return HttpResponse(
        picture_file(card.chart, place=card.place, locale=locale),
        content_type="image/svg+xml",
        headers={"Content-Disposition": 'attachment; filename="counts.svg"'},
    )


def _who_and_when(request: HttpRequest) -> tuple[User, date]:
    user = person(request)
    return user, user.today(timezone.now())


def _refuse_hidden(user: User) -> None:
    if user.counts_hidden:
        raise Http404("Counts are hidden.")
