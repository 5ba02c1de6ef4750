"""Where and when a person's days are, for files that only know instants or only wall clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from routines.accounts.clock import local_day


@dataclass(frozen=True, slots=True)
class Local:
    """The person's time zone, and when their day starts."""

    zone: ZoneInfo
    day_starts_at: time = time(0)

    def day_of(self, instant: datetime) -> date | None:
        """Return the day that an aware instant belongs to; None at the ends of the calendar."""
        try:
            return local_day(instant, self.zone, self.day_starts_at)
        except OverflowError:
            return None


def instant_in(text: str) -> datetime | None:
    """Return the instant in 2026-01-31T21:15:00+01:00, or None; without an offset it is none."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None
