"""What a person says of themselves."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from routines.accounts.models import User


class SignUpDetails(forms.Form):
    """What signing up asks beside address and password."""

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the user is saved."""
