"""The page as values: windows, links, tables and the chart's data."""

from __future__ import annotations

from datetime import date, timedelta

from routines.diary.cadence import Cadence
from routines.diary.days import PlannedStep, Span
from routines.diary.regions import FACE, Region
from routines.trends.chart import Window
from routines.trends.events import Happened
from routines.trends.page import (
    NOTHING_TO_NOTE,
    Choice,
    CountLine,
    Link,
    Notes,
    SpotsCard,
    SpotsGathered,
    range_links,
    spots_card,
    window_of,
)
from routines.trends.series import REGIONS, CountRow

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


def card(
    *rows: CountRow,
    choice: Choice | None = None,
    happened: tuple[Happened, ...] = (),
    pauses: tuple[Span, ...] = (),
) -> SpotsCard:
    choice = choice or Choice()
    gathered = SpotsGathered(
        rows=rows,
        happened=happened,
        pauses=pauses,
        window=window_of(choice, rows, [PLAN], TODAY),
    )
    return spots_card(choice, gathered, [PLAN], "en_GB")


def test_window_is_the_range_as_far_as_there_was_a_diary() -> None:
    assert window_of(Choice("12w"), [], [PLAN], TODAY) == Window(first=ago(83), last=TODAY)
    assert window_of(Choice("26w"), [], [PLAN], TODAY) == Window(first=ago(100), last=TODAY)
    assert window_of(Choice("26w"), [], [], TODAY) == Window(first=ago(27), last=TODAY)


def test_window_of_everything_begins_with_the_first_count() -> None:
    assert window_of(Choice("all"), [face(60, 1)], [PLAN], TODAY).first == ago(60)
    assert window_of(Choice("all"), [face(3, 1)], [PLAN], TODAY).first == ago(27)


def test_address_leaves_out_what_is_usual() -> None:
    assert Choice().address == "?"
    assert Choice("12w").address == "?range=12w"
    assert Choice("all", "left_eye").address == "?range=all&region=left_eye"


def test_links_of_ranges_keep_the_region() -> None:
    assert range_links(Choice("12w", "nose"))[:3] == (
        Link("4 weeks", "?range=4w&region=nose", False),
        Link("12 weeks", "?range=12w&region=nose", True),
        Link("26 weeks", "?region=nose", False),
    )


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
    assert (empty.to_go, empty.lines, empty.periods) == (4, (), ())


def test_line_is_promised_from_the_fourth_count_on() -> None:
    rows = [face(28 - 7 * number, 1) for number in range(4)]
    assert [card(*rows[:number]).to_go for number in (1, 2, 3, 4)] == [3, 2, 1, 0]
    assert [card(*rows[:number]).chart["joined"] for number in (3, 4)] == [False, True]


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
    rows = [face(21, 5), face(14, 5), face(7, 5), face(0, 5)]
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


def test_chart_data_counts_days_from_the_first() -> None:
    removal = Happened(day=ago(10), key="peel", name="Peel", group="treatment", opens_segment=True)
    pauses = (Span(first=ago(300), last=ago(99)), Span(first=ago(2), last=None))
    rows = (face(14, 5), face(14, 6), face(7, 2), face(0, 0))
    assert card(*rows, happened=(removal,), pauses=pauses).chart == {
        "locale": "en-GB",
        "first": ago(100).isoformat(),
        "last": TODAY.isoformat(),
        "joined": True,
        "runs": [
            {"way": "by_region", "days": [86, 86], "counts": [5, 6], "again": [1]},
            {"way": "by_region", "days": [93, 100], "counts": [2, 0], "again": []},
        ],
        "events": [[90, 1, "Peel", True]],
        "pauses": [[0, 1], [98, 100]],
    }
