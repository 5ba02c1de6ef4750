"""Wall-clock times as instants: quiet hours, nudges, clock changes and moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from routines.diary.days import Span
from routines.reminders.schedule import (
    NudgeTime,
    PutOff,
    Sending,
    Timetable,
    due_nudges,
    next_nudge,
    next_pass,
    next_time,
    next_times,
    put_off_until,
    release,
)

BERLIN = ZoneInfo("Europe/Berlin")
AUCKLAND = ZoneInfo("Pacific/Auckland")
HONOLULU = ZoneInfo("Pacific/Honolulu")
EVERY_DAY = frozenset(range(7))
USUAL = Timetable(
    zone=BERLIN,
    day_starts_at=time(3),
    messages_at=time(9),
    quiet_from=time(22),
    quiet_until=time(7),
)
EVENING = NudgeTime(key="e", slot="evening", at=time(21, 30), weekdays=EVERY_DAY)


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_next_time_on_the_same_day() -> None:
    assert next_time(time(9), BERLIN, berlin(2026, 11, 22, 8, 59)) == berlin(2026, 11, 22, 9)


def test_next_time_is_never_the_moment_itself() -> None:
    assert next_time(time(9), BERLIN, berlin(2026, 11, 22, 9)) == berlin(2026, 11, 23, 9)


def test_a_missing_time_comes_at_the_jump() -> None:
    # On 29 March 2026 the clocks in Berlin go from 02:00 to 03:00.
    assert next_time(time(2, 30), BERLIN, berlin(2026, 3, 28, 12)) == utc(2026, 3, 29, 1)


def test_a_doubled_time_comes_once_and_first() -> None:
    # On 25 October 2026 02:30 is shown twice.
    first = next_time(time(2, 30), BERLIN, berlin(2026, 10, 24, 12))
    assert first == utc(2026, 10, 25, 0, 30)
    assert next_time(time(2, 30), BERLIN, first) == utc(2026, 10, 26, 1, 30)


@pytest.mark.parametrize(
    ("moment", "released"),
    [
        (berlin(2026, 11, 22, 21, 59), berlin(2026, 11, 22, 21, 59)),
        (berlin(2026, 11, 22, 22), berlin(2026, 11, 23, 7)),
        (berlin(2026, 11, 23, 3), berlin(2026, 11, 23, 7)),
        (berlin(2026, 11, 23, 6, 59), berlin(2026, 11, 23, 7)),
        (berlin(2026, 11, 23, 7), berlin(2026, 11, 23, 7)),
    ],
)
def test_quiet_hours_hold_back(moment: datetime, released: datetime) -> None:
    assert release(moment, USUAL) == released


def test_quiet_hours_within_a_day() -> None:
    siesta = replace(USUAL, quiet_from=time(13), quiet_until=time(15))
    assert release(berlin(2026, 11, 22, 14), siesta) == berlin(2026, 11, 22, 15)
    assert release(berlin(2026, 11, 22, 16), siesta) == berlin(2026, 11, 22, 16)


def test_no_quiet_hours() -> None:
    awake = replace(USUAL, quiet_from=time(0), quiet_until=time(0))
    assert release(berlin(2026, 11, 22, 0), awake) == berlin(2026, 11, 22, 0)


def test_quiet_hours_that_end_in_a_doubled_hour_end_once() -> None:
    short = replace(USUAL, quiet_until=time(2, 30))
    second = berlin(2026, 10, 25, 2, 10).replace(fold=1)
    assert release(second, short) == second


def test_next_pass_is_the_nearest_of_messages_and_nudges() -> None:
    after = berlin(2026, 11, 22, 12)
    assert next_pass(USUAL, (), after) == berlin(2026, 11, 23, 9)
    assert next_pass(USUAL, (EVENING,), after) == berlin(2026, 11, 22, 21, 30)


def test_next_pass_waits_until_a_pause_ends() -> None:
    paused = replace(USUAL, paused_until=date(2026, 12, 1))
    assert next_pass(paused, (EVENING,), berlin(2026, 11, 22, 12)) == berlin(2026, 12, 1, 9)


def test_next_pass_includes_a_time_at_which_the_pause_ends() -> None:
    early = replace(USUAL, messages_at=time(3), paused_until=date(2026, 12, 1))
    assert next_pass(early, (), berlin(2026, 11, 22, 12)) == berlin(2026, 12, 1, 3)


def test_nudges_keep_to_their_weekdays() -> None:
    # 22 November 2026 is a Sunday.
    mondays = replace(EVENING, weekdays=frozenset({0}))
    assert next_nudge(mondays, USUAL, berlin(2026, 11, 22, 12)) == berlin(2026, 11, 23, 21, 30)
    assert next_nudge(mondays, USUAL, berlin(2026, 11, 23, 22)) == berlin(2026, 11, 30, 21, 30)


def test_a_nudge_after_midnight_belongs_to_the_day_before() -> None:
    late = replace(EVENING, at=time(0, 30), weekdays=frozenset({6}))
    assert next_nudge(late, USUAL, berlin(2026, 11, 22, 12)) == berlin(2026, 11, 23, 0, 30)


def test_a_nudge_without_a_weekday_never_comes() -> None:
    assert next_nudge(replace(EVENING, weekdays=frozenset()), USUAL, berlin(2026, 11, 22)) is None


def test_due_nudges_since_the_pass_was_due() -> None:
    moment = berlin(2026, 11, 22, 21, 30)
    due = due_nudges((EVENING,), USUAL, since=moment, at=moment + timedelta(seconds=40))
    assert due == [(EVENING, moment)]


def test_a_nudge_set_for_a_time_that_is_over_waits_for_the_next_day() -> None:
    at = berlin(2026, 11, 22, 21, 40)
    assert due_nudges((EVENING,), USUAL, since=at, at=at) == []


def test_a_nudge_that_is_hours_late_is_left_out() -> None:
    moment = berlin(2026, 11, 22, 21, 30)
    assert due_nudges((EVENING,), USUAL, since=moment, at=moment + timedelta(hours=3)) == []


@pytest.mark.parametrize(
    ("choice", "at", "until"),
    [
        (PutOff.TONIGHT, berlin(2026, 11, 22, 10), berlin(2026, 11, 22, 18)),
        (PutOff.TONIGHT, berlin(2026, 11, 22, 19), berlin(2026, 11, 23, 9)),
        (PutOff.TONIGHT, berlin(2026, 11, 23, 1), berlin(2026, 11, 23, 9)),
        (PutOff.TOMORROW, berlin(2026, 11, 22, 10), berlin(2026, 11, 23, 9)),
        (PutOff.TOMORROW, berlin(2026, 11, 23, 1), berlin(2026, 11, 23, 9)),
        (PutOff.WEEK, berlin(2026, 11, 22, 10), berlin(2026, 11, 29, 9)),
    ],
)
def test_put_off(choice: PutOff, at: datetime, until: datetime) -> None:
    assert put_off_until(choice, at, USUAL) == until


def test_next_times_in_order() -> None:
    times = next_times(USUAL, (EVENING,), berlin(2026, 11, 22, 12), n=3)
    assert times == (
        Sending(at=utc(2026, 11, 22, 20, 30), has_messages=False, slots=("evening",), waited=False),
        Sending(at=utc(2026, 11, 23, 8), has_messages=True, slots=(), waited=False),
        Sending(at=utc(2026, 11, 23, 20, 30), has_messages=False, slots=("evening",), waited=False),
    )


def test_what_quiet_hours_hold_back_is_merged() -> None:
    late = replace(EVENING, at=time(23))
    early = NudgeTime(key="m", slot="morning", at=time(6), weekdays=EVERY_DAY)
    table = replace(USUAL, messages_at=time(6, 30))
    times = next_times(table, (late, early), berlin(2026, 11, 22, 12), n=1)
    assert times == (
        Sending(
            at=utc(2026, 11, 23, 6),
            has_messages=True,
            slots=("evening", "morning"),
            waited=True,
        ),
    )


def test_next_times_across_the_end_of_summer_time() -> None:
    times = next_times(USUAL, (), berlin(2026, 10, 24, 12), n=2)
    assert [one.at for one in times] == [utc(2026, 10, 25, 8), utc(2026, 10, 26, 8)]
    earlier = next_times(USUAL, (), berlin(2026, 10, 23, 12), n=1)
    assert [one.at for one in earlier] == [utc(2026, 10, 24, 7)]


def test_next_times_skip_pauses_of_the_diary() -> None:
    pauses = (Span(first=date(2026, 11, 23), last=date(2026, 11, 25)),)
    times = next_times(USUAL, (), berlin(2026, 11, 22, 12), pauses=pauses, n=1)
    assert [one.at for one in times] == [utc(2026, 11, 26, 8)]


def test_next_times_of_an_open_pause_are_none() -> None:
    pauses = (Span(first=date(2026, 11, 1), last=None),)
    assert next_times(USUAL, (EVENING,), berlin(2026, 11, 22, 12), pauses=pauses) == ()


def test_next_times_after_reminders_are_paused() -> None:
    paused = replace(USUAL, paused_until=date(2027, 11, 1))
    times = next_times(paused, (), berlin(2026, 11, 22, 12), n=1)
    assert [one.at for one in times] == [utc(2027, 11, 1, 8)]


def next_changes(zone: ZoneInfo, after: datetime, most: int) -> list[datetime]:
    """The next instants at which the zone's offset changes, within two years."""
    found, moment = [], after
    ends = after + timedelta(days=2 * 365)
    while moment < ends and len(found) < most:
        later = moment + timedelta(days=7)
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            found.append(_narrow(zone, moment, later))
        moment = later
    return found


def _narrow(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


@pytest.mark.parametrize("name", sorted(available_timezones()))
def test_every_zone_across_its_next_two_clock_changes(name: str) -> None:
    """Each date has each of its times exactly once, in order, at the wall time or at the jump."""
    zone = ZoneInfo(name)
    for change in next_changes(zone, utc(2026, 11, 23), 2) or [utc(2026, 11, 23)]:
        for wall in (time(0), time(1, 30), time(2, 30), time(9), time(23, 45)):
            _check_days_around(zone, wall, change)


def _check_days_around(zone: ZoneInfo, wall: time, change: datetime) -> None:
    moment, dates = change - timedelta(days=3), []
    while (moment := next_time(wall, zone, moment)) < change + timedelta(days=3):
        dates.append(_date_meant(zone, wall, moment))
    assert dates == sorted(set(dates))
    assert len(dates) >= 5


def _date_meant(zone: ZoneInfo, wall: time, moment: datetime) -> date:
    """The date whose `wall` this is; that of the jump where the clocks leave it out."""
    local = moment.astimezone(zone)
    if local.time() == wall:
        assert local.fold == 0
        return local.date()
    just_before = (moment - timedelta(seconds=1)).astimezone(zone)
    left_out = just_before.replace(tzinfo=None), local.replace(tzinfo=None)
    dates = {just_before.date(), local.date()}
    (meant,) = (day for day in dates if left_out[0] < datetime.combine(day, wall) < left_out[1])
    return meant


@pytest.mark.parametrize("name", sorted(available_timezones()))
def test_quiet_hours_of_every_zone_end_within_a_day(name: str) -> None:
    zone = ZoneInfo(name)
    table = replace(USUAL, zone=zone)
    for change in next_changes(zone, utc(2026, 11, 23), 2):
        for hours in range(-30, 31, 3):
            moment = change + timedelta(hours=hours)
            free = release(moment, table)
            assert moment <= free < moment + timedelta(hours=11)
            assert release(free, table) == free


def test_from_auckland_to_honolulu_a_morning_comes_once_a_lived_day() -> None:
    """Whoever flies back over the date line hears the next morning 23 hours after the last."""
    home = replace(USUAL, zone=AUCKLAND)
    away = replace(USUAL, zone=HONOLULU)
    passed = next_pass(home, (), datetime(2026, 11, 23, 8, tzinfo=AUCKLAND))
    landed = passed + timedelta(hours=9)
    assert next_pass(away, (), landed) - passed == timedelta(hours=23)


def test_from_honolulu_to_auckland_a_morning_comes_once_a_lived_day() -> None:
    home = replace(USUAL, zone=HONOLULU)
    away = replace(USUAL, zone=AUCKLAND)
    passed = next_pass(home, (), datetime(2026, 11, 22, 8, tzinfo=HONOLULU))
    landed = passed + timedelta(hours=9)
    assert next_pass(away, (), landed) - passed == timedelta(hours=25)
