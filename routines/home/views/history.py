"""A month at a glance, and seven days to fill in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.accounts import formats
from routines.accounts.doors import person
from routines.home.forms import MonthForm, WeekForm
from routines.home.gather import read_month, read_week


@login_required
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """A month: how the routine went, counts, happenings and pauses."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    form = MonthForm(request.GET, today=today)
    wanted = form.cleaned_data["month"] if form.is_valid() else today
    first_weekday = formats.first_weekday(formats.current.get())
    context = {
        "page": read_month(user, wanted, now, first_weekday),
        "problem": form.errors.get("month"),
        "weekdays": [(first_weekday + number) % 7 for number in range(7)],
    }
    return render(request, "home/month.html", context, status=200 if form.is_valid() else 400)


@login_required
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Seven days: every step on every day, one tap a cell."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    form = WeekForm(request.GET, today=today)
    wanted = form.cleaned_data["of"] if form.is_valid() else today
    context = {
        "page": read_week(user, wanted, now),
        "problem": form.errors.get("of"),
    }
    return render(request, "home/week.html", context, status=200 if form.is_valid() else 400)
