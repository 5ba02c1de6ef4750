"""One place that messages go: adding it, naming it, trying it out, removing it."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from urllib.parse import urlencode

from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from routines.accounts.devices import describe_device
from routines.accounts.doors import needs_no_consent, person
from routines.reminders.channels import Gone, Message, Refused, Retry
from routines.reminders.channels.delivery import send_to
from routines.reminders.destination_forms import (
    AppriseForm,
    DestinationForm,
    PushForm,
    RenewedPushForm,
    TestedForm,
)
from routines.reminders.models import Channel, Destination
from routines.reminders.services import destinations
from routines.reminders.services.destinations import MOST, TooManyDestinations
from routines.reminders.views.channels import not_while_looking_around, show_channels

TOO_MANY = f"There are {MOST} already. Remove one first."
TOO_FAST = "That was the tenth test in an hour. Please wait a little."


@login_required
@require_POST
@not_while_looking_around
def add_push(request: HttpRequest) -> HttpResponse:
    """Send notifications to this browser from now on."""
    form = PushForm(request.POST)
    if not form.is_valid():
        problem = str(form.errors["subscription"][0])
        return show_channels(request, problem=problem, status=HTTPStatus.BAD_REQUEST)
    label = describe_device(request.headers.get("User-Agent", ""))
    try:
        device = destinations.add_push(
            user=person(request),
            subscription=form.cleaned_data["subscription"],
            label=label,
            at=timezone.now(),
        )
    except TooManyDestinations:
        return show_channels(request, problem=TOO_MANY, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, f"Notifications are on for {device.label}.")
    return redirect("reminders:channels")


@needs_no_consent
@csrf_exempt
@require_POST
def renew_push(request: HttpRequest) -> HttpResponse:
    """Follow a browser whose push service gave it a new subscription.

    Its service worker asks, which has neither a session nor a form of ours: that it knows the old
    endpoint, which is as good as a password, is what lets it.
    """
    form = RenewedPushForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    is_known = destinations.renew_push(
        old_endpoint=form.cleaned_data["old_endpoint"],
        subscription=form.cleaned_data["subscription"],
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT if is_known else HTTPStatus.NOT_FOUND)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@not_while_looking_around
def add_apprise(request: HttpRequest) -> HttpResponse:
    """Another service: its form, or the address to keep."""
    sent = request.POST if request.method == "POST" else None
    form = AppriseForm(sent, back=reverse("reminders:channels"))
    if form.is_valid():
        address = form.cleaned_data["url"]
        try:
            added = destinations.add_apprise(
                user=person(request),
                address=address,
                label=form.cleaned_data["label"] or address["service"],
                at=timezone.now(),
            )
        except TooManyDestinations:
            form.add_error(None, TOO_MANY)
        else:
            messages.success(request, f"{added.label} is added. Send it a test?")
            return redirect("reminders:destination", added.key)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reminders/channels/add_service.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@not_while_looking_around
def destination(request: HttpRequest, destination: uuid.UUID) -> HttpResponse:
    """A destination: its form, or what to keep of it."""
    row = get_object_or_404(Destination.objects.of(person(request)), key=destination)
    form = DestinationForm(
        request.POST if request.method == "POST" else None,
        initial=DestinationForm.initial_of(row),
        destination=row,
        back=reverse("reminders:channels"),
    )
    if not form.is_valid():
        return _show_destination(request, row, form)
    destinations.change(
        user=row.user,
        key=row.key,
        label=form.cleaned_data.get("label", row.label),
        words=bool(form.cleaned_data.get("words", True)),
        active=form.cleaned_data["active"],
    )
    messages.success(request, "Saved.")
    return redirect("reminders:channels")


def _show_destination(
    request: HttpRequest, row: Destination, form: DestinationForm, *, too_fast: bool = False
) -> HttpResponse:
    tested = TestedForm(request.GET)
    context = {
        "form": form,
        "destination": row,
        "was_taken": tested.is_valid() and tested.cleaned_data["tested"] and not row.problem,
        "in_folder": row.channel == Channel.EMAIL and not settings.MAIL_IS_CONFIGURED,
        "too_fast": TOO_FAST if too_fast else "",
    }
    status = HTTPStatus.TOO_MANY_REQUESTS if too_fast else HTTPStatus.OK
    if form.errors:
        status = HTTPStatus.BAD_REQUEST
    return render(request, "reminders/channels/destination.html", context, status=status)


@login_required
@require_POST
@not_while_looking_around
def test(request: HttpRequest, destination: uuid.UUID) -> HttpResponse:
    """Send a test now, while the person waits, and say beside the button what became of it."""
    user, now = person(request), timezone.now()
    row = get_object_or_404(
        Destination.objects.of(user).select_related("user"), key=destination, gone_at__isnull=True
    )
    if not consume(request, action="test_message", user=user):
        initial = DestinationForm.initial_of(row)
        back = reverse("reminders:channels")
        form = DestinationForm(initial=initial, destination=row, back=back)
        return _show_destination(request, row, form, too_fast=True)
    message = Message(key=uuid.uuid4(), at=now, base_url=settings.PUBLIC_URL, is_test=True)
    problem = ""
    try:
        send_to(row, message)
    except (Retry, Refused) as refusal:
        problem = str(refusal)
    except Gone as refusal:
        problem = str(refusal)
        destinations.end(destination=row, at=now)
    destinations.note_result(destination=row, problem=problem)
    address = reverse("reminders:destination", args=[row.key])
    return redirect(f"{address}?{urlencode({'tested': 'on'})}#result")


@login_required
@require_POST
@not_while_looking_around
def remove(request: HttpRequest, destination: uuid.UUID) -> HttpResponse:
    """Forget a destination."""
    row = get_object_or_404(Destination.objects.of(person(request)), key=destination)
    label = destinations.remove(user=row.user, key=row.key)
    messages.success(request, f"{label} is removed.")
    return redirect("reminders:channels")
