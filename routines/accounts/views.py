"""Settings, and the overview of a person's account. allauth answers the rest of `/account/`."""

from __future__ import annotations

from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from routines.accounts import formats, models, services
from routines.accounts.account import AccountPage
from routines.accounts.consent import ConsentPage
from routines.accounts.devices import describe_device
from routines.accounts.doors import needs_no_consent, person
from routines.accounts.forms import PreferencesForm, ZoneAnswerForm

KEPT_ZONE = "kept_zone"
"""Names, in the session, the browser's zone that the person chose not to follow."""


def show_settings(request: HttpRequest, form: PreferencesForm) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "accounts/settings.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    user = person(request)
    locale = formats.current.get()
    initial = PreferencesForm.initial_of(user)
    if request.method != "POST":
        return show_settings(request, PreferencesForm(initial=initial, locale=locale))
    form = PreferencesForm(request.POST, initial=initial, locale=locale)
    if not form.is_valid():
        return show_settings(request, form)
    services.save_preferences(user=user, preferences=form.preferences(), at=timezone.now())
    messages.success(request, "Your settings are saved.")
    return redirect("accounts:settings")


@login_required
@require_POST
def confirm_zone(request: HttpRequest) -> HttpResponse:
    """Follow the browser's zone from now on, or keep the present one and don't offer that again."""
    user = person(request)
    form = ZoneAnswerForm(request.POST)
    if not form.is_valid():
        data = {**PreferencesForm.initial_of(user), "time_zone": request.POST.get("time_zone", "")}
        return show_settings(request, PreferencesForm(data, locale=formats.current.get()))
    zone = form.cleaned_data["time_zone"]
    if form.cleaned_data["keep"]:
        request.session[KEPT_ZONE] = zone
        zone = user.time_zone
    services.confirm_zone(user=user, time_zone=zone, at=timezone.now())
    messages.success(request, f"Your days follow {zone.replace('_', ' ')}.")
    return redirect("/")


@needs_no_consent
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    page = AccountPage.of(person(request), sessions=live_sessions(request).count())
    return render(request, "accounts/account.html", {"page": page})


@needs_no_consent
@login_required
@require_safe
def consent(request: HttpRequest) -> HttpResponse:
    """What the person agreed to, and the ways to agree and to withdraw."""
    page = ConsentPage.of(person(request), now=timezone.now())
    return render(request, "accounts/consent.html", {"page": page})


@needs_no_consent
@login_required
@require_POST
def give_consent(request: HttpRequest) -> HttpResponse:
    """Agree to the text that was shown; one that has changed meanwhile is shown first."""
    user = person(request)
    if user.is_demo or request.POST.get("version") != str(models.CONSENT_VERSION):
        return redirect("accounts:consent")
    services.give_consent(user=user, at=timezone.now())
    messages.success(request, "Thank you. Your diary is open.")
    return redirect("/")


@needs_no_consent
@login_required
@require_POST
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not user.is_demo:
        services.withdraw_consent(user=user, at=timezone.now())
    return redirect("accounts:consent")


def live_sessions(request: HttpRequest) -> QuerySet[UserSession]:
    """Return the person's sessions that still log them in, the newest first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    sessions: QuerySet[UserSession] = UserSession.objects.filter(
        user=person(request), session_key__in=alive
    ).order_by("-created_at")
    return sessions


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is logged in; a POST logs them out everywhere else."""
    if request.method == "POST":
        ended = services.end_other_sessions(
            user=person(request), kept_key=request.session.session_key
        )
        messages.success(request, "You are logged out everywhere else." if ended else "Done.")
        return redirect("usersessions_list")
    rows = [
        {
            "device": describe_device(session.user_agent),
            "ip": session.ip,
            "since": session.created_at,
            "is_this": session.session_key == request.session.session_key,
        }
        for session in live_sessions(request)
    ]
    return render(request, "usersessions/usersession_list.html", {"sessions": rows})
