"""Puts allauth's forms into the words of this project."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.forms import BaseForm

register = template.Library()

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "oldpassword": "Present password",
    "code": "Code",
    "name": "Name of this passkey",
}
NEW_PASSWORD_HELP = "At least 10 characters. A short sentence is easy to remember."  # noqa: S105


@register.filter
def in_our_words(form: BaseForm) -> BaseForm:
    """Return the form with plain labels and without placeholders, which only repeat them."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = LABELS.get(name, field.label)
        if field.widget.attrs.get("autocomplete") == "new-password":
            field.help_text = NEW_PASSWORD_HELP if name != "password2" else ""
    return form


@register.simple_tag
def mail_is_configured() -> bool:
    """Whether messages really leave this server."""
    return bool(settings.MAIL_IS_CONFIGURED)
