"""What a person says of themselves."""

from __future__ import annotations

from datetime import time
from typing import Any

from allauth.account.forms import SignupForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from routines.accounts import clock, formats, services
from routines.accounts.consent import text_of
from routines.accounts.models import (
    CONSENT_VERSION,
    DEFAULT_EXFOLIATION_CAP,
    SENSITIVE_EXFOLIATION_CAP,
    Appearance,
    SkinType,
    User,
)

LATEST_DAY_START = time(6, 0)
DAY_STARTS = tuple(
    time(minutes // 60, minutes % 60) for minutes in range(0, LATEST_DAY_START.hour * 60 + 1, 30)
)
EXFOLIATION_CAPS = (
    ("", f"By my skin: {SENSITIVE_EXFOLIATION_CAP} if sensitive, else {DEFAULT_EXFOLIATION_CAP}"),
    (1, "Once"),
    (2, "Twice"),
    (3, "Three times"),
)


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Address, one password, consent; the browser adds its time zone where it can."""

    consent = forms.BooleanField(
        label="Keep my health notes here",
        error_messages={"required": "Without your consent we can't keep a diary for you."},
    )
    field_order = ("email", "password1", "consent", "time_zone")
    consent_text = text_of(CONSENT_VERSION)

    # A guess, not a question: whatever it says, it never stops anyone from signing up.
    time_zone = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-time-zone": ""})
    )

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account with its consent, both or neither."""
        try:
            with transaction.atomic():
                saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
                return saved
        except IntegrityError:
            # Two sign-ups with one address at one moment: the later one is told what any other
            # sign-up with a taken address is told.
            self.account_already_exists = True
            known: tuple[User | None, HttpResponse | None] = super().try_save(request)
            return known

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the user has a row."""
        zone = clock.known_zone(self.cleaned_data["time_zone"])
        if zone is not None:
            user.time_zone = zone
            user.save(update_fields=["time_zone"])
        # The diary begins with it, on the day that it is where they live.
        services.give_consent(user=user, at=timezone.now())


def zone_choices() -> list[tuple[str, Any]]:
    """Return all zones in groups, as a select draws them.

    The empty one stands first, so that a refused zone is shown as none and not as Abidjan.
    """
    return [
        ("", "Choose a time zone"),
        *((area, list(zones)) for area, zones in clock.zones_by_area()),
    ]


def parse_clock(text: str) -> time:
    """Read "03:00". Raises ValueError otherwise."""
    return time.fromisoformat(text)


class ZoneField(forms.ChoiceField):
    """One of the zones of the tz database."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=zone_choices,
            error_messages={"invalid_choice": "This is not a time zone we know. Choose another."},
            **options,
        )


class PreferencesForm(forms.Form):
    """Everything a person can set. `locale` is the one its own choices are written in."""

    time_zone = ZoneField(
        label="Time zone",
        help_text="Decides which day an entry belongs to. Changing it moves no past day.",
    )
    day_starts_at = forms.TypedChoiceField(
        label="My day starts at",
        coerce=parse_clock,
        help_text="",
    )
    locale = forms.ChoiceField(
        label="Dates and numbers",
        required=False,
        help_text="How days, times and numbers are written. The words stay English.",
    )
    appearance = forms.ChoiceField(
        label="Appearance",
        choices=Appearance.choices,
        widget=forms.RadioSelect,
        help_text="Dark is easier on the eyes late in the evening.",
    )
    skin_type = forms.ChoiceField(
        label="My skin is",
        choices=SkinType.choices,
        required=False,
        help_text="Only used for how gently your reminders speak of exfoliation.",
    )
    exfoliation_cap = forms.TypedChoiceField(
        label="Exfoliation in a week, at most",
        coerce=int,
        empty_value=None,
        required=False,
        choices=EXFOLIATION_CAPS,
        help_text="More often than this in seven days is pointed out to you.",
    )
    count_weekday = forms.TypedChoiceField(
        label="Counting day",
        coerce=int,
        help_text="Once a week, on this day, Today asks you to count.",
    )
    counts_hidden = forms.BooleanField(
        label="Hide spot counts",
        required=False,
        help_text="Nothing asks for a count or shows one. What you counted is kept.",
    )

    def __init__(self, *arguments: Any, locale: str = formats.FALLBACK, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._write_choices(locale)
        self.helper = preferences_helper()

    def _write_choices(self, locale: str) -> None:
        """Fill in the choices whose names depend on the person's locale."""
        self._choices(
            "day_starts_at",
            [(start.isoformat("minutes"), formats.clock(start, locale)) for start in DAY_STARTS],
        )
        self._choices("locale", [("", "Like my browser"), *formats.locale_names()])
        self._choices("count_weekday", list(enumerate(formats.weekday_names(locale, "wide"))))
        start, late = (formats.clock(moment, locale) for moment in (time(3, 0), time(0, 40)))
        help_text = f"With {start}, a routine at {late} belongs to the evening before."
        self.fields["day_starts_at"].help_text = help_text

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    @staticmethod
    def initial_of(user: User) -> dict[str, Any]:
        """Return what the form shows before anything is changed."""
        shown = {name: getattr(user, name) for name in PreferencesForm.base_fields}
        shown["day_starts_at"] = user.day_starts_at.isoformat("minutes")
        shown["exfoliation_cap"] = "" if user.exfoliation_cap is None else user.exfoliation_cap
        return shown

    def preferences(self) -> services.Preferences:
        """Return the cleaned values."""
        return services.Preferences(**self.cleaned_data)


def card(title: str, *names: str) -> Div:
    """Return one card of the settings page with its fields."""
    heading = HTML(f'<h2 class="card-title">{title}</h2>')
    return Div(heading, *(Field(name) for name in names), css_class="card-paper settings-card")


def preferences_helper() -> FormHelper:
    """Return how the settings are laid out."""
    helper = FormHelper()
    helper.form_method = "post"
    helper.form_class = "settings-form stack"
    helper.attrs = {"novalidate": ""}
    helper.layout = Layout(
        card("Time and place", "time_zone", "day_starts_at"),
        card("Look", "appearance", "locale"),
        card("My skin", "skin_type", "exfoliation_cap"),
        card("Spot counts", "count_weekday", "counts_hidden"),
        Div(
            Submit("", "Save", css_class="btn-primary"),
            css_class="settings-actions",
        ),
    )
    return helper


class ZoneAnswerForm(forms.Form):
    """The answer to "you seem to be in another time zone": follow it, or keep the present one."""

    time_zone = ZoneField(label="Time zone")
    keep = forms.BooleanField(required=False)
