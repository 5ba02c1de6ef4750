"""Answers each person in their own zone and locale, and says honestly what became of a form."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from routines.accounts import formats
from routines.accounts.models import User
from routines.accounts.uploads import BoundedUpload

Answer = Callable[[HttpRequest], HttpResponse]


class CharsetMiddleware:
    """Refuses what is not sent as UTF-8: other charsets can spell text that no database takes."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            # The page that says so reads the address too.
            request.encoding = "utf-8"
            raise BadRequest("Only UTF-8 is read.")
        return self.get_response(request)


class FilesMiddleware:
    """Takes files only where the view says how many bytes one may have, as `largest_file`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            request.upload_handlers = [BoundedUpload(request, _largest_file(request.path_info))]
        return self.get_response(request)


def _largest_file(path: str) -> int:
    try:
        return int(getattr(resolve(path).func, "largest_file", 0))
    except Resolver404:
        return 0


class PersonMiddleware:
    """Sets the zone and the locale for the templates of one request."""

    def __init__(self, get_response: Answer) -> None:
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


class VisitorMiddleware:
    """Keeps who only looks around out of the account pages: there is no account behind them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.path.startswith("/account/")
            and request.path != reverse("account_logout")
            and isinstance(request.user, User)
            and request.user.is_demo
        ):
            messages.info(request, "You are only looking around: there is no account to manage.")
            return redirect("/")
        return self.get_response(request)


class ConsentMiddleware:
    """Leads whoever has not agreed to the text as it stands to their consent, whatever they ask.

    Only views that say `needs_no_consent`, logging in and out, and the admin let them through.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Answer, arguments: object, named: object
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or user.may_keep_diary or _is_open_to_all(request, view):
            return None
        address = reverse("accounts:consent")
        # A part of a page that is fetched by itself must not be filled with a page.
        is_part = getattr(request, "htmx", False)
        return HttpResponseClientRedirect(address) if is_part else redirect(address)


def _is_open_to_all(request: HttpRequest, view: Answer) -> bool:
    match = request.resolver_match
    return (
        getattr(view, "needs_no_consent", False)
        or request.path.startswith("/account/")
        or (match is not None and "admin" in match.app_names)
    )


class LeftMiddleware:
    """Leads to the login who left while another of their pages was still being answered."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or not isinstance(
            problem, User.DoesNotExist | IntegrityError
        ):
            return None
        if User.objects.filter(pk=user.pk).exists():
            return None
        logout(request)
        return redirect(settings.LOGIN_URL)


class RefusedFormMiddleware:
    """Gives a page that shows a refused form the status 400; allauth's views leave it at 200."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            shown = (response.context_data or {}).values()
            if any(isinstance(form, BaseForm) and form.errors for form in shown):
                response.status_code = HTTPStatus.BAD_REQUEST
        return response
