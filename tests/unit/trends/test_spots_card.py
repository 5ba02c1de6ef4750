"""The card of the counts as values: tables, notes, and what its picture shows."""

from __future__ import annotations

from datetime import date, timedelta

from routines.diary.cadence import Cadence
from routines.diary.days import PlannedStep, Span
from routines.diary.regions import FACE, Region
from routines.trends.chart import Chart, Dot, Window
from routines.trends.choice import Choice, Link
from routines.trends.events import Happened, Mark
from routines.trends.levels import smooth_levels
from routines.trends.series import REGIONS, CountRow, Way
from routines.trends.spots_card import (
    NOTHING_TO_NOTE,
    CountsGathered,
    Notes,
    SpotsCard,
    begun,
    course_of,
    regions_of,
    spots_card,
)
from routines.trends.tables import CountLine

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def counted(days: int, *, whole_face: int | None = None, **spots: int) -> CountRow:
    return CountRow(ago(days), tuple(spots.get(region) for region in REGIONS), whole_face)


def face(days: int, spots: int) -> CountRow:
    return counted(days, **dict.fromkeys(FACE, 0) | {Region.CHIN: spots})


PLAN = PlannedStep(
    step_id=1,
    kind="sunscreen",
    name="Sunscreen",
    slot="morning",
    cadence=Cadence(),
    position=0,
    starts_on=ago(100),
)


def gather(
    *rows: CountRow,
    choice: Choice,
    happened: tuple[Happened, ...] = (),
    pauses: tuple[Span, ...] = (),
) -> CountsGathered:
    window = choice.window(begun(choice, rows, [PLAN], TODAY), TODAY)
    return CountsGathered(rows=rows, happened=happened, pauses=pauses, window=window, today=TODAY)


def card(
    *rows: CountRow,
    choice: Choice | None = None,
    happened: tuple[Happened, ...] = (),
    pauses: tuple[Span, ...] = (),
) -> SpotsCard:
    choice = choice or Choice()
    gathered = gather(*rows, choice=choice, happened=happened, pauses=pauses)
    course = course_of(regions_of(choice, gathered), choice, gathered)
    events = [item.event() for item in happened]
    return spots_card(choice, gathered, course, smooth_levels(course.runs), events, "en_GB")


def test_everything_begins_with_the_first_count_other_times_with_the_diary() -> None:
    rows = [face(60, 1), face(3, 1)]
    assert begun(Choice("all"), rows, [PLAN], TODAY) == ago(60)
    assert begun(Choice("52w"), rows, [PLAN], TODAY) == ago(100)
    assert begun(Choice("all"), [], [PLAN], TODAY) == TODAY


def test_counts_before_the_window_are_no_dots() -> None:
    rows = (face(60, 3), face(28, 4), face(27, 5))
    shown = card(*rows, choice=Choice("4w"))
    assert [dot.spots for dot in shown.chart.dots] == [5]
    assert [line.spots for line in shown.lines] == [5]


def test_place_is_the_one_counted_lately() -> None:
    rows = [*[face(400 + number, 5) for number in range(9, 0, -1)], counted(9, nose=1)]
    assert card(*rows, choice=Choice("all")).place == "Nose"
    assert card(*rows, choice=Choice("all")).chart.dots[0].spots == 0
    assert card(*rows, choice=Choice("all")).summary is not None


def test_place_of_another_time_is_the_one_counted_then() -> None:
    rows = [counted(400, chin=3), counted(9, nose=1)]
    then = Choice(first=ago(410), last=ago(380))
    assert card(*rows, choice=then).place == "Chin"


def test_places_are_those_that_were_counted() -> None:
    rows = (counted(14, nose=1, chin=2), counted(7, nose=1, chin=0))
    assert card(*rows).places == (
        Link("Nose and chin", "?", True),
        Link("Nose", "?region=nose", False),
        Link("Chin", "?region=chin", False),
    )
    assert card(counted(7, nose=1)).places == ()
    assert card(counted(7, whole_face=1)).places == ()


def test_card_without_counts_has_no_summary() -> None:
    empty = card()
    assert empty.summary is None
    assert (empty.lines, empty.periods, empty.chart.dots) == ((), (), ())


def test_line_is_promised_from_the_third_week_on() -> None:
    rows = [face(14 - 7 * number, 1) for number in range(3)]
    assert [card(*rows[:number]).chart.weeks_to_go for number in (1, 2, 3)] == [2, 1, 0]
    twice_a_day = [face(7, 1), face(7, 2), face(0, 1)]
    assert card(*twice_a_day).chart.weeks_to_go == 1


def test_lines_are_newest_first_and_say_how_they_were_counted() -> None:
    rows = (face(14, 5), face(14, 6), counted(7, nose=2), counted(0, whole_face=9))
    assert card(*rows).lines == (
        CountLine(day=ago(0), spots=9, is_quick=True),
        CountLine(day=ago(7), spots=2, where="Nose"),
        CountLine(day=ago(14), spots=5),
        CountLine(day=ago(14), spots=6, is_recount=True),
    )


def test_lines_of_a_region_are_its_own_alone() -> None:
    rows = (face(14, 5), counted(7, nose=2))
    assert card(*rows, choice=Choice(region="nose")).lines == (
        CountLine(day=ago(7), spots=2),
        CountLine(day=ago(14), spots=0),
    )


def test_many_counts_are_told_by_the_month() -> None:
    rows = [face(100 - number, 3) for number in range(101)]
    told = card(*rows)
    assert told.lines == ()
    assert not told.by_year
    assert [row.counts for row in told.periods] == [22, 31, 30, 18]


def test_very_many_counts_are_told_by_the_year() -> None:
    rows = [face(7 * (300 - number), 3) for number in range(301)]
    told = card(*rows, choice=Choice("all"))
    assert told.by_year
    assert [row.counts for row in told.periods] == [47, 52, 52, 53, 52, 45]


def test_notes_say_only_what_is_there() -> None:
    rows = [face(14, 5), face(0, 5)]
    plain = card(*rows)
    assert plain.notes == NOTHING_TO_NOTE
    assert not plain.has_notes
    assert card(*rows, pauses=(Span(first=ago(9), last=ago(8)),)).has_notes


def test_notes_of_a_course_with_everything() -> None:
    removal = Happened(day=ago(20), key="peel", name="Peel", group="treatment", opens_segment=True)
    rows = [face(60, 5), face(28, 5), face(14, 1), face(14, 2), counted(7, whole_face=3)]
    rows.append(counted(0, nose=1))
    assert card(*rows, happened=(removal,)).notes == Notes(
        has_gap=True,
        has_segment=True,
        has_recount=True,
        has_both_ways=True,
        is_quick=False,
        elsewhere=1,
    )


def test_chart_holds_dots_marks_and_clipped_pauses() -> None:
    removal = Happened(day=ago(10), key="peel", name="Peel", group="treatment", opens_segment=True)
    pauses = (Span(first=ago(300), last=ago(99)), Span(first=ago(2), last=None))
    rows = (face(14, 5), face(14, 6), face(7, 2), face(0, 0))
    assert card(*rows, happened=(removal,), pauses=pauses).chart == Chart(
        window=Window(first=ago(100), last=TODAY),
        dots=(
            Dot(ago(14), 5, Way.BY_REGION),
            Dot(ago(14), 6, Way.BY_REGION, is_recount=True),
            Dot(ago(7), 2, Way.BY_REGION),
            Dot(ago(0), 0, Way.BY_REGION),
        ),
        marks=(Mark(number=1, day=ago(10), labels=("Peel",), opens_segment=True),),
        pauses=((0, 1), (98, 100)),
    )


def test_dots_are_told_one_by_one() -> None:
    reading = card(face(27, 8), face(27, 1), counted(0, whole_face=4), choice=Choice("4w")).reading
    assert reading.words.split("\n") == [
        "Monday, 26 October 2026: 8 spots",
        "Monday, 26 October 2026: 1 spot, counted again",
        "Sunday, 22 November 2026: 4 spots, at a glance",
    ]
    assert reading.places.split("\n") == ["1.79 0", "1.79 87.5", "98.21 50"]
