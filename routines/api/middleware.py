"""Leads the requests of other programs past the layers that only pages need."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from routines.api.handling import answer, wrong_method

HERE = "/api/"


class ApiMiddleware:
    """Answers everything below /api/ by itself; the page that describes it goes the usual way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not path.startswith(HERE):
            return self.get_response(request)
        if path != HERE:
            return answer(request)
        if request.method in {"GET", "HEAD"}:
            return self.get_response(request)
        return wrong_method("GET").response()
