"""The door of one step's page."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from routines.accounts import formats
from routines.accounts.doors import person
from routines.diary import gather
from routines.trends.services import NOT_TRIED
from routines.trends.step_forms import YearForm
from routines.trends.step_gather import calendar_of, read_step
from routines.trends.step_page import years_of


@require_safe
@login_required
@never_cache
def step(request: HttpRequest, step_id: int) -> HttpResponse:
    """A step day by day. A year that the diary does not have is said, above the usual view."""
    user = person(request)
    today = user.today(timezone.now())
    first_weekday = formats.first_weekday(formats.current.get())
    plans = gather.read_plans(user, date.min, today)
    form = YearForm(request.GET, years=years_of(calendar_of(plans, today)))
    is_valid = form.is_valid()
    try:
        page = read_step(
            user, plans, step_id, year=form.chosen(), today=today, first_weekday=first_weekday
        )
    except KeyError as problem:
        raise Http404("There is no such step.") from problem
    context = {
        "page": page,
        "step": page.record,
        "can_be_tried": page.record.is_current and page.record.kind not in NOT_TRIED,
        "today": today,
        "weekdays": [(first_weekday + place) % 7 for place in range(7)],
        "problems": form.errors.get("year", []),
    }
    status = HTTPStatus.OK if is_valid else HTTPStatus.BAD_REQUEST
    return render(request, "trends/step.html", context, status=status)
