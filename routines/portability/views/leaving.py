"""Leaving with the diary alone or with the account: what goes, who asks, and whether they are sure.

The password or passkey is asked for each time, however lately it was given: somebody else may hold
the phone. Only then comes the last question.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from routines.accounts.doors import needs_no_consent, person
from routines.accounts.models import User
from routines.portability.forms.leaving import SureForm
from routines.portability.goodbye import say_goodbye
from routines.portability.pages.what_goes import WhatGoes, is_last_superuser
from routines.portability.services import leaving

GOING: Final = "going"
"""Names, in the session, what the person wants to remove, and since when."""


class Going(StrEnum):
    DATA = "data"
    ACCOUNT = "account"


PAGES: Final[Mapping[Going, str]] = {
    Going.DATA: "portability:delete_data",
    Going.ACCOUNT: "portability:leave",
}


@needs_no_consent
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete_data(request: HttpRequest) -> HttpResponse:
    """What goes with the diary; a POST goes on to ask who it is."""
    return _first(request, Going.DATA)


@needs_no_consent
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """What goes with the account; a POST goes on to ask who it is."""
    return _first(request, Going.ACCOUNT)


@needs_no_consent
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete_data_sure(request: HttpRequest) -> HttpResponse:
    """The last question; a POST that says yes removes the diary."""
    if (answer := _last(request, Going.DATA)) is not None:
        return answer
    del request.session[GOING]
    try:
        leaving.delete_data(user=person(request), at=timezone.now())
    except User.DoesNotExist:
        return redirect("portability:goodbye")
    messages.success(request, "Your diary is removed. Your account is as it was.")
    return redirect("/")


@needs_no_consent
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_sure(request: HttpRequest) -> HttpResponse:
    """The last question; a POST that says yes removes the person, and all that is theirs."""
    if (answer := _last(request, Going.ACCOUNT)) is not None:
        return answer
    user = person(request)
    address = user.email
    was_there = leaving.leave(user=user)
    logout(request)
    if was_there:
        say_goodbye(address)
    return redirect("portability:goodbye")


@needs_no_consent
@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    """That it is done, and what backups hold; without a login, as there is none any more."""
    if request.user.is_authenticated:
        return redirect("/")
    return render(request, "portability/goodbye.html", {"backup_days": settings.BACKUP_DAYS})


def _first(request: HttpRequest, going: Going) -> HttpResponse:
    user = person(request)
    can_confirm = bool(get_adapter().get_reauthentication_methods(user))
    if request.method == "POST" and can_confirm and not user.is_demo:
        request.session[GOING] = [going.value, timezone.now().timestamp()]
        return redirect(f"{PAGES[going]}_sure")
    context = {
        "going": going.value,
        "goes": WhatGoes.of(user, now=timezone.now()),
        "can_confirm": can_confirm,
        "is_last_superuser": going is Going.ACCOUNT and is_last_superuser(user),
        "backup_days": settings.BACKUP_DAYS,
    }
    return render(request, "portability/leaving.html", context)


def _last(request: HttpRequest, going: Going) -> HttpResponse | None:
    """Return None once the person, just asked who they are, has said yes; else what to answer.

    Raises ReauthenticationRequired, which leads to the password or passkey and back.
    """
    what, since = request.session.get(GOING) or ("", 0.0)
    user = person(request)
    if what != going or user.is_demo:
        return redirect(PAGES[going])
    if not _has_just_confirmed(request, user, since):
        if request.method == "POST":
            return redirect(f"{PAGES[going]}_sure")
        raise ReauthenticationRequired
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return None
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    context = {"going": going.value, "form": form, "back": PAGES[going]}
    return render(request, "portability/leaving_sure.html", context, status=status)


def _has_just_confirmed(request: HttpRequest, user: User, since: float) -> bool:
    """Whether they gave their password or passkey after they had asked to go, and not long ago."""
    oldest = max(since, timezone.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT)
    records: list[dict[str, Any]] = get_authentication_records(request, user)
    return any(one.get("reauthenticated") and one["at"] >= oldest for one in records)
