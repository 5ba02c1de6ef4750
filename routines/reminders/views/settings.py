"""When messages may come, and the next times something could be sent."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from routines.accounts.doors import person
from routines.accounts.models import User
from routines.diary.doors import HtmxRequest, say
from routines.diary.gather import read_pauses
from routines.reminders import schedule
from routines.reminders.models import Nudge, Plan
from routines.reminders.services import plans
from routines.reminders.services.plans import PlanSettings
from routines.reminders.services.preferences import save_preferences
from routines.reminders.settings_form import NEVER, SettingsForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HtmxRequest) -> HttpResponse:
    """The settings: to see, to keep, or only to ask what they would mean."""
    user, now = person(request), timezone.now()
    plan = plans.read_plan(user)
    sent = request.POST if request.method == "POST" else None
    form = SettingsForm(sent, plan=plan, today=user.today(now))
    is_preview = "preview" in request.POST
    if sent is not None and form.is_valid() and not is_preview:
        logged = save_preferences(user=user, settings=form.settings(), at=now)
        say(request, "Saved", logged)
        return redirect("reminders:settings")
    chosen = form.settings() if sent is not None and form.is_valid() else PlanSettings.of(plan)
    context = {
        "form": form,
        "sendings": () if form.errors else next_sendings(user, chosen, now),
        "is_off": chosen.paused_until == NEVER,
        "is_unreadable": bool(form.errors),
        "is_saved": chosen == PlanSettings.of(plan),
    }
    if is_preview and request.htmx:
        # Also where a field is half-written: that is no refusal, there are only no times yet.
        return render(request, "reminders/parts/next_times.html", context)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reminders/settings.html", context, status=status)


def next_sendings(user: User, chosen: PlanSettings, now: datetime) -> tuple[schedule.Sending, ...]:
    """When something could be sent under settings that need not be stored. Two queries."""
    if chosen.paused_until == NEVER:
        return ()
    table = plans.timetable_of(user, Plan(user=user, **asdict(chosen)))
    nudges = plans.nudge_times(Nudge.objects.of(user))
    pauses = read_pauses(user, user.today(now), date.max)
    return schedule.next_times(table, nudges, now, pauses=pauses)
