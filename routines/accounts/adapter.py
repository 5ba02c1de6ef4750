"""How allauth behaves here."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from routines.accounts import services
from routines.accounts.models import User

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

    def set_password(self, user: User, password: str) -> None:
        """Store a changed or reset password and log the person out everywhere else."""
        super().set_password(user, password)
        services.end_other_sessions(user=user, kept_key=current.request.session.session_key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")

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
