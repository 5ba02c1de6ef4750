"""Version 1 of the API: its resources in their order, and what becomes of exceptions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from routines.api import problems
from routines.api.mistakes import words_for
from routines.api.problems import Mistake, Problem
from routines.api.resources import (
    changes,
    counts,
    days,
    entries,
    export,
    guidance,
    happenings,
    pauses,
    products,
    reminders,
    steps,
    today,
    trends,
)
from routines.api.who import ASK_FOR_TOKEN
from routines.diary.refusals import Refused

SOURCES = frozenset({"body", "query", "path", "header"})


class StrictParser(Parser):
    """Reads JSON and nothing that looks like it."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


class Api(NinjaAPI):
    """Lets every exception out as a problem; `handling` turns it into an answer."""

    def set_default_exception_handlers(self) -> None:
        """There are none: see `on_exception`."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        raise problem_of(exc) from exc


def problem_of(exception: Exception) -> Exception:
    """Return the problem that an exception means; what means none is returned as it is."""
    for kind, explain in EXPLANATIONS.items():
        if isinstance(exception, kind):
            return explain(exception)
    return exception


def _unknown(_: Exception) -> Problem:
    words = "Send a token in the header Authorization."
    return Problem(problems.UNKNOWN_CALLER, words, headers=ASK_FOR_TOKEN)


def _unreadable(_: Exception) -> Problem:
    return Problem(problems.UNREADABLE, "The body is no JSON.")


def _no_such_thing(_: Exception) -> Problem:
    return Problem(problems.NOT_FOUND, "The key names nothing of yours.")


def _refused(refusal: Refused) -> Problem:
    mistakes = [Mistake(source="body", pointer=f"/{refusal.field}", detail=str(refusal))]
    return Problem(problems.REFUSED, str(refusal), mistakes=mistakes if refusal.field else ())


def _not_valid(exception: ValidationError) -> Problem:
    mistakes = [_mistake(error) for error in exception.errors]
    return Problem(
        problems.NOT_VALID, "Some values are not as described; see errors.", mistakes=mistakes
    )


def _mistake(error: dict[str, Any]) -> Mistake:
    """Words come from the type of the mistake; what was sent is not repeated."""
    source, *place = error["loc"]
    if source == "body" and place and place[0] == "body":
        place = place[1:]
    words = words_for(error["type"], error.get("ctx", {}), error["msg"])
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)
    return Mistake(source=source if source in SOURCES else "body", pointer=pointer, detail=words)


EXPLANATIONS: dict[type[Exception], Callable[[Any], Problem]] = {
    AuthenticationError: _unknown,
    HttpError: _unreadable,
    ValidationError: _not_valid,
    Refused: _refused,
    ObjectDoesNotExist: _no_such_thing,
    Http404: _no_such_thing,
}
"""The first one that fits counts."""


api = Api(
    title="Skin-care diary",
    version="1",
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
)
for name, router in {
    "Today": today.router,
    "Days": days.router,
    "Entries": entries.router,
    "Happenings": happenings.router,
    "Steps": steps.router,
    "Counts": counts.router,
    "Pauses": pauses.router,
    "Trends": trends.router,
    "Reminders": reminders.router,
    "Changes": changes.router,
    "Export": export.router,
    "Guidance": guidance.router,
}.items():
    api.add_router("", router, tags=[name])
api.add_router("", products.router, tags=["Steps"])
