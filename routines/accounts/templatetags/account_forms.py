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
    "password1": "Password",
    "password2": "The same again",
}
NEW_PASSWORD_LABEL = "New password"  # noqa: S105
NEW_PASSWORD_HELP = "At least 10 characters. A short sentence is easy to remember."  # noqa: S105


@register.filter
def in_our_words(form: BaseForm) -> BaseForm:
    """Return the form with plain labels and without placeholders, which only repeat them."""
    for bound in form:
        attributes = bound.field.widget.attrs
        attributes.pop("placeholder", None)
        label = LABELS.get(bound.name, bound.label)
        if bound.name == "password1" and "password2" in form.fields:
            label = NEW_PASSWORD_LABEL
        bound.label = bound.field.label = label
        if attributes.get("autocomplete") == "new-password":
            help_text = NEW_PASSWORD_HELP if bound.name == "password1" else ""
            bound.help_text = bound.field.help_text = help_text
    return form


@register.simple_tag
def mail_is_configured() -> bool:
    """Whether messages really leave this server."""
    return bool(settings.MAIL_IS_CONFIGURED)
