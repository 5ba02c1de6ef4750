"""Days as a person lives them: zones with odd nights, every start of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from routines.accounts import clock

THREE = time(3, 0)
STARTS = [time(minutes // 60, minutes % 60) for minutes in range(0, 361, 30)]
# Half-hour jumps, jumps at midnight, a day that never was, Ramadan, the first and the last zone.
ODD_ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Havana",
    "Asia/Beirut",
    "America/Santiago",
    "America/Asuncion",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "America/St_Johns",
    "Atlantic/Azores",
    "UTC",
]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22T02:59:59+01:00", date(2026, 11, 21)),
        ("2026-11-22T03:00:00+01:00", date(2026, 11, 22)),
        ("2026-11-22T00:40:00+01:00", date(2026, 11, 21)),
        ("2026-11-22T23:59:59+01:00", date(2026, 11, 22)),
        ("2028-02-29T12:00:00+01:00", date(2028, 2, 29)),
        ("2028-03-01T02:00:00+01:00", date(2028, 2, 29)),
        ("2027-01-01T01:00:00+01:00", date(2026, 12, 31)),
    ],
)
def test_local_day_begins_at_the_persons_hour(moment: str, day: date) -> None:
    assert clock.local_day(instant(moment), ZoneInfo("Europe/Berlin"), THREE) == day


@pytest.mark.parametrize(
    ("zone", "day", "begins", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 28), "2026-03-28T02:00:00+00:00", 23),
        ("Europe/Berlin", date(2026, 10, 24), "2026-10-24T01:00:00+00:00", 25),
        ("Pacific/Auckland", date(2026, 9, 26), "2026-09-25T15:00:00+00:00", 23),
        ("Pacific/Honolulu", date(2026, 3, 28), "2026-03-28T13:00:00+00:00", 24),
        ("Australia/Lord_Howe", date(2026, 10, 3), "2026-10-02T16:30:00+00:00", 23.5),
        ("Africa/Casablanca", date(2026, 2, 14), "2026-02-14T02:00:00+00:00", 25),
    ],
)
def test_day_bounds_in_a_night_in_which_the_clocks_change(
    zone: str, day: date, begins: str, hours: float
) -> None:
    start, end = clock.day_bounds(day, ZoneInfo(zone), THREE)

    assert (start, end - start) == (instant(begins), timedelta(hours=hours))


def test_day_that_starts_in_the_hour_the_clocks_jump_over_begins_with_the_jump() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    jump = instant("2026-03-29T01:00:00+00:00")

    assert clock.day_begins(date(2026, 3, 29), berlin, time(2, 30)) == jump
    assert clock.local_day(jump, berlin, time(2, 30)) == date(2026, 3, 29)
    assert clock.local_day(jump - clock.ONE_SECOND, berlin, time(2, 30)) == date(2026, 3, 28)


def test_day_that_starts_in_the_hour_lived_twice_begins_the_first_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    second_ten_past_two = instant("2026-10-25T02:10:00+01:00")

    assert clock.local_day(second_ten_past_two, berlin, time(2, 30)) == date(2026, 10, 25)


@pytest.mark.parametrize("zone_name", ODD_ZONES)
@pytest.mark.parametrize("day_starts_at", [time(0, 0), time(0, 30), time(2, 30), THREE, time(6, 0)])
def test_day_never_goes_back_around_the_next_changes(zone_name: str, day_starts_at: time) -> None:
    zone = ZoneInfo(zone_name)
    for change in next_changes(zone, until=datetime(2028, 1, 1, tzinfo=UTC)):
        moments = [change + timedelta(minutes=15 * step) for step in range(-110, 111)]
        days = [clock.local_day(moment, zone, day_starts_at) for moment in moments]
        assert days == sorted(days)


@cache
def next_changes(zone: ZoneInfo, *, until: datetime) -> list[datetime]:
    """Return the hours, from 2026 on, in which the zone's distance from UTC changes."""
    hour = datetime(2026, 1, 1, tzinfo=UTC)
    found = []
    while hour < until:
        later = hour + timedelta(hours=1)
        if hour.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            found.append(hour)
        hour = later
    return found


zones = some.sampled_from(clock.zone_names()).map(ZoneInfo)
instants = some.datetimes(
    min_value=datetime(2000, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=some.just(UTC),
)
starts = some.sampled_from(STARTS)


@settings(max_examples=300, deadline=None)
@given(moment=instants, zone=zones, day_starts_at=starts)
def test_every_instant_lies_within_the_bounds_of_its_day(
    moment: datetime, zone: ZoneInfo, day_starts_at: time
) -> None:
    day = clock.local_day(moment, zone, day_starts_at)
    begins, ends = clock.day_bounds(day, zone, day_starts_at)

    assert begins <= moment < ends


@settings(max_examples=300, deadline=None)
@given(
    moment=instants,
    minutes=some.integers(min_value=0, max_value=3000),
    zone=zones,
    day_starts_at=starts,
)
def test_later_instants_never_belong_to_an_earlier_day(
    moment: datetime, minutes: int, zone: ZoneInfo, day_starts_at: time
) -> None:
    later = moment + timedelta(minutes=minutes)

    assert clock.local_day(moment, zone, day_starts_at) <= clock.local_day(
        later, zone, day_starts_at
    )


@settings(max_examples=200, deadline=None)
@given(day=some.dates(clock.EARLIEST_DAY, date(2040, 1, 1)), zone=zones, day_starts_at=starts)
def test_days_follow_each_other_without_a_gap(
    day: date, zone: ZoneInfo, day_starts_at: time
) -> None:
    _, ends = clock.day_bounds(day, zone, day_starts_at)
    begins, _ = clock.day_bounds(day + clock.ONE_DAY, zone, day_starts_at)

    assert begins == ends


def test_day_that_a_zone_left_out_has_no_length_before_its_successor() -> None:
    apia = ZoneInfo("Pacific/Apia")  # went from 29 to 31 December 2011

    begins, ends = clock.day_bounds(date(2011, 12, 30), apia, time(0, 0))

    assert begins == ends == instant("2011-12-30T10:00:00+00:00")


def test_wall_time_reads_the_persons_clock() -> None:
    moment = instant("2026-11-22T12:00:00+00:00")

    assert clock.wall_time(moment, ZoneInfo("Asia/Kathmandu")) == time(17, 45)


@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "", "Etc/GMT-3", "../etc/passwd", "CET", "x" * 5000]
)
def test_known_zone_refuses_what_nobody_lives_in(name: str) -> None:
    assert clock.known_zone(name) is None


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "Asia/Calcutta", "America/Indiana/Knox"])
def test_known_zone_keeps_a_name_that_browsers_use(name: str) -> None:
    assert clock.known_zone(name) == name


def test_zones_by_area_holds_every_zone_once() -> None:
    listed = [name for _, zones_there in clock.zones_by_area() for name, _ in zones_there]

    assert listed == list(clock.zone_names())
    assert clock.zone_city("America/Argentina/Buenos_Aires") == "Argentina, Buenos Aires"
    assert clock.zone_city("UTC") == "UTC"
