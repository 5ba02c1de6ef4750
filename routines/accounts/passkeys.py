"""Passkeys: what a browser posts for one is read by a library that trusts its shape."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms

# What the library raises, beside its own errors, where a part is missing or of another kind.
MISSHAPEN = (AttributeError, KeyError, TypeError, ValueError)


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey opens the diary by itself unless the person wants it as a second step only."""

    name = forms.CharField(required=False, max_length=60)
    passwordless = forms.BooleanField(
        label="Let it open my diary by itself",
        required=False,
        initial=True,
        help_text="It then asks for your finger, face or PIN, and you need no password.",
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except MISSHAPEN as problem:
            raise get_adapter().validation_error("passkey_unreadable") from problem
        return cleaned


class UsePasskey:
    """Refuses, instead of failing, what no passkey could have answered."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MISSHAPEN as problem:
            raise get_adapter().validation_error("passkey_unreadable") from problem


class SecondStepPasskeyForm(UsePasskey, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """After the password."""


class LogInPasskeyForm(UsePasskey, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """Instead of the password."""


class ConfirmPasskeyForm(UsePasskey, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before anything about logging in is changed."""
