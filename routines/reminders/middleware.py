"""Tells a page that is open that what it shows of reminders has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django_htmx.http import trigger_client_event

from routines.reminders import spoken

if TYPE_CHECKING:
    from routines.diary.doors import HtmxRequest

EVENT = "reminders-spoke"
"""Today asks for its thoughts anew when it hears this; see templates/reminders/parts/place.html."""


class SpokenMiddleware:
    """Adds a header to the answer to a tap that made a rule speak, or took its words back.

    It asks the database nothing: the pass that followed the tap has said so (services.at_once).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HtmxRequest) -> HttpResponse:
        with spoken.listening() as heard:
            response = self.get_response(request)
        if heard.anything and request.htmx:
            trigger_client_event(response, EVENT, after="swap")
        return response
