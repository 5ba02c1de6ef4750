"""How allauth behaves here."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from routines.accounts import services
from routines.accounts.models import LONGEST_ADDRESS, User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Plain words, sessions that end with their password, and sign-up that can be closed."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This address and password don't belong together. Try again?",
        "email_taken": "This address can't be used to sign up. If it is yours, log in instead.",
        "incorrect_password": "That is not your password. Try again?",
        "incorrect_code": "That code doesn't fit. Use the newest one.",
        "enter_current_password": "That is not your present password.",
        "too_many_login_attempts": "Too many tries. Please wait five minutes.",
        "duplicate_email": "This is your address already.",
        "same_as_current": "This is your password already. Choose another one.",
        "rate_limited": "That was a little fast. Please wait a few minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGN_UP_OPEN)

    def clean_email(self, email: str) -> str:
        """Refuse what the table has no room for; Django's own field allows more."""
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(f"An address has at most {LONGEST_ADDRESS} characters.")
        return email

    def set_password(self, user: User, password: str) -> None:
        """Store a changed or reset password and log the person out everywhere else."""
        super().set_password(user, password)
        services.end_other_sessions(user=user, kept_key=current.request.session.session_key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Return the ways to say who one is: password, passkey, and only then a code to type."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(ways, key=lambda way: way["id"] == "mfa_reauthenticate")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message; where the mail server fails, say so instead of losing the whole page."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("A message could not be sent: %s", template_prefix)
            messages.error(
                current.request,
                "We couldn't send you a message just now. Please try again in a few minutes.",
            )


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The same plain words for two-step login and passkeys."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "Turn off two-step login before you change your address.",
        "cannot_generate_recovery_codes": "Turn on two-step login first.",
        "incorrect_code": "That code doesn't fit. Type the newest one.",
        "passkey_unreadable": "That was no answer of a passkey. Please try again.",
        "unverified_email": "Confirm your e-mail address first.",
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """Return the name offered for a new passkey: "Passkey 2"."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Passkey {number}"
