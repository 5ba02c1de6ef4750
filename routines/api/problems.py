"""What goes wrong, in one shape: problem details of RFC 9457."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

MEDIA_TYPE: Final = "application/problem+json"
PAGE: Final = "/api/"
"""Where each kind is explained; the type of a problem is an address on it."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of problem: its name in the address, its status, and words for the page."""

    name: str
    status: int
    title: str
    words: str

    @property
    def address(self) -> str:
        return f"{PAGE}#problem-{self.name}"


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One thing that is wrong with what was sent: where (a JSON pointer into `source`) and what."""

    source: str
    pointer: str
    detail: str


class Problem(Exception):  # noqa: N818 - it is an answer, not an error
    """The request is answered with this instead. Nothing was written."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        mistakes: Sequence[Mistake] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.mistakes = mistakes
        self.headers = dict(headers or {})

    def response(self) -> HttpResponse:
        body = {
            "type": self.kind.address,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "errors": [
                {"in": one.source, "pointer": one.pointer, "detail": one.detail}
                for one in self.mistakes
            ],
        }
        return HttpResponse(
            json.dumps(body),
            status=self.kind.status,
            content_type=MEDIA_TYPE,
            headers={"Cache-Control": "no-store", **self.headers},
        )


UNREADABLE: Final = Kind(
    name="unreadable",
    status=400,
    title="The request can't be read",
    words="The body is not JSON, a header has a form that it can't have, the host is not ours, or "
    "a token stands in the address, where it would end up in logs.",
)
UNKNOWN_CALLER: Final = Kind(
    name="unknown-caller",
    status=401,
    title="Nobody is known by this",
    words="There is no token, it is mistyped, it expired or was revoked, or its account is closed. "
    "Send `Authorization: Bearer` and the token.",
)
OUT_OF_SCOPE: Final = Kind(
    name="out-of-scope",
    status=403,
    title="The token is not meant for this",
    words="The token lacks the scope that this operation asks for. Scopes are chosen when a token "
    "is made, and can't be added later.",
)
FORGED: Final = Kind(
    name="forged",
    status=403,
    title="The form token is missing",
    words="Whoever writes with the session of a browser also sends the form token of a page in the "
    "header `X-CSRFToken`. Programs use a token of their own and need none.",
)
NO_CONSENT: Final = Kind(
    name="no-consent",
    status=403,
    title="There is no consent to keep this diary",
    words="The person has not agreed to the text as it stands, or has withdrawn their consent. "
    "Only they can give it, under Account, Consent; then everything goes on as before.",
)
NOT_FOUND: Final = Kind(
    name="not-found",
    status=404,
    title="There is nothing here",
    words="The address is mistyped, the day does not exist or lies outside of the diary, or the "
    "key names nothing of yours. Somebody else's things are not there either.",
)
WRONG_METHOD: Final = Kind(
    name="wrong-method",
    status=405,
    title="This address does not take that method",
    words="The header `Allow` names the methods that it takes.",
)
NOT_ACCEPTABLE: Final = Kind(
    name="not-acceptable",
    status=406,
    title="It can't be had in that form",
    words="The header `Accept` leaves out what this address answers with, which is "
    "JSON, but for the export.",
)
REFUSED: Final = Kind(
    name="refused",
    status=409,
    title="The diary does not take this",
    words="The request is well formed, and makes no sense for this diary as it stands: two pauses "
    "on one day, a step that was no part of the routine that day, a clock that is wrong.",
)
STALE: Final = Kind(
    name="stale",
    status=412,
    title="It was changed meanwhile",
    words="The day no longer stands as the tag in `If-Match` says. Read it again, then decide.",
)
TOO_LARGE: Final = Kind(
    name="too-large",
    status=413,
    title="The request is too large",
    words="A body holds 256 kB at most.",
)
TOO_LONG: Final = Kind(
    name="too-long",
    status=414,
    title="The address is too long",
    words="What stands behind the question mark holds 4,000 bytes at most.",
)
NOT_JSON: Final = Kind(
    name="not-json",
    status=415,
    title="The body is not sent as JSON",
    words="Send `Content-Type: application/json`, in UTF-8.",
)
NOT_VALID: Final = Kind(
    name="not-valid",
    status=422,
    title="Something in the request is not as described",
    words="A value is missing, unknown, or out of its limits; `errors` says which and why.",
)
TOO_MANY: Final = Kind(
    name="too-many",
    status=429,
    title="That was a little fast",
    words="The header `Retry-After` says how many seconds to wait.",
)
BROKEN: Final = Kind(
    name="broken",
    status=500,
    title="Something broke on our side",
    words="What was logged before is kept. Please try again.",
)

KINDS: Final = (
    UNREADABLE,
    UNKNOWN_CALLER,
    OUT_OF_SCOPE,
    FORGED,
    NO_CONSENT,
    NOT_FOUND,
    WRONG_METHOD,
    NOT_ACCEPTABLE,
    REFUSED,
    STALE,
    TOO_LARGE,
    TOO_LONG,
    NOT_JSON,
    NOT_VALID,
    TOO_MANY,
    BROKEN,
)
