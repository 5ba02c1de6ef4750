"""What every door needs to know of who knocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from routines.accounts.models import User

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def needs_no_consent(view: View) -> View:
    """Let people in who agreed to nothing, or withdrew: no diary is shown or written behind it.

    Every other view leads them to their consent (see ConsentMiddleware).
    """
    view.needs_no_consent = True  # type: ignore[attr-defined]
    return view


def person(request: HttpRequest) -> User:
    """Return who asks; for views behind `login_required`, where it is always a person."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def page_before(request: HttpRequest, otherwise: str = "/") -> str:
    """Return the page named by the form's `next`, if it is one of ours."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and wanted.isprintable()
    if is_ours and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return otherwise
