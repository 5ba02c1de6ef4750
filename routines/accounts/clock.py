"""Days as a person lives them: a local date that begins when they say it does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

EARLIEST_DAY = date(2000, 1, 1)
"""Nobody kept this diary earlier; a date before it is a slip of the finger."""

ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)

MACHINE_AREAS = ("Etc/", "SystemV/")


def day_begins(day: date, zone: ZoneInfo, day_starts_at: time) -> datetime:
    """Return the first instant (UTC) at which the wall clock has reached `day_starts_at` on `day`.

    Where the clocks jump over that time the day begins with the jump; where they show it twice, it
    begins the first time.
    """
    wanted = datetime.combine(day, day_starts_at)
    latest = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if latest.astimezone(zone).replace(tzinfo=None) == wanted:
        return latest
    # The time is missing that night: the jump lies between the two readings of it.
    earliest = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while latest - earliest > ONE_SECOND:
        middle = (earliest + (latest - earliest) / 2).replace(microsecond=0)
        if middle.astimezone(zone).replace(tzinfo=None) >= wanted:
            latest = middle
        else:
            earliest = middle
    return latest


def day_bounds(day: date, zone: ZoneInfo, day_starts_at: time) -> tuple[datetime, datetime]:
    """Return the instants (UTC) at which `day` begins and ends; 23 to 25 hours lie between them.

    The end belongs to the day after.
    """
    return (
        day_begins(day, zone, day_starts_at),
        day_begins(day + ONE_DAY, zone, day_starts_at),
    )


def local_day(instant: datetime, zone: ZoneInfo, day_starts_at: time) -> date:
    """Return the day that `instant` belongs to: the last one that has begun.

    With a day that starts at 03:00, 02:59 belongs to the day before. Later instants never belong to
    an earlier day, also in the night in which an hour is lived twice. `instant` must be aware.
    """
    day = instant.astimezone(zone).date() + ONE_DAY
    while day_begins(day, zone, day_starts_at) > instant:
        day -= ONE_DAY
    return day


def wall_time(instant: datetime, zone: ZoneInfo) -> time:
    """Return the time on the person's clock at `instant`."""
    return instant.astimezone(zone).time().replace(tzinfo=None)


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of all zones a person may choose, sorted; UTC is the last.

    Names that only machines use ("Etc/GMT-3") and bare abbreviations are left out.
    """
    names = (name for name in available_timezones() if "/" in name)
    return (*sorted(name for name in names if not name.startswith(MACHINE_AREAS)), "UTC")


def known_zone(name: str) -> str | None:
    """Return the name if a person may choose it, else None."""
    return name if name in zone_names() else None


def zone_city(name: str) -> str:
    """Argentina, Buenos Aires: the name without its area, as people write it."""
    return ", ".join(name.split("/")[1:]).replace("_", " ") or name


@cache
def zones_by_area() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return all zones as (area, ((name, city), …)), in the order of `zone_names`."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for name in zone_names():
        area = name.split("/", 1)[0] if "/" in name else "Anywhere"
        areas.setdefault(area, []).append((name, zone_city(name)))
    return tuple((area, tuple(zones)) for area, zones in areas.items())
