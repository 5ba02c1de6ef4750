"""The routine as a calendar: read back by two other readers, across clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from routines.diary.cadence import Cadence, Kind
from routines.reminders.feed import MOST_EVENTS, events_of
from routines.reminders.feed_text import digest_of, write
from routines.reminders.feed_values import FeedStep, Routine, Switch
from routines.reminders.timezones import observances

TODAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 16)
BEGAN = date(2026, 1, 1)
"""A Thursday."""
BERLIN = ZoneInfo("Europe/Berlin")
CHANGED_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)

CLEANSER = FeedStep(
    key="1", name="Gentle cleanser", slot="morning", cadence=Cadence(), starts_on=BEGAN
)
SUNSCREEN = replace(CLEANSER, key="2", name="Sunscreen")
EVENING = replace(CLEANSER, key="3", name="Moisturiser", slot="evening")
TWICE = replace(
    EVENING, key="4", name="Gentle acid", cadence=Cadence(kind=Kind.WEEKLY, times_a_week=2)
)
EVERY_FIVE = replace(
    CLEANSER, key="5", name="Mask", slot="any", cadence=Cadence(kind=Kind.EVERY, every_days=5)
)
WEEKEND = replace(
    CLEANSER, key="6", name="Scalp", cadence=Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({5, 6}))
)


def routine(*steps: FeedStep, **more: Any) -> Routine:
    return Routine(**{"today": TODAY, "day_starts_at": time(3), "steps": steps} | more)


def written(given: Routine, zone: ZoneInfo = BERLIN) -> icalendar.Calendar:
    text = write(
        events_of(given),
        zone=zone,
        today=given.today,
        owner="https://diary.example/feeds/7",
        title="Skin-care routine",
        changed_at=CHANGED_AT,
    )
    return icalendar.Calendar.from_ical(text)


def occurrences(
    given: Routine, first: date, last: date, zone: ZoneInfo = BERLIN
) -> list[tuple[str, date | datetime]]:
    """(title, when) of everything from `first` to `last`, both included, as a calendar shows it."""
    found = recurring_ical_events.of(written(given, zone)).between(first, last + timedelta(days=1))
    moments = [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in found]
    return sorted(moments, key=lambda moment: (str(moment[1]), moment[0]))


def days(given: Routine, first: date, last: date) -> list[int]:
    """The days of the month on which anything happens."""
    return [moment.day for _, moment in occurrences(given, first, last)]


def test_daily_steps_of_a_part_of_the_day_share_an_event() -> None:
    found = occurrences(routine(CLEANSER, SUNSCREEN, EVENING), TODAY, TODAY)

    assert found == [
        ("Morning: Gentle cleanser, Sunscreen", datetime(2026, 11, 22, 8, tzinfo=BERLIN)),
        ("Evening: Moisturiser", datetime(2026, 11, 22, 21, tzinfo=BERLIN)),
    ]


def test_empty_routine_is_an_empty_calendar() -> None:
    assert written(routine()).walk("VEVENT") == []


def test_own_times_take_the_place_of_the_usual_ones() -> None:
    found = occurrences(routine(EVENING, times={"evening": time(22, 15)}), TODAY, TODAY)

    assert found == [("Evening: Moisturiser", datetime(2026, 11, 22, 22, 15, tzinfo=BERLIN))]


def test_evening_after_midnight_lies_on_the_next_date() -> None:
    """With a day that begins at three, Saturday's evening at half past midnight is a Sunday."""
    saturday = replace(EVENING, cadence=Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({5})))
    given = routine(saturday, times={"evening": time(0, 30)})

    found = occurrences(given, TODAY, TODAY + timedelta(days=6))

    assert found == [("Evening: Moisturiser", datetime(2026, 11, 22, 0, 30, tzinfo=BERLIN))]


def test_twice_a_week_is_spread_and_said_to_be_a_suggestion() -> None:
    given = routine(TWICE)

    assert days(given, date(2026, 11, 23), date(2026, 12, 6)) == [26, 29, 3, 6]
    assert "suggestion" in str(written(given).walk("VEVENT")[0]["DESCRIPTION"])


def test_weekdays_are_kept() -> None:
    assert days(routine(WEEKEND), date(2026, 11, 23), date(2026, 12, 6)) == [28, 29, 5, 6]


def test_interval_counts_from_when_it_was_last_done() -> None:
    done = replace(EVERY_FIVE, last_done=date(2026, 11, 20))

    assert days(routine(done), TODAY, date(2026, 12, 6)) == [25, 30, 5]


def test_overdue_interval_is_due_today() -> None:
    done = replace(EVERY_FIVE, last_done=date(2026, 11, 1))

    assert days(routine(done), TODAY, date(2026, 12, 3)) == [22, 27, 2]


def test_step_that_ends_and_one_that_begins() -> None:
    ending = replace(CLEANSER, ends_on=date(2026, 11, 25))
    beginning = replace(SUNSCREEN, starts_on=date(2026, 11, 25))

    found = occurrences(routine(ending, beginning), date(2026, 11, 23), date(2026, 11, 26))

    assert [(title, moment.day) for title, moment in found] == [
        ("Morning: Gentle cleanser", 23),
        ("Morning: Gentle cleanser", 24),
        ("Morning: Sunscreen", 25),
        ("Morning: Sunscreen", 26),
    ]


def test_paused_days_are_left_out() -> None:
    given = routine(
        CLEANSER,
        WEEKEND,
        count_weekday=6,
        pauses=[(date(2026, 11, 27), date(2026, 11, 29)), (date(2026, 12, 2), date(2026, 12, 2))],
    )

    found = occurrences(given, date(2026, 11, 26), date(2026, 12, 3))

    assert [moment.day for _, moment in found] == [26, 30, 1, 3]


def test_pause_without_an_end_ends_the_events() -> None:
    given = routine(CLEANSER, count_weekday=0, pauses=[(date(2026, 11, 25), None)])

    assert days(given, TODAY, date(2027, 1, 31)) == [22, 23, 23, 24]


def test_pause_since_long_ago_leaves_nothing() -> None:
    assert events_of(routine(CLEANSER, count_weekday=0, pauses=[(BEGAN, None)])) == ()


def test_counting_day_is_a_whole_day() -> None:
    found = occurrences(routine(count_weekday=2), TODAY, date(2026, 12, 3))

    assert found == [("Weekly count", date(2026, 11, 25)), ("Weekly count", date(2026, 12, 2))]


def test_switches_of_a_trial() -> None:
    switch = Switch(key="9", day=date(2026, 12, 1), words="Trial: Gentle acid from today")

    assert occurrences(routine(switches=[switch]), TODAY, date(2026, 12, 31)) == [
        ("Trial: Gentle acid from today", date(2026, 12, 1))
    ]


def test_without_names_nothing_is_told() -> None:
    switch = Switch(key="9", day=date(2026, 12, 1), words="Trial: Gentle acid from today")
    given = routine(
        CLEANSER, TWICE, EVERY_FIVE, switches=[switch], count_weekday=6, names_shown=False
    )
    text = written(given).to_ical().decode()

    assert {title for title, _ in occurrences(given, TODAY, date(2026, 12, 6))} == {
        "Morning routine",
        "Evening routine",
        "Routine",
        "Weekly count",
        "Change of routine",
    }
    for step in (CLEANSER, TWICE, EVERY_FIVE):
        assert step.name not in text
    assert "DESCRIPTION" not in text


def test_names_are_escaped_and_folded() -> None:
    name = "Öl, “dick”; \\ BEGIN:VEVENT\nSUMMARY:no"
    given = routine(replace(CLEANSER, name=name))
    text = write(
        events_of(given),
        zone=BERLIN,
        today=TODAY,
        owner="o",
        title="t",
        changed_at=CHANGED_AT,
    )

    assert occurrences(given, TODAY, TODAY)[0][0] == f"Morning: {name}"
    assert max(len(line) for line in text.split(b"\r\n")) <= 75


def test_identities_are_different_and_stay() -> None:
    given = routine(CLEANSER, SUNSCREEN, EVENING, TWICE, EVERY_FIVE, WEEKEND, count_weekday=6)

    def identities(routine: Routine) -> list[str]:
        return [str(event["UID"]) for event in written(routine).walk("VEVENT")]

    assert len(set(identities(given))) == len(identities(given)) == 6
    later = replace(given, today=TODAY + timedelta(days=45), times={"morning": time(7)})
    assert identities(later) == identities(given)
    renamed = [replace(step, name=f"{step.name}!") for step in given.steps]
    assert identities(replace(given, steps=renamed)) == identities(given)


def test_digest_changes_with_what_is_shown_and_once_a_week() -> None:
    given = routine(CLEANSER, EVENING)

    def digest(routine: Routine, zone: ZoneInfo = BERLIN) -> str:
        return digest_of(events_of(routine), zone, routine.today)

    same_week = [replace(given, today=MONDAY + timedelta(days=number)) for number in range(7)]
    assert len({digest(one) for one in same_week}) == 1
    others = [
        replace(given, today=TODAY + timedelta(days=1)),
        replace(given, names_shown=False),
        replace(given, times={"evening": time(22)}),
        routine(CLEANSER),
    ]
    assert len({digest(given), digest(given, ZoneInfo("UTC")), *map(digest, others)}) == 6


def test_size_is_bounded() -> None:
    many = [replace(TWICE, key=str(number), name="x" * 60) for number in range(1000)]
    pauses = [(date(2026, 12, 1), date(2027, 12, 1))]

    events = events_of(routine(*many, pauses=pauses))

    assert len(events) == MOST_EVENTS
    assert len(written(routine(*many, pauses=pauses)).to_ical()) < 1_000_000


ZONES = [
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Honolulu",
    "UTC",
]


@pytest.mark.parametrize("name", ZONES)
def test_morning_stays_at_eight_for_a_year_and_a_half(name: str) -> None:
    zone = ZoneInfo(name)
    found = occurrences(routine(CLEANSER), TODAY, TODAY + timedelta(days=540), zone)

    assert [moment.astimezone(zone) for _, moment in found] == [
        datetime.combine(TODAY + timedelta(days=number), time(8), zone) for number in range(541)
    ]


@pytest.mark.parametrize("name", [name for name in ZONES if name != "UTC"])
def test_rules_of_the_zone_read_back_give_its_offsets(name: str) -> None:
    """The library that reads them knows the zone by these rules alone."""
    zone = ZoneInfo(name)
    rules = written(routine(CLEANSER), zone).walk("VTIMEZONE")[0]
    known = rules.to_tz(lookup_tzid=False)
    begin = datetime.combine(MONDAY, time(), UTC)
    changes = [one.since for one in observances(zone, MONDAY, MONDAY + timedelta(days=1000))]
    days = [begin + timedelta(days=number) for number in range(1000)]
    hours = [change + timedelta(hours=number) for change in changes for number in range(-30, 30)]

    wrong = [
        hour
        for hour in (*days, *hours)
        if hour >= begin and _offset(hour, known) != _offset(hour, zone)
    ]

    assert wrong == []


def _offset(instant: datetime, zone: Any) -> timedelta | None:
    return instant.astimezone(zone).utcoffset()


def test_observances_of_berlin() -> None:
    found = observances(BERLIN, date(2027, 1, 1), date(2027, 12, 31))

    assert [
        (f"{one.wall_before:%Y, %-m, %-d, %-H}", one.offset, one.name, one.is_daylight)
        for one in found
    ] == [
        ("2026, 10, 25, 3", timedelta(hours=1), "CET", False),
        ("2027, 3, 28, 2", timedelta(hours=2), "CEST", True),
        ("2027, 10, 31, 3", timedelta(hours=1), "CET", False),
    ]
