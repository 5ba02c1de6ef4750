"""Doors of the trends: the page, and the counts as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from routines.accounts import formats
from routines.accounts.doors import person
from routines.trends.forms import ChoiceForm
from routines.trends.gather import COUNT_COLUMNS, read_count_sheet, read_page
from routines.trends.sheet import write_sheet


@require_safe
@login_required
@never_cache
def trends(request: HttpRequest) -> HttpResponse:
    """The page. What the address asks for and doesn't exist is said, above the usual view."""
    user = person(request)
    form = ChoiceForm(request.GET)
    is_valid = form.is_valid()
    page = read_page(user, form.choice(), user.today(timezone.now()), formats.current.get())
    return render(
        request,
        "trends/trends.html",
        {"page": page, "problems": [text for texts in form.errors.values() for text in texts]},
        status=200 if is_valid else 400,
    )


@require_safe
@login_required
@never_cache
def counts(request: HttpRequest) -> HttpResponse:
    """Every count as a file for a spreadsheet; not there while counts are hidden."""
    user = person(request)
    if user.counts_hidden:
        raise Http404("Counts are hidden.")
    sheet = write_sheet(COUNT_COLUMNS, read_count_sheet(user))
    return HttpResponse(
        sheet,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="counts.csv"'},
    )
