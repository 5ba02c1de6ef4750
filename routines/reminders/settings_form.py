"""When messages may come, and how many, as a person sets it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, Final

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms

from routines.diary.forms import DateInput
from routines.reminders.forms import ClockField
from routines.reminders.models import Plan
from routines.reminders.services.plans import PlanSettings

LONGEST_PAUSE: Final = timedelta(days=366)
NEVER: Final = date(9000, 1, 1)
"""Paused until then: reminders are off."""
QUIET_HELP: Final = (
    "What falls into the quiet hours waits, and comes as one message when they end. "
    "The same time twice: no quiet hours."
)
CAPS_A_DAY: Final = (0, 1, 2, 3)
CAPS_A_WEEK: Final = (0, 1, 2, 3, 5, 7, 14)


def cap_choices(numbers: tuple[int, ...], present: int) -> list[tuple[int, str]]:
    """The numbers on offer, and the one that is set though it is not among them."""
    offered = sorted({*numbers, present})
    return [(number, "None" if number == 0 else str(number)) for number in offered]


class SettingsForm(forms.Form):
    """When messages may come, and how many."""

    is_on = forms.BooleanField(
        label="Remind me",
        required=False,
        help_text="Without this nothing is sent or asked, and your nudges rest. "
        "Only a warning sign that you log is still answered, on Today.",
    )
    paused_until = forms.DateField(
        label="Pause reminders until (optional)",
        required=False,
        widget=DateInput,
        help_text="On that day they begin again. "
        "Meanwhile only a warning sign that you log is answered, on Today.",
    )
    messages_at = ClockField(
        label="Messages come at",
        help_text="What the guidance has to say comes in one message a day, at this time.",
    )
    quiet_from = ClockField(label="Quiet from")
    quiet_until = ClockField(
        label="Quiet until",
    )
    most_a_day = forms.TypedChoiceField(label="Messages a day, at most", coerce=int)
    most_a_week = forms.TypedChoiceField(
        label="Messages in seven days, at most",
        coerce=int,
        help_text="Warning signs, and what might harm your skin, are said all the same.",
    )
    language = forms.ChoiceField(
        label="Language of the messages",
        choices=[("en", "English")],
        help_text="English is the only one so far.",
    )

    def __init__(self, *args: Any, plan: Plan, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = settings_of(plan, today)
        super().__init__(*args, **kwargs)
        self.today = today
        for name, numbers in (("most_a_day", CAPS_A_DAY), ("most_a_week", CAPS_A_WEEK)):
            choices = cap_choices(numbers, getattr(plan, name))
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["paused_until"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()
        self.helper = settings_helper()

    def clean_paused_until(self) -> date | None:
        """A day to come within a year, or none."""
        day: date | None = self.cleaned_data["paused_until"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(
                "That day has begun. Choose a later one, or leave it empty."
            )
        if day is not None and day > self.today + LONGEST_PAUSE:
            raise forms.ValidationError("Please pause for no more than a year.")
        return day

    def settings(self) -> PlanSettings:
        """What was chosen, as a value; call on a valid form."""
        chosen = dict(self.cleaned_data)
        if not chosen.pop("is_on"):
            chosen["paused_until"] = NEVER
        return PlanSettings(**chosen)


def settings_of(plan: Plan, today: date) -> dict[str, Any]:
    """What the form shows before anything is changed; a pause that is over is none."""
    shown: dict[str, Any] = asdict(PlanSettings.of(plan))
    until = plan.paused_until
    shown["is_on"] = until != NEVER
    shown["paused_until"] = until if until and today < until != NEVER else None
    return shown


def settings_helper() -> FormHelper:
    """Return how the settings are laid out; a change asks for the next times before it is saved."""
    helper = FormHelper()
    helper.form_class = "stack plain-form"
    helper.attrs = {
        "novalidate": "",
        "hx-post": "",
        "hx-trigger": "change, input changed delay:400ms",
        "hx-vals": '{"preview": "yes"}',
        "hx-target": "#next-times",
        "hx-select": "#next-times",
        "hx-select-oob": "#next-time:innerHTML",
        "hx-swap": "outerHTML show:none",
        "hx-sync": "this:replace",
    }
    helper.layout = Layout(
        settings_card("Reminders", "is_on", "paused_until"),
        settings_card(
            "When",
            "messages_at",
            Div("quiet_from", "quiet_until", css_class="field-row"),
            HTML(f'<p class="form-text">{QUIET_HELP}</p>'),
        ),
        settings_card("How many", "most_a_day", "most_a_week"),
        settings_card("Words", "language"),
        Div(
            Submit("save", "Save", css_class="btn-primary"),
            HTML(
                '<button class="btn btn-quiet only-without-script" name="preview" value="yes">'
                "Show the next times first</button>"
            ),
            css_class="form-actions",
        ),
    )
    return helper


def settings_card(title: str, *parts: Any) -> Div:
    """One card of the settings with its fields."""
    heading = HTML(f'<h2 class="card-title">{title}</h2>')
    return Div(heading, *parts, css_class="card-paper settings-card")
