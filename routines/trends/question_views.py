"""Doors of the questions: before and after, what goes along, and planned trials."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from routines.accounts import formats
from routines.accounts.doors import person
from routines.diary.doors import say
from routines.diary.models import Step
from routines.diary.refusals import Refused
from routines.trends import services
from routines.trends.models import Trial
from routines.trends.question_forms import OccasionForm, TrialForm, WantedForm
from routines.trends.question_gather import read_counted, read_questions
from routines.trends.trial_gather import read_trials


@require_safe
@login_required
@never_cache
def questions(request: HttpRequest) -> HttpResponse:
    """What differs before and after an occasion, and what goes along with the counts."""
    user = person(request)
    if user.counts_hidden:
        return render(request, "trends/questions.html", {"page": None})
    today, locale = user.today(timezone.now()), formats.current.get()
    counted = read_counted(user, today)
    form = OccasionForm(request.GET, occasions=counted.occasions)
    is_valid = form.is_valid()
    page = read_questions(user, counted, form.chosen(), today, locale)
    status = HTTPStatus.OK if is_valid else HTTPStatus.BAD_REQUEST
    return render(request, "trends/questions.html", {"page": page, "form": form}, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest) -> HttpResponse:
    """The trial that is planned or runs and those before; or the form for one, or one to plan."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    page = read_trials(user, today, formats.current.get())
    form = TrialForm(
        request.POST if request.method == "POST" else None,
        steps=page.steps,
        today=today,
        wanted=WantedForm(request.GET).wanted(page.steps),
        back=reverse("trends:questions"),
    )
    if request.method == "POST" and form.is_valid():
        answer = _start(request, form)
        if answer is not None:
            return answer
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    context = {"page": page, "form": form, "today": today}
    return render(request, "trends/trial.html", context, status=status)


def _start(request: HttpRequest, form: TrialForm) -> HttpResponse | None:
    """Plan what the form says; None where that was refused, which the form then says."""
    user, now, said = person(request), timezone.now(), form.cleaned_data
    try:
        logged = services.start_trial(
            user=user,
            step_id=said["step"],
            starts_on=said["starts_on"],
            blocks=said["blocks"],
            begins_with_step=said["begins"] == "on",
            at=now,
            today=user.today(now),
            key=form.given_key(),
        )
    except Step.DoesNotExist as problem:
        raise Http404 from problem
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return None
    say(request, "The trial is planned. Your routine goes by it from its first day on.", logged)
    return redirect("trends:trial")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, trial_id: int) -> HttpResponse:
    """Ask whether a trial shall end; on POST, end it."""
    user, now = person(request), timezone.now()
    row = get_object_or_404(Trial.objects.of(user), pk=trial_id)
    if request.method != "POST":
        page = read_trials(user, user.today(now), formats.current.get())
        is_open = page.current is not None and page.current.trial_id == row.pk
        return (
            render(request, "trends/call_off.html", {"card": page.current})
            if is_open
            else (redirect("trends:trial"))
        )
    logged = services.call_off_trial(user=user, trial_id=row.pk, at=now, today=user.today(now))
    say(request, "The trial is called off. The step is in your routine as before.", logged)
    return redirect("trends:trial")
