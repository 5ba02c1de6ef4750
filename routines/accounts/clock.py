"""Days as a person lives them: a local date that begins when they say it does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

EARLIEST_DAY = date(2000, 1, 1)
"""Nobody kept this diary earlier; a date before it is a slip of the finger."""


def local_day(instant: datetime, zone: ZoneInfo, day_starts_at: time) -> date:
    """Return the day that `instant` belongs to.

    The wall clock decides: with a day that starts at 03:00, 02:59 belongs to the day before, also
    in a night in which the clocks change. `instant` must be aware.
    """
    wall = instant.astimezone(zone)
    if wall.time().replace(tzinfo=None) < day_starts_at:
        return wall.date() - timedelta(days=1)
    return wall.date()


def day_bounds(day: date, zone: ZoneInfo, day_starts_at: time) -> tuple[datetime, datetime]:
    """Return the instants (UTC) at which `day` begins and ends; 23 to 25 hours lie between them."""
    begins = datetime.combine(day, day_starts_at, tzinfo=zone)
    ends = datetime.combine(day + timedelta(days=1), day_starts_at, tzinfo=zone)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def wall_time(instant: datetime, zone: ZoneInfo) -> time:
    """Return the time on the person's clock at `instant`."""
    return instant.astimezone(zone).time().replace(tzinfo=None)


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of all zones a person may choose, sorted, links like "posix/" left out."""
    names = (name for name in available_timezones() if "/" in name or name == "UTC")
    return tuple(sorted(name for name in names if not name.startswith(("Etc/", "SystemV/"))))
