"""Who is who in the admin: editors by name or number, never by address."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpRequest

from routines.accounts.doors import person
from routines.accounts.models import User
from routines.guidance.models import TopicRevision

WITH_AUTHORS: Final = ("author__signature",)
"""What to select along with revisions whose authors are shown."""


def editor(request: HttpRequest, *, adding: bool = False) -> User:
    """Who asks, if they may edit guidance. Raises PermissionDenied otherwise."""
    return _allowed(request, *(("change", "add") if adding else ("change",)))


def viewer(request: HttpRequest) -> User:
    """Who asks, if they may look at what topics said. Raises PermissionDenied otherwise."""
    return _allowed(request, "view")


def _allowed(request: HttpRequest, *verbs: str) -> User:
    if not all(request.user.has_perm(f"guidance.{verb}_topic") for verb in verbs):
        raise PermissionDenied
    return person(request)


def author_of(revision: TopicRevision | None) -> str:
    """How other editors know who made a revision."""
    if revision is None:
        return ""
    if revision.is_starter:
        return "the application"
    return name_of(revision.author) if revision.author else "somebody who has left"


def name_of(who: User) -> str:
    """How other editors know somebody."""
    return signature_of(who) or f"editor {who.pk}"


def signature_of(author: User) -> str:
    """The name that somebody signs with, or an empty text."""
    try:
        return str(author.signature.name)
    except ObjectDoesNotExist:
        return ""
