"""Who logs in, and who is behind a request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from routines.accounts.models import User, agreed_version


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, but that it reads the consent along with the person: each page asks for both."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.annotate(agreed=agreed_version()).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.consent_version = user.agreed
        return user
