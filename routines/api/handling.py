"""Answering a request of another program, from the host check to the last header.

The pages' own layers (sessions, messages, forms, htmx, …) are not passed: what protects people
behind them is done here, and every error has the one shape of `problems`.
"""

from __future__ import annotations

import codecs
import zlib
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.core.handlers.exception import log_response  # type: ignore[attr-defined]
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from routines.api import problems
from routines.api.problems import Problem
from routines.api.secret import holds_secret

BODIES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
SHORTEST_PACKED: Final = 1400
"""Bytes. What fits into one packet is not worth packing."""

QUICKLY: Final = 3
"""zlib's level. JSON repeats itself so much that a better one takes long, and a lower one too: it
writes more."""

LONGEST_QUERY: Final = 4000
"""Bytes, half of what the web server lets through: it answers in words of its own."""

TOKEN_NAMES: Final = frozenset({"token", "access_token", "api_key", "apikey"})


def answer(request: HttpRequest) -> HttpResponseBase:
    """Return the answer; it never raises."""
    method = request.method
    try:
        response = _answer(request)
    except Problem as problem:
        response = problem.response()
    except Exception as problem:  # noqa: BLE001 - whatever it is, a program gets a problem object
        response = _explain(request, problem)
    return _finish(request, response, is_head=method == "HEAD")


def _answer(request: HttpRequest) -> HttpResponseBase:
    request.get_host()
    _refuse_address(request)
    if "\0" in request.path_info:
        # No name here has one, and PostgreSQL would not even look for it.
        raise not_found()
    try:
        match = resolve(request.path_info)
    except Resolver404:
        raise not_found() from None
    request.resolver_match = match
    if request.method == "HEAD":
        request.method = "GET"
    if request.method in BODIES:
        _refuse_body(request)
    _refuse_accept(request)
    view: Any = match.func
    response: HttpResponseBase = view(request, *match.args, **match.kwargs)
    if response.status_code == problems.WRONG_METHOD.status:
        raise wrong_method(response.headers.get("Allow", ""))
    return response


def not_found(detail: str = "There is no such address.") -> Problem:
    return Problem(problems.NOT_FOUND, detail)


def wrong_method(allowed: str) -> Problem:
    """Answer 405; whatever may be read may also be asked for its headers alone."""
    methods = {name.strip() for name in allowed.split(",") if name.strip()}
    methods |= {"HEAD"} if "GET" in methods else set()
    return Problem(
        problems.WRONG_METHOD,
        f"This address takes {', '.join(sorted(methods))}.",
        headers={"Allow": ", ".join(sorted(methods))},
    )


def _refuse_address(request: HttpRequest) -> None:
    """A token in an address would be kept by logs and histories; whose it is does not matter."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        raise Problem(problems.TOO_LONG, "The parameters hold 4,000 bytes at most.")
    is_named = bool(query) and not TOKEN_NAMES.isdisjoint(request.GET)
    if is_named or holds_secret(query) or holds_secret(request.path_info):
        raise Problem(
            problems.UNREADABLE,
            "A token is never part of an address: it would end up in logs. Send it in the header "
            "Authorization. If it was a real one, revoke it and make another.",
        )


def _refuse_body(request: HttpRequest) -> None:
    """Look at what is said of the body before it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    is_empty = length == "0" and "HTTP_TRANSFER_ENCODING" not in request.META
    largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if length.isdecimal() and int(length) > largest:
        raise too_large()
    if is_empty:
        return
    charset = request.encoding or "utf-8"
    if request.content_type != "application/json" or codecs.lookup(charset).name != "utf-8":
        raise Problem(problems.NOT_JSON, "Send JSON in UTF-8, and say so in Content-Type.")


def too_large() -> Problem:
    return Problem(problems.TOO_LARGE, "A body holds 256 kB at most.")


def _refuse_accept(request: HttpRequest) -> None:
    wished = request.META.get("HTTP_ACCEPT", "")
    if wished in {"", "*/*", "application/json"}:
        return
    offered = ("application/json", "application/zip", problems.MEDIA_TYPE)
    if not any(request.accepts(kind) for kind in offered):
        raise Problem(problems.NOT_ACCEPTABLE, "This address answers in JSON.")


_READABLE: Final[tuple[tuple[type[Exception], str], ...]] = (
    (DisallowedHost, "This diary is not served under that host name."),
    (TooManyFieldsSent, "There are too many parameters."),
    (SuspiciousOperation, "The request can't be read."),
    (BadRequest, "The request can't be read."),
    (UnreadablePostError, "The body broke off."),
)


def _explain(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the problem for what Django or our own code raised."""
    if isinstance(exception, RequestDataTooBig):
        return too_large().response()
    if isinstance(exception, Http404):
        return not_found().response()
    for kind, words in _READABLE:
        if isinstance(exception, kind):
            return Problem(problems.UNREADABLE, words).response()
    got_request_exception.send(sender=None, request=request)
    response = Problem(problems.BROKEN, "Please try again in a while.").response()
    log_response(
        "%s: %s",
        response.reason_phrase,
        request.path,
        response=response,
        request=request,
        exception=exception,
    )
    return response


def _finish(request: HttpRequest, response: HttpResponseBase, *, is_head: bool) -> HttpResponseBase:
    """Add what every answer carries; pack it where that is worth it and was asked for."""
    headers = response.headers
    headers.setdefault("Cache-Control", "no-store")
    headers["Vary"] = "Accept-Encoding, Authorization, Cookie"
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["X-Frame-Options"] = "DENY"
    _say_what_is_left(request, headers)
    if isinstance(response, HttpResponse):
        _pack(request, response)
        headers["Content-Length"] = str(len(response.content))
    return _without_body(response) if is_head else response


def _without_body(response: HttpResponseBase) -> HttpResponse:
    """The same headers. Not every server leaves the body out by itself."""
    return HttpResponse(status=response.status_code, headers=dict(response.items()))


def _say_what_is_left(request: HttpRequest, headers: Any) -> None:
    left = getattr(request, "left", None)
    if left is not None:
        most = settings.API_REQUESTS_A_MINUTE
        headers["RateLimit-Policy"] = f'"caller";q={most};w=60'
        headers["RateLimit"] = f'"caller";r={left.remaining};t={left.wait}'


def _pack(request: HttpRequest, response: HttpResponse) -> None:
    """Compress, but for what has a strong tag: that names the bytes as they are."""
    wished = request.META.get("HTTP_ACCEPT_ENCODING", "")
    if len(response.content) < SHORTEST_PACKED or "gzip" not in wished:
        return
    if response.headers.get("ETag", "").startswith('"'):
        return
    packer = zlib.compressobj(QUICKLY, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    response.content = packer.compress(response.content) + packer.flush()
    response.headers["Content-Encoding"] = "gzip"
