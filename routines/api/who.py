"""Who asks: a program with a token, or a person by the session of their browser."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final, Self

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone

from routines.accounts.models import User, agreed_version
from routines.accounts.prepared import Prepared
from routines.api import problems, scopes, services
from routines.api.limits import Buckets, Left
from routines.api.models import ApiToken
from routines.api.problems import Mistake, Problem
from routines.api.scopes import Scope
from routines.api.secret import digest_of, is_well_formed

ASK_FOR_TOKEN: Final = {"WWW-Authenticate": 'Bearer realm="diary"'}
MOST_BAD_TOKENS: Final = max(1, settings.API_REQUESTS_A_MINUTE // 15)
"""A minute, from one address: 20, unless more is answered altogether."""

requests = Buckets(settings.API_REQUESTS_A_MINUTE)
bad_tokens = Buckets(MOST_BAD_TOKENS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Who asks, when, and what they may do."""

    user: User
    now: datetime
    today: date
    granted: frozenset[Scope]

    @classmethod
    def of(cls, user: User, now: datetime, granted: frozenset[Scope]) -> Self:
        return cls(user=user, now=now, today=user.today(now), granted=granted)

    def may(self, *wanted: Scope) -> bool:
        return scopes.allows(self.granted, wanted)


class Auth:
    """How somebody is known; `wanted` are the scopes of which one will do."""

    openapi_security_schema: ClassVar[dict[str, str]]

    def __init__(self, wanted: Collection[Scope] = ()) -> None:
        self.wanted = tuple(wanted)
        self.parameters: frozenset[str] = frozenset()
        """What may stand behind the question mark; set once the operation is known."""

    def __call__(self, request: HttpRequest) -> Caller | bool | None:
        """Return who asks, or None where the request doesn't say it this way.

        Raises Problem for who is unknown, may not do this, or asks too often.
        """
        raise NotImplementedError

    def _refuse_unknown(self, request: HttpRequest) -> None:
        """A parameter mistyped and passed over would answer something else than what was asked."""
        if request.META.get("QUERY_STRING") and (more := request.GET.keys() - self.parameters):
            mistakes = [
                Mistake(source="query", pointer=f"/{name}", detail="There is no such parameter.")
                for name in sorted(more)
            ]
            words = "The address has parameters that are not known."
            raise Problem(problems.NOT_VALID, words, mistakes=mistakes)

    def _let_in(self, request: HttpRequest, caller: Caller) -> Caller:
        if not caller.user.may_keep_diary:
            raise Problem(problems.NO_CONSENT, "They can give it on their account page.")
        self._refuse_unknown(request)
        if not caller.may(*self.wanted):
            names = " or ".join(f"“{scope}”" for scope in self.wanted)
            raise Problem(
                problems.OUT_OF_SCOPE,
                f"This asks for the scope {names}.",
                headers={
                    "WWW-Authenticate": (
                        'Bearer realm="diary", error="insufficient_scope", '
                        f'scope="{" ".join(self.wanted)}"'
                    )
                },
            )
        return caller


class Token(Auth):
    """A token in the header `Authorization`."""

    openapi_security_schema: ClassVar[dict[str, str]] = {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made under More, Other programs.",
    }

    def __call__(self, request: HttpRequest) -> Caller | None:
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        kind, _, secret = header.partition(" ")
        secret, now = secret.strip(), timezone.now()
        token = self._find(request, secret) if kind.lower() == "bearer" else None
        if token is None or not token.is_live(now) or not token.user.is_active:
            raise _unknown(request)
        _count(request, token.digest)
        caller = self._let_in(request, Caller.of(token.user, now, token.scopes))
        services.note_use(token=token, at=now)
        return caller

    @staticmethod
    def _find(request: HttpRequest, secret: str) -> ApiToken | None:
        """One query, and none for what can't be a token or comes after too many bad ones."""
        if not is_well_formed(secret):
            return None
        digest = digest_of(secret)
        # A program that is known goes on while another at the same address tries wrong tokens.
        if not requests.knows(digest) and bad_tokens.is_empty(_address(request), time.monotonic()):
            return None
        token = _by_digest.first(digest=digest)
        if token is not None:
            token.user.consent_version = token.agreed  # type: ignore[attr-defined]
        return token


def _token_with_person(digest: str) -> QuerySet[ApiToken]:
    rows = ApiToken.objects.select_related("user").annotate(agreed=agreed_version("user"))
    return rows.filter(digest=digest)


_by_digest = Prepared(_token_with_person, digest="its digest")


class Session(Auth):
    """The session of a browser that is logged in; writing takes its form token, too."""

    openapi_security_schema: ClassVar[dict[str, str]] = {
        "type": "apiKey",
        "in": "cookie",
        "name": settings.SESSION_COOKIE_NAME,
        "description": "The session of a browser that is logged in. Writing also takes the form "
        "token of a page, in the header X-CSRFToken.",
    }

    def __call__(self, request: HttpRequest) -> Caller | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        _sessions.process_request(request)
        user = get_user(request)
        if not isinstance(user, User):
            return None
        _count(request, user.pk)
        if _forms.is_forged(request):
            raise Problem(problems.FORGED, "The form token is missing or wrong.")
        request.user = user
        caller = Caller.of(user, timezone.now(), frozenset(Scope))
        return self._let_in(request, caller)


class Anybody(Auth):
    """Nobody in particular: for what holds nobody's diary."""

    def __call__(self, request: HttpRequest) -> bool:
        self._refuse_unknown(request)
        return True


class _Forms(CsrfViewMiddleware):
    """Django's own check of form tokens, without its page."""

    def is_forged(self, request: HttpRequest) -> bool:
        request.csrf_processing_done = False  # type: ignore[attr-defined]
        self.process_request(request)
        return self.process_view(request, _no_view, (), {}) is not None

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)


def _no_view(*_: Any) -> HttpResponse:
    return HttpResponse()


_sessions = SessionMiddleware(_no_view)
_forms = _Forms(_no_view)


def _unknown(request: HttpRequest) -> Problem:
    left = bad_tokens.take(_address(request), time.monotonic())
    if left.wait:
        return _too_many(left, "Too many unknown tokens came from this address.")
    return Problem(
        problems.UNKNOWN_CALLER,
        "This token is mistyped, expired or revoked.",
        headers={"WWW-Authenticate": 'Bearer realm="diary", error="invalid_token"'},
    )


def _count(request: HttpRequest, name: object) -> None:
    """Take one of what the caller may ask in a minute; `request.left` says what is left."""
    left = requests.take(name, time.monotonic())
    request.left = left  # type: ignore[attr-defined]
    if left.wait:
        raise _too_many(left, f"At most {requests.most} requests a minute are answered.")


def _too_many(left: Left, detail: str) -> Problem:
    return Problem(problems.TOO_MANY, detail, headers={"Retry-After": str(left.wait)})


def _address(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))
