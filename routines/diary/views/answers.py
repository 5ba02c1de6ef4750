"""Answering for steps: one tap, the rest of a slot, the same as yesterday, and the details."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from routines.accounts.doors import page_before, person
from routines.accounts.models import User
from routines.diary.days import Day, StepOnDay
from routines.diary.doors import HtmxRequest, NotThere, day_from_address, given_at, say
from routines.diary.forms import AnswerForm, GivenForm, SlotForm
from routines.diary.gather import by_day, read_day, read_days, step_on_day
from routines.diary.models import Slot, Step
from routines.diary.refusals import Refused
from routines.diary.services.entries import Said, log_step, log_steps
from routines.diary.services.rest import log_rest
from routines.diary.words import said_words

NOT_IN_ROUTINE = "This step was not part of your routine on that day."


def page_of(day: date, today: date) -> str:
    """The address of a day's page; today's is the start page."""
    return reverse("home:today") if day == today else reverse("home:day", args=[day.isoformat()])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HtmxRequest, day: str, step_id: int) -> HttpResponse:
    """The answer for one step: its details to read, or an answer to keep."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    the_day = day_from_address(day, today)
    if request.method != "POST":
        return _details(request, user, the_day, today, step_id)
    form = AnswerForm(request.POST, user=user)
    if not form.is_valid():
        return _details(request, user, the_day, today, step_id, form)
    said = form.said()
    try:
        logged = log_step(
            user=user,
            day=the_day,
            step_id=step_id,
            said=said,
            at=given_at(form.cleaned_data["at"], now),
            today=today,
        )
    except (Step.DoesNotExist, Refused) as problem:
        # The day is fine by now, so the step is somebody else's or was not in the routine.
        raise NotThere(NOT_IN_ROUTINE) from problem
    item = step_on_day(logged.term, logged.entry)
    say(request, f"{item.step.name}: {said_words(item.given)}", logged)
    if request.htmx:
        context = {
            "item": item,
            "out_of_band": True,
            "next_page": page_before(request, page_of(the_day, today)),
            "as_cell": "cell" in request.POST,
        }
        return render(request, "diary/step_answer.html", context)
    return redirect(page_before(request, page_of(the_day, today)))


def _details(
    request: HtmxRequest,
    user: User,
    day: date,
    today: date,
    step_id: int,
    form: AnswerForm | None = None,
) -> HttpResponse:
    """The step's own page, or only its panel for the row that unfolds."""
    item = _find(read_day(user, day, today), step_id)
    status = 200 if form is None else 400
    if form is None:
        form = AnswerForm(user=user, initial=_initial(item))
    template = "diary/step_panel.html" if request.htmx else "diary/step.html"
    context = {"item": item, "day": day, "form": form}
    return render(request, template, context, status=status)


def _initial(item: StepOnDay) -> dict[str, object]:
    if item.given is None:
        return {"times": 1}
    return {
        "times": item.given.times,
        "note": item.given.note,
        "skip": item.given.skip_reason,
        "product": item.given.product_id,
    }


def _find(day: Day, step_id: int) -> StepOnDay:
    """The step on that day; one that is somebody else's or was not in the routine is not there."""
    for item in day.steps:
        if item.step.step_id == step_id:
            return item
    raise NotThere(NOT_IN_ROUTINE)


@login_required
@require_POST
def rest(request: HttpRequest, day: str) -> HttpResponse:
    """Tick what is still open in a slot."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    the_day = day_from_address(day, today)
    form = SlotForm(request.POST)
    if form.is_valid():
        slot = Slot(form.cleaned_data["slot"])
        at = given_at(form.cleaned_data["at"], now)
        logged = log_rest(user=user, day=the_day, slot=slot, at=at, today=today)
        say(request, f"{slot.label}: the rest is done", logged)
    else:
        messages.error(request, "That part of the day is not known. Nothing was changed.")
    return redirect(page_before(request, page_of(the_day, today)))


@login_required
@require_POST
def same_as_before(request: HttpRequest, day: str) -> HttpResponse:
    """Give the answers of the day before to what has none yet."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    the_day = day_from_address(day, today)
    form = GivenForm(request.POST)
    at = given_at(form.cleaned_data["at"], now) if form.is_valid() else now
    before = the_day - timedelta(days=1)
    days = by_day(read_days(user, before, the_day, today))
    answers = answers_to_copy(days[before], days[the_day])
    if answers:
        logged = log_steps(user=user, day=the_day, answers=answers, at=at)
        say(request, "Filled in like the day before", logged)
    else:
        messages.info(request, "There was nothing to fill in from the day before.")
    return redirect(page_of(the_day, today))


def answers_to_copy(source: Day, target: Day) -> dict[int, Said]:
    """What the target lacks and the source has; notes are of their day and stay there."""
    given = {item.step.step_id: item.given for item in source.steps if item.given}
    return {
        item.step.step_id: Said(
            answer=earlier.answer,
            skip_reason=earlier.skip_reason,
            times=earlier.times,
            product_id=earlier.product_id,
        )
        for item in target.steps
        if item.given is None and (earlier := given.get(item.step.step_id))
    }
