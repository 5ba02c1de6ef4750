"""Answers each person in their own time zone and locale."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from routines.accounts import formats
from routines.accounts.models import User


class PersonMiddleware:
    """Sets the zone and the locale for the templates of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wished = ""
        user = request.user
        if isinstance(user, User):
            timezone.activate(user.zone)
            wished = user.locale
        else:
            timezone.deactivate()
        locale = formats.known_locale(wished) if wished else None
        token = formats.current.set(
            locale or formats.preferred_locale(request.headers.get("Accept-Language", ""))
        )
        try:
            return self.get_response(request)
        finally:
            formats.current.reset(token)
            timezone.deactivate()
