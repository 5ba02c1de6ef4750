"""What is marked beside the counts."""

from __future__ import annotations

from datetime import date, timedelta

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import PlannedStep
from routines.trends.events import (
    Event,
    Happened,
    Mark,
    Weight,
    mark,
    routine_changes,
    say_cadence,
    segment_starts,
)

DAY = date(2026, 11, 1)


def term(
    starts: int,
    ends: int | None = None,
    *,
    name: str = "Retinoid",
    step_id: int = 1,
    product: str = "",
    cadence: Cadence | None = None,
) -> PlannedStep:
    return PlannedStep(
        step_id=step_id,
        kind="retinoid",
        name=name,
        slot="evening",
        cadence=cadence or Cadence(),
        position=0,
        starts_on=DAY + timedelta(days=starts),
        ends_on=None if ends is None else DAY + timedelta(days=ends),
        product=product,
    )


def happened(key: str, group: str, *, opens: bool = False, region: str = "") -> Happened:
    return Happened(
        day=DAY,
        key=key,
        name=key.capitalize(),
        group=group,
        opens_segment=opens,
        region=region,
        region_label=region.capitalize(),
    )


def changes(*terms: PlannedStep) -> list[tuple[int, str]]:
    return [((event.day - DAY).days, event.label) for event in routine_changes(terms)]


OTHER = term(0, step_id=9, name="Cleanser")


def test_the_first_routine_is_no_change() -> None:
    assert changes(OTHER, term(0)) == []


def test_step_added_later_and_retired() -> None:
    assert changes(OTHER, term(5, 9)) == [(5, "Retinoid added"), (9, "Retinoid retired")]


def test_step_brought_back() -> None:
    assert changes(term(0, 5), term(8), OTHER) == [
        (5, "Retinoid retired"),
        (8, "Retinoid brought back"),
    ]


def test_new_product_and_cadence_are_changes_but_a_name_is_not() -> None:
    weekly = Cadence(kind=Kind.WEEKLY, times_a_week=2)
    terms = [
        term(0, 3, name="Old name"),
        term(3, 6),
        term(6, 9, product="Brand X"),
        term(9, product="Brand X", cadence=weekly),
    ]
    assert changes(*terms) == [(6, "Retinoid: now Brand X"), (9, "Retinoid: twice a week")]


def test_what_is_of_note() -> None:
    assert happened("peel", "treatment").is_of_note
    assert happened("sunburn", "sun").is_of_note
    assert happened("removed-myself", "hands", opens=True).is_of_note
    assert not happened("strong-sun", "sun").is_of_note
    assert not happened("picked", "hands").is_of_note


def test_event_of_a_happening_names_its_place() -> None:
    assert happened("laser", "treatment", opens=True, region="chin").event() == Event(
        day=DAY, label="Laser (chin)", weight=Weight.SEGMENT
    )


def test_removal_on_one_region_begins_no_segment_of_another() -> None:
    removal = happened("extraction", "treatment", opens=True, region="chin")
    assert segment_starts([removal], "") == [DAY]
    assert segment_starts([removal], "chin") == [DAY]
    assert segment_starts([removal], "nose") == []
    assert segment_starts([happened("peel", "treatment", opens=True)], "nose") == [DAY]
    assert segment_starts([happened("sunburn", "sun")], "") == []


def event(number: int, label: str, weight: Weight) -> Event:
    return Event(day=DAY + timedelta(days=number), label=label, weight=weight)


def test_events_of_a_day_share_a_mark() -> None:
    events = [
        event(3, "Peel", Weight.SEGMENT),
        event(3, "New product", Weight.HAPPENING),
        event(1, "Sunburn", Weight.HAPPENING),
        event(3, "Peel", Weight.SEGMENT),
    ]
    assert mark(events) == (
        [
            Mark(number=1, day=DAY + timedelta(days=1), labels=("Sunburn",), opens_segment=False),
            Mark(
                number=2,
                day=DAY + timedelta(days=3),
                labels=("Peel", "New product"),
                opens_segment=True,
            ),
        ],
        0,
    )


def test_of_too_many_the_weightiest_and_newest_stay() -> None:
    routine = [event(number, f"change {number}", Weight.ROUTINE) for number in range(12)]
    removal = event(-5, "Extraction", Weight.SEGMENT)
    marks, left_out = mark([*routine, removal])
    assert [item.labels[0] for item in marks] == [
        "Extraction",
        *[f"change {number}" for number in range(4, 12)],
    ]
    assert left_out == 4


def test_mark_that_was_asked_for_stays() -> None:
    events = [event(number, f"change {number}", Weight.ROUTINE) for number in range(12)]
    marks, left_out = mark(events, always=DAY)
    assert marks[0].labels == ("change 0",)
    assert (len(marks), left_out) == (9, 3)


def test_saying_a_cadence() -> None:
    assert [
        say_cadence(cadence)
        for cadence in (
            Cadence(),
            Cadence(kind=Kind.WEEKLY, times_a_week=1),
            Cadence(kind=Kind.WEEKLY, times_a_week=3),
            Cadence(kind=Kind.EVERY, every_days=10),
            Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({3, 0})),
        )
    ] == ["every day", "once a week", "3 times a week", "every 10 days", "Mon, Thu"]
