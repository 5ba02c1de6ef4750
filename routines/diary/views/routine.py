"""The routine: its steps, their order, and how one comes, changes, goes and comes back."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from routines.accounts import formats
from routines.accounts.doors import person
from routines.accounts.models import User
from routines.diary.doors import HtmxRequest, say
from routines.diary.models import Pause, Slot, Step, StepTerm
from routines.diary.overview import Overview, SlotOfRoutine, overview, read_overview
from routines.diary.refusals import Refused
from routines.diary.routine_forms import MoveForm, OrderForm, StepForm
from routines.diary.services import routine as services
from routines.diary.services.entries import Logged

CHANGED_MEANWHILE = "Your routine has changed meanwhile. Here it is as it stands."


@login_required
@require_safe
def routine(request: HttpRequest) -> HttpResponse:
    """All steps by part of the day, and those that are retired."""
    user = person(request)
    today = user.today(timezone.now())
    pause = Pause.objects.of(user).touching(today, today).first()
    context = {"overview": read_overview(user), "today": today, "pause": pause}
    return render(request, "diary/routine.html", context)


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin with the usual steps."""
    user, now = person(request), timezone.now()
    logged = services.start_routine(user=user, today=user.today(now), at=now)
    say(request, "Your routine has begun. Change it as you like.", logged)
    return redirect("diary:routine")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: HttpRequest) -> HttpResponse:
    """A new step: its form, or the step to keep."""
    user, now = person(request), timezone.now()
    form = _step_form(request, user)
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form)
    try:
        logged = services.add_step(
            user=user,
            kind=form.cleaned_data["kind"],
            plan=form.plan(),
            at=now,
            today=user.today(now),
            key=form.given_key(),
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _show_form(request, form)
    say(request, f"{form.cleaned_data['name']} added", logged)
    return redirect("diary:routine")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_step(request: HttpRequest, step_id: int) -> HttpResponse:
    """A step: its form, or the new terms to keep; a retired one can only be brought back."""
    user, now = person(request), timezone.now()
    terms = list(_terms_of(user, step_id))
    term = next((term for term in terms if term.ends_on is None), None)
    if term is None:
        return _show_retired(request, overview(terms))
    form = _step_form(request, user, term)
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form, term)
    try:
        logged = services.edit_step(
            user=user, step_id=step_id, plan=form.plan(), at=now, today=user.today(now)
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _show_form(request, form, term)
    say(request, f"{form.cleaned_data['name']}: changed from today on", logged)
    return redirect("diary:routine")


@login_required
@require_POST
def retire(request: HttpRequest, step_id: int) -> HttpResponse:
    """Take a step out of the routine."""
    return _write(request, step_id, services.retire_step, "retired; the days before keep it")


@login_required
@require_POST
def bring_back(request: HttpRequest, step_id: int) -> HttpResponse:
    """Put a retired step into the routine again."""
    return _write(request, step_id, services.bring_back_step, "is back from today on")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HtmxRequest) -> HttpResponse:
    """The steps to put in order: by one place, or a part of the day at once."""
    user, now = person(request), timezone.now()
    present = read_overview(user)
    if request.method != "POST":
        return render(request, "diary/routine_order.html", {"overview": present})
    wanted = _wanted_order(request, present)
    if wanted is None:
        messages.error(request, CHANGED_MEANWHILE)
        return _show_order(request, present, status=HTTPStatus.BAD_REQUEST)
    step_ids, moved = wanted
    logged = services.order_steps(user=user, step_ids=step_ids, at=now, today=user.today(now))
    present = read_overview(user)
    place = _place_words(present.slot_of(moved), moved)
    say(request, place, logged)
    if not logged.changed:
        messages.info(request, place)
    if request.htmx:
        return _show_order(request, present)
    # The focus goes to the same arrow in its new place.
    arrow = "up" if request.POST.get("by") == "-1" else "down"
    return redirect(f"{reverse('diary:order_steps')}#{arrow}-{moved}")


def _step_form(request: HttpRequest, user: User, term: StepTerm | None = None) -> StepForm:
    return StepForm(
        request.POST if request.method == "POST" else None,
        user=user,
        weekday_names=formats.weekday_names(formats.current.get(), "wide"),
        back=reverse("diary:routine"),
        term=term,
    )


def _show_form(request: HttpRequest, form: StepForm, term: StepTerm | None = None) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    context = {"form": form, "term": term}
    return render(request, "diary/routine_step.html", context, status=status)


def _show_retired(request: HttpRequest, of_step: Overview) -> HttpResponse:
    """The way back for a retired step; a POST of its old form is refused with the same page."""
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    context = {"retired": of_step.retired[0]}
    return render(request, "diary/routine_retired.html", context, status=status)


def _terms_of(user: User, step_id: int) -> list[StepTerm]:
    """The terms of one of the person's steps, oldest first; 404 where there are none."""
    terms = list(
        StepTerm.objects.of(user)
        .filter(step_id=step_id)
        .order_by("starts_on")
        .select_related("step", "product")
    )
    if not terms:
        raise Http404
    return terms


def _write(
    request: HttpRequest, step_id: int, service: Callable[..., Logged], what: str
) -> HttpResponse:
    """Run a service that needs nothing but the step, and say what became of it."""
    user, now = person(request), timezone.now()
    name = _terms_of(user, step_id)[-1].name
    try:
        logged = service(user=user, step_id=step_id, at=now, today=user.today(now))
    except Step.DoesNotExist as problem:
        raise Http404 from problem
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say(request, f"{name} {what}", logged)
    return redirect("diary:routine")


def _wanted_order(request: HttpRequest, present: Overview) -> tuple[list[int], int] | None:
    """The order that was asked for and the step that moved; None where it does not fit any more."""
    step_ids = [term.step_id for slot in present.slots for term in slot.terms]
    move = MoveForm(request.POST, step_ids=step_ids)
    if not move.is_valid():
        return None
    moved = move.cleaned_data["moved"]
    if "step" in request.POST:
        whole = OrderForm(request.POST, step_ids=step_ids)
        return (whole.cleaned_data["step"], moved) if whole.is_valid() else None
    order = [term.step_id for term in present.slot_of(moved).terms]
    return moved_by(order, moved, move.cleaned_data["by"] or 0), moved


def moved_by(order: list[int], moved: int, by: int) -> list[int]:
    """Return the order with one member moved by so many places, at most to an end."""
    others = [member for member in order if member != moved]
    place = min(max(order.index(moved) + by, 0), len(others))
    return [*others[:place], moved, *others[place:]]


def _place_words(slot: SlotOfRoutine, step_id: int) -> str:
    """Sunscreen is now 2 of 3 in the morning."""
    names = [term.name for term in slot.terms]
    place = [term.step_id for term in slot.terms].index(step_id)
    where = "at any time" if slot.slot is Slot.ANY else f"in the {slot.slot.label.lower()}"
    return f"{names[place]} is now {place + 1} of {len(names)} {where}."


def _show_order(
    request: HtmxRequest, present: Overview, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    template = "diary/routine_order_lists.html" if request.htmx else "diary/routine_order.html"
    context = {"overview": present, "out_of_band": bool(request.htmx)}
    return render(request, template, context, status=status)
