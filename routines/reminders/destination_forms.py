"""What a person says of where messages go, and what a link in a message may say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.conf import settings

from routines.diary.routine_forms import form_helper
from routines.guidance.rules import RuleKind
from routines.reminders.channels import apprise, push
from routines.reminders.models import NUDGE, TRIAL, Channel, Destination
from routines.reminders.schedule import PutOff

LONGEST_LABEL = 80
LONGEST_SUBSCRIPTION = 3000
OWN_WORDS = {"dir": "auto", "autocomplete": "off"}
WORDS_CHOICES = (
    ("on", "The reminder’s own words, where they give nothing away"),
    ("", "Only that a note is waiting"),
)
GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "grave": (
        "Safety and warnings",
        (RuleKind.WARNING_SIGN, RuleKind.SAFETY, RuleKind.SEE_A_PROFESSIONAL),
    ),
    "caution": ("Cautions", (RuleKind.CAUTION,)),
    "tip": ("Tips", (RuleKind.TIP, RuleKind.INFO)),
    "praise": ("Praise", (RuleKind.PRAISE,)),
    "nudge": ("Your own nudges", (NUDGE,)),
    "trial": ("Changes in a trial", (TRIAL,)),
}
"""Kinds of reminders as a person tells them apart, and the kinds of rules in each."""
OUTSIDE = (Channel.EMAIL, Channel.PUSH, Channel.APPRISE)


class EmailForm(forms.Form):
    """Whether mail is sent."""

    active = forms.BooleanField(required=False)


class SubscriptionField(forms.CharField):
    """A browser's push subscription as it writes it itself: JSON."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_SUBSCRIPTION, widget=forms.HiddenInput, **options)

    def clean(self, value: Any) -> dict[str, Any]:
        text = super().clean(value)
        try:
            sent = json.loads(text)
            return push.read_subscription(
                sent if isinstance(sent, dict) else {},
                private_allowed=settings.ALLOW_PRIVATE_HOSTS,
            )
        except (json.JSONDecodeError, RecursionError) as problem:
            raise forms.ValidationError("The browser sent no subscription.") from problem
        except push.BadSubscription as problem:
            raise forms.ValidationError(str(problem)) from problem


class PushForm(forms.Form):
    """A browser that wants notifications."""

    subscription = SubscriptionField(
        error_messages={"required": "This needs a browser that can show notifications."}
    )


class RenewedPushForm(PushForm):
    """A browser whose push service gave it a new subscription."""

    old_endpoint = forms.CharField(max_length=push.LONGEST_ENDPOINT)


class AppriseForm(forms.Form):
    """An address of another service."""

    label = forms.CharField(
        label="Your name for it",
        max_length=LONGEST_LABEL,
        required=False,
        widget=forms.TextInput(attrs={**OWN_WORDS, "placeholder": "Family Gotify"}),
        help_text="Only you see it. Without one, it is called by its service.",
    )
    url = forms.CharField(
        label="Address",
        max_length=apprise.LONGEST,
        error_messages={"required": "Please paste the address of your topic or chat."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
                "placeholder": "ntfys://ntfy.example/my-topic",
            }
        ),
        help_text="It may hold a password or token: it is kept here and never shown again.",
    )

    def __init__(self, *arguments: Any, back: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.helper = form_helper(Field("url"), Field("label"), save="Add it", back=back)

    def clean_url(self) -> dict[str, Any]:
        """Return the destination's address."""
        private_allowed = settings.ALLOW_PRIVATE_HOSTS
        try:
            return apprise.read_address(self.cleaned_data["url"], private_allowed=private_allowed)
        except apprise.BadAddress as problem:
            raise forms.ValidationError(str(problem)) from problem


class DestinationForm(forms.Form):
    """The name of a destination and how it is used."""

    label = forms.CharField(
        label="Your name for it",
        max_length=LONGEST_LABEL,
        error_messages={"required": "Please give it a name."},
        widget=forms.TextInput(attrs=OWN_WORDS),
    )
    words = forms.ChoiceField(
        label="What a notification says",
        choices=WORDS_CHOICES,
        required=False,
        widget=forms.RadioSelect,
        help_text=(
            "Others may read it over your shoulder. Cautions and anything about your skin "
            "are never spelled out there, whatever you choose."
        ),
    )
    active = forms.BooleanField(label="Send reminders here", required=False)

    def __init__(
        self, *arguments: Any, destination: Destination, back: str, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        shown = [Field("active")]
        if destination.channel == Channel.EMAIL:
            del self.fields["label"], self.fields["words"]
        else:
            shown = [Field("label"), Field("words"), *shown]
        if destination.gone_at is not None:
            self.fields["active"].disabled = True
        self.helper = form_helper(*shown, save="Save", back=back)

    @staticmethod
    def initial_of(destination: Destination) -> dict[str, Any]:
        return {
            "label": destination.label,
            "words": "on" if destination.address.get("words", True) else "",
            "active": destination.active,
        }


class TestedForm(forms.Form):
    """Whether the page is shown right after a test that went well."""

    tested = forms.BooleanField(required=False)


class WishesForm(forms.Form):
    """Which kinds are wanted on which channels: a box each, named "tip-email"."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, (group, channel) in self.boxes().items():
            label = f"{GROUPS[group][0]}: {Channel(channel).label}"
            self.fields[name] = forms.BooleanField(label=label, required=False)

    @staticmethod
    def boxes() -> dict[str, tuple[str, str]]:
        """The names of the boxes, each with its group and channel."""
        return {f"{group}-{one.value}": (group, one.value) for group in GROUPS for one in OUTSIDE}

    def wishes(self, channels: frozenset[str]) -> dict[tuple[str, str], bool]:
        """Return what is wanted, by (kind, channel), for the channels that were shown."""
        return {
            (str(kind), channel): self.cleaned_data[name]
            for name, (group, channel) in self.boxes().items()
            if channel in channels
            for kind in GROUPS[group][1]
        }


class FeedForm(forms.Form):
    """Whether the events of the calendar carry the names of the steps."""

    names_shown = forms.BooleanField(required=False)


class AnswerForm(forms.Form):
    """What a link in a message may say, for one of its reminders or for all of them."""

    DONE = "done"
    NOT_NOW = "not_now"

    choice = forms.ChoiceField(choices=[(DONE, "Done"), (NOT_NOW, "Not now")])
    key = forms.UUIDField(required=False)
    until = forms.ChoiceField(choices=[(wait.value, wait.value) for wait in PutOff], required=False)

    def wait(self) -> PutOff:
        """For how long "not now" puts it off; call on a valid form."""
        return PutOff(self.cleaned_data["until"] or PutOff.TOMORROW)


class ChoiceForm(forms.Form):
    """Which button of the message brought somebody here; anything else is none."""

    choice = forms.CharField(required=False, max_length=10)
