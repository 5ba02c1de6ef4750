"""Tokens for other programs: made and shown once, listed, revoked."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from routines.accounts.doors import needs_no_consent, person
from routines.accounts.models import User
from routines.api import services
from routines.api.forms import TokenForm
from routines.api.models import ApiToken
from routines.diary.refusals import Refused


@needs_no_consent
@login_required
@require_safe
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens: what each may do, until when, and when it was used last."""
    now = timezone.now()
    rows = list(ApiToken.objects.of(person(request)).newest_first())
    context = {
        "live": [row for row in rows if row.is_live(now)],
        "ended": [row for row in rows if not row.is_live(now)],
        "most": services.MOST_LIVE,
    }
    return render(request, "api/tokens.html", context)


def _is_no_visitor(request: HttpRequest) -> bool:
    """Who only looks around has nothing to confirm with, and gets no token either."""
    return not (isinstance(request.user, User) and request.user.is_demo)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=_is_no_visitor)  # type: ignore[untyped-decorator]
@never_cache
@sensitive_variables("made")
def make(request: HttpRequest) -> HttpResponse:
    """Make a token. The page that answers the form is the only one that ever shows it."""
    user = person(request)
    if user.is_demo:
        messages.info(request, "You are only looking around, so there is nothing to connect.")
        return redirect("api:tokens")
    if request.method != "POST":
        return render(request, "api/make_token.html", {"form": TokenForm()})
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    try:
        made = services.make_token(
            user=user, key=form.cleaned_data["key"], wanted=form.wanted(), at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _refused(request, form)
    context = {"token": made.token, "secret": made.secret}
    return render(request, "api/made_token.html", context)


def _refused(request: HttpRequest, form: TokenForm) -> HttpResponse:
    return render(request, "api/make_token.html", {"form": form}, status=HTTPStatus.BAD_REQUEST)


@needs_no_consent
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def revoke(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """End a token at once, after asking."""
    user, now = person(request), timezone.now()
    row = ApiToken.objects.of(user).filter(key=token).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(request, "api/revoke_token.html", {"token": row, "is_live": row.is_live(now)})
    services.revoke_token(user=user, key=token, at=now)
    messages.success(request, "The token is revoked. Whatever used it is locked out from now on.")
    return redirect("api:tokens")
