"""Pages for what went wrong: each says what happened and where to go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from routines.diary.doors import NotThere


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(
        request, "home/error.html", {"title": title, "text": text, "status": status}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 400, "That can't be read", "Nothing was changed. Go back and try once more."
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, "This is not open to you", "Perhaps you need to log in again.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        "This page was open for too long",
        "Nothing was changed. Open the page again and repeat your last step. "
        "If it happens again, allow cookies for this site.",
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # Only our own words: Django's would speak of tables and patterns.
    text = str(exception) if isinstance(exception, NotThere) else ""
    return _page(
        request,
        404,
        "There is nothing here",
        text or "The address may be mistyped, or it was removed.",
    )


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 429, "That was a little fast", "Please wait a few minutes, then try again."
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        "Something broke on our side",
        "What you logged before is kept. Please try again.",
    )
