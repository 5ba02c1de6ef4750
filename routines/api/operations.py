"""How an operation is declared: with the scopes that do, and what it can answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http.response import HttpResponseBase
from ninja import Router

from routines.api.scopes import Scope
from routines.api.who import Anybody, Auth, Session, Token

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    returns: Any,
    scopes: tuple[Scope, ...] = (),
    refuses: bool = False,
    tag: str = "",
    media_type: str = "application/json",
) -> Callable[[View], View]:
    """Add a view to the API; its name, title and words come from its name and docstring.

    `scopes` are those of which one will do; without any it is open to everybody. `refuses` says
    that the diary's own rules may speak against it (409), `tag` that it answers with an entity tag
    ("sends"), or takes one of the day as a condition ("takes"). `media_type` is the form of the
    answer, where that is not JSON.
    """

    def declare(view: View) -> View:
        title, _, words = (view.__doc__ or "").partition("\n")
        ways: list[Auth] = [Token(scopes), Session(scopes)] if scopes else [Anybody()]
        declared: Any = router.api_operation(
            [method],
            path,
            auth=ways,
            response={200: returns},
            operation_id=view.__name__,
            summary=title.strip().rstrip("."),
            description="\n".join(line.strip() for line in words.strip().splitlines()),
            openapi_extra={
                "x-scopes": [scope.value for scope in scopes],
                "x-refuses": refuses,
                "x-tag": tag,
                "x-media-type": media_type,
            },
        )(view)
        for way in ways:
            way.parameters = _parameters(declared)
        result: View = declared
        return result

    return declare


def _parameters(view: Any) -> frozenset[str]:
    """The names of what may stand behind the question mark."""
    models = view._ninja_operation.models  # noqa: SLF001 - where ninja keeps what it understood
    names = [
        name
        for model in models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    ]
    return frozenset(names)
