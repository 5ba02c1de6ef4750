"""Who logs in, and who is behind a request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from routines.accounts.models import User, agreed_version
from routines.accounts.prepared import Prepared


def _with_consent(key: int) -> QuerySet[User]:
    return User.objects.annotate(agreed=agreed_version()).filter(pk=key)


_person = Prepared(_with_consent, key=-1)
"""Every request asks it; putting it together each time takes longer than running it."""


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, but that it reads the consent along with the person: each page asks for both."""

    def get_user(self, user_id: Any) -> User | None:
        user = _person.first(key=user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.consent_version = user.agreed  # type: ignore[attr-defined]
        return user
