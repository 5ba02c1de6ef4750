"""What the account page shows: each way in, and its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings

from routines.accounts.models import Consent, User


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """The account at a glance. Three queries."""

    email: str
    email_is_verified: bool
    has_password: bool
    has_totp: bool
    passkeys: int
    recovery_codes_left: int
    sessions: int
    consent: Consent | None

    @classmethod
    def of(cls, user: User, *, sessions: int) -> Self:
        authenticators = list(Authenticator.objects.filter(user=user))
        kinds = [authenticator.type for authenticator in authenticators]
        codes = [one for one in authenticators if one.type == Authenticator.Type.RECOVERY_CODES]
        address = EmailAddress.objects.filter(user=user, primary=True).first()
        consents = Consent.objects.filter(user=user, withdrawn_at=None)
        return cls(
            email=user.email,
            email_is_verified=address is not None and address.verified,
            has_password=user.has_usable_password(),
            has_totp=Authenticator.Type.TOTP in kinds,
            passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
            recovery_codes_left=sum(len(one.wrap().get_unused_codes()) for one in codes),
            sessions=sessions,
            consent=consents.order_by("given_at").last(),
        )

    @property
    def email_state(self) -> str:
        """The address; that it is not confirmed matters only where messages can confirm it."""
        waiting = settings.MAIL_IS_CONFIGURED and not self.email_is_verified
        return f"{self.email} (not confirmed yet)" if waiting else self.email

    @property
    def password_state(self) -> str:
        return "Change it" if self.has_password else "None yet: choose one"

    @property
    def password_address(self) -> str:
        """The name of the page where the password is changed or first chosen."""
        return "account_change_password" if self.has_password else "account_set_password"

    @property
    def two_step_state(self) -> str:
        if not (self.has_totp or self.passkeys):
            return "Off"
        step = "an app" if self.has_totp else "a passkey"
        return f"On, by {step}; {plural(self.recovery_codes_left, 'recovery code')} left"

    @property
    def passkey_state(self) -> str:
        return plural(self.passkeys, "passkey") if self.passkeys else "None yet"

    @property
    def session_state(self) -> str:
        return "Only here" if self.sessions <= 1 else f"In {plural(self.sessions, 'browser')}"


def plural(count: int, thing: str) -> str:
    """Return "1 passkey", "2 passkeys"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
