"""Where reminders reach a person: the page, mail on and off, and what is wanted where."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from routines.accounts.doors import person
from routines.reminders.channels.delivery import TRIED_OUT
from routines.reminders.channels_page import ChannelsPage, used_channels
from routines.reminders.destination_forms import EmailForm, WishesForm
from routines.reminders.models import Destination
from routines.reminders.services import destinations

View = Callable[..., HttpResponse]


def not_while_looking_around(view: View) -> View:
    """Let nobody who only looks around set up something that is sent; behind `login_required`."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        if request.method == "POST" and person(request).is_demo:
            messages.info(request, TRIED_OUT)
            return redirect("reminders:channels")
        return view(request, *arguments, **named)

    return guarded


def show_channels(
    request: HttpRequest,
    *,
    feed_address: str = "",
    problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the page. `feed_address` is shown this once; `problem` stands beside the devices."""
    context = {
        "page": ChannelsPage.of(person(request)),
        "feed_address": feed_address,
        # What calendar apps answer to instead of the browser.
        "app_address": f"webcal://{feed_address.partition('://')[2]}",
        "problem": problem,
    }
    return render(request, "reminders/channels/channels.html", context, status=status)


@login_required
@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    return show_channels(request)


@login_required
@require_POST
@not_while_looking_around
def email(request: HttpRequest) -> HttpResponse:
    """Begin or stop sending mail."""
    form = EmailForm(request.POST)
    active = form.is_valid() and form.cleaned_data["active"]
    destinations.switch_email(user=person(request), active=active, at=timezone.now())
    messages.success(request, "Reminders come by e-mail." if active else "No more e-mail.")
    return redirect("reminders:channels")


@login_required
@require_POST
@not_while_looking_around
def wishes(request: HttpRequest) -> HttpResponse:
    """Keep which kinds are wanted on the channels that are in use."""
    user = person(request)
    form = WishesForm(request.POST)
    if not form.is_valid():
        return show_channels(request, status=HTTPStatus.BAD_REQUEST)
    used = used_channels(list(Destination.objects.of(user)))
    destinations.save_wishes(user=user, wishes=form.wishes(used))
    messages.success(request, "Saved: what goes where.")
    return redirect("reminders:channels")
