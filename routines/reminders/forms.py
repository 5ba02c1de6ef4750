"""What a person says of their reminders, checked before anything is written."""

from __future__ import annotations

from datetime import time
from typing import Any, Final

from crispy_forms.layout import Field
from django import forms

from routines.diary.cadence import bits_from_weekdays, weekdays_from_bits
from routines.diary.models import Slot
from routines.diary.routine_forms import KeyedForm, form_helper
from routines.reminders.cards import LOOKS
from routines.reminders.models import Nudge
from routines.reminders.schedule import PutOff
from routines.reminders.services.nudges import NudgeSaid

MOST_PAGES: Final = 10_000
CLOCK_PROBLEMS: Final = {
    "invalid": "Please write a time such as 21:30.",
    "required": "A time is missing.",
}
USUAL_TIME: Final = time(21, 30)


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ClockField(forms.TimeField):
    """A time of the day, to the minute."""

    widget = TimeInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", CLOCK_PROBLEMS)
        super().__init__(**options)

    def clean(self, value: Any) -> time | None:
        moment: time | None = super().clean(value)
        return None if moment is None else moment.replace(second=0, microsecond=0)


class WaitForm(forms.Form):
    """How long "not now" puts a reminder off."""

    until = forms.ChoiceField(choices=[(wait.value, wait.value) for wait in PutOff])


class InboxForm(forms.Form):
    """What part of the inbox is looked at."""

    only = forms.ChoiceField(choices=[("open", "Open")], required=False)
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in LOOKS], required=False)
    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False)


class NudgeForm(KeyedForm):
    """A time of one's own for a part of the day."""

    slot = forms.ChoiceField(
        label="What should still be open?",
        choices=[
            (Slot.MORNING.value, "Something of the morning"),
            (Slot.EVENING.value, "Something of the evening"),
            (Slot.ANY.value, "Something that belongs to no part of the day"),
        ],
        initial=Slot.EVENING.value,
        help_text="When all of it is done, skipped or paused, nothing is sent.",
    )
    at = ClockField(label="At", initial=USUAL_TIME)
    weekdays = forms.TypedMultipleChoiceField(
        label="On",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=list(range(7)),
        error_messages={"required": "Choose at least one weekday."},
    )

    def __init__(
        self,
        *args: Any,
        weekday_names: tuple[str, ...],
        back: str,
        nudge: Nudge | None = None,
        **kwargs: Any,
    ) -> None:
        if nudge is not None:
            kwargs["initial"] = {
                "slot": nudge.slot,
                "at": nudge.at,
                "weekdays": sorted(weekdays_from_bits(nudge.weekdays)),
            }
        super().__init__(*args, **kwargs)
        self.active = nudge is None or nudge.active
        self.fields["weekdays"].choices = list(enumerate(weekday_names))  # type: ignore[attr-defined]
        if nudge is not None:
            del self.fields["key"]
        self.helper = form_helper(
            *(name for name in ("key",) if name in self.fields),
            "slot",
            "at",
            Field("weekdays", wrapper_class="weekday-boxes"),
            save="Add this nudge" if nudge is None else "Save",
            back=back,
        )

    def said(self) -> NudgeSaid:
        """The nudge as a value; call on a valid form."""
        data = self.cleaned_data
        return NudgeSaid(
            slot=data["slot"],
            at=data["at"],
            weekdays=bits_from_weekdays(data["weekdays"]),
            active=self.active,
        )


class SwitchForm(forms.Form):
    """On or off."""

    active = forms.BooleanField(required=False)
