"""What is said while a page is looked at; the page asks for it by itself once it is open."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from routines.accounts.doors import person
from routines.diary.doors import HtmxRequest
from routines.diary.gather import read_day
from routines.reminders.cards import MOST_ON_TODAY, thought_of
from routines.reminders.services.looking import look_at_trends
from routines.reminders.today import clock_of, waiting_of


@login_required
@require_POST
def trends(request: HtmxRequest) -> HttpResponse:
    """What there is to say to somebody who has the trends open: a part of that page."""
    user, now = person(request), timezone.now()
    rows = look_at_trends(user=user, at=now)[:MOST_ON_TODAY]
    today, clock = user.today(now), clock_of(user, now)
    day = read_day(user, today, today) if rows else None
    page = urlsplit(request.htmx.current_url_abs_path or reverse("trends:trends"))
    context = {
        "thoughts": [thought_of(waiting_of(row), day, clock) for row in rows if day],
        "next_page": page._replace(fragment="").geturl(),
    }
    return render(request, "reminders/parts/looked_at.html", context)
