"""Why a write was refused, in words for the person."""

from __future__ import annotations

from datetime import date

from routines.accounts.clock import EARLIEST_DAY


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """The write makes no sense; the text says why. Nothing was written.

    `field` names the value at fault where there is one, as the forms call it.
    """

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


def refuse_unlikely_day(day: date, today: date) -> None:
    """Raise Refused for a day that has not begun or that lies before anybody kept this diary."""
    if day > today:
        raise Refused("That day has not begun yet. You can log today and the days before it.")
    if day < EARLIEST_DAY:
        raise Refused(f"This diary goes back to {EARLIEST_DAY.year} and no further.")
