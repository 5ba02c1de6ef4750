"""What holds for any timetable, anywhere, at any time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as some

from routines.reminders.schedule import (
    NudgeTime,
    PutOff,
    Timetable,
    next_pass,
    next_times,
    put_off_until,
    release,
)

ZONES = sorted(available_timezones())
walls = some.times().map(lambda wall: wall.replace(second=0, microsecond=0))
moments = some.integers(0, 17 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
timetables = some.builds(
    Timetable,
    zone=some.sampled_from(ZONES).map(ZoneInfo),
    day_starts_at=some.integers(0, 11).map(time),
    messages_at=walls,
    quiet_from=walls,
    quiet_until=walls,
)
nudges = some.lists(
    some.builds(
        NudgeTime,
        key=some.uuids().map(str),
        slot=some.sampled_from(["morning", "evening", "any"]),
        at=walls,
        weekdays=some.sets(some.integers(0, 6), min_size=1).map(frozenset),
    ),
    max_size=3,
)


@given(timetables, nudges, moments)
def test_somebody_is_looked_at_within_a_day_and_an_hour(
    table: Timetable, some_nudges: list[NudgeTime], after: datetime
) -> None:
    assert after < next_pass(table, some_nudges, after) <= after + timedelta(hours=25)


@given(timetables, moments)
def test_quiet_hours_end_and_then_are_over(table: Timetable, moment: datetime) -> None:
    free = release(moment, table)
    assert moment <= free <= moment + timedelta(hours=25)
    assert release(free, table) == free


@given(timetables, nudges, moments)
def test_the_next_times_come_in_order_and_outside_of_quiet_hours(
    table: Timetable, some_nudges: list[NudgeTime], after: datetime
) -> None:
    times = [one.at for one in next_times(table, some_nudges, after)]
    assert len(times) == 7
    assert times == sorted(set(times))
    assert times[0] > after
    assert all(release(moment, table) == moment for moment in times)


@given(timetables, nudges, moments)
def test_nothing_is_sent_before_the_first_of_the_next_times(
    table: Timetable, some_nudges: list[NudgeTime], after: datetime
) -> None:
    """Of what a pass makes from now on; what waits already may leave sooner."""
    sent = release(next_pass(table, some_nudges, after), table)
    assert next_times(table, some_nudges, after, n=1)[0].at <= sent


@given(timetables, moments, some.sampled_from(PutOff))
def test_what_is_put_off_comes_back(table: Timetable, at: datetime, choice: PutOff) -> None:
    until = put_off_until(choice, at, table)
    longest = timedelta(days=9) if choice is PutOff.WEEK else timedelta(days=3)
    assert at < until <= at + longest
