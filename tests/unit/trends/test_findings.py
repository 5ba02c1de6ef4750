"""What is found of the counts on a day, and how it is said."""

from __future__ import annotations

from datetime import date, timedelta

from routines.diary.regions import FACE, Region
from routines.spots.counting import WHOLE_FACE
from routines.trends.answers import Answer
from routines.trends.chart import Window
from routines.trends.choice import Choice
from routines.trends.events import Happened
from routines.trends.findings import Findings, RegionFinding, find, find_regions
from routines.trends.series import REGIONS, CountRow
from routines.trends.spots_card import CountsGathered

TODAY = date(2026, 11, 22)
NOSE = frozenset({Region.NOSE})


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def face(days: int, **spots: int) -> CountRow:
    values = dict.fromkeys(FACE, 0) | spots
    return CountRow(ago(days), tuple(values.get(region) for region in REGIONS), None)


def gathered(
    rows: list[CountRow], *happened: Happened, choice: Choice | None = None
) -> CountsGathered:
    window = (choice or Choice()).window(ago(400), TODAY)
    return CountsGathered(rows=rows, happened=happened, pauses=(), window=window, today=TODAY)


def found(
    rows: list[CountRow], *happened: Happened, region: str = "", choice: Choice | None = None
) -> Findings:
    regions = frozenset({Region(region)}) if region else WHOLE_FACE
    return find(region, regions, gathered(rows, *happened, choice=choice), "en_GB")


def in_small(rows: list[CountRow], region: str = "") -> tuple[RegionFinding, ...]:
    return find_regions(region, gathered(rows), "en_GB")


def weekly(numbers: list[int], region: str = "chin") -> list[CountRow]:
    """Counts that end today."""
    last = 7 * (len(numbers) - 1)
    return [face(last - 7 * place, **{region: spots}) for place, spots in enumerate(numbers)]


def test_answer_is_a_headline_and_what_it_rests_on() -> None:
    said = Answer(kind="unclear", verdict="No clear change: between 8 and 9, from 22 counts.")
    assert (said.headline, said.basis) == ("No clear change", "Between 8 and 9, from 22 counts.")
    assert said.is_answer
    assert said.sentences == (said.verdict,)


def test_three_counts_ask_for_more() -> None:
    answer = found(weekly([5, 6, 5])).answer
    assert answer == Answer(
        kind="not_yet",
        verdict="Not enough yet to say how the counts are going: one count a week for about 6 more "
        "weeks would be enough.",
    )
    assert not answer.is_answer


def test_no_counts_are_answered_too() -> None:
    findings = found([])
    assert (findings.answer.kind, findings.rises, findings.has_places) == ("not_yet", (), False)
    assert in_small([]) == ()


def test_steep_fall_is_said_with_its_interval_and_no_patience() -> None:
    falling = [60, 55, 49, 45, 40, 37, 33, 30, 27, 25, 22, 20, 18, 16, 15, 13]
    answer = found(weekly(falling)).answer
    assert answer.headline == "Going down"
    assert answer.basis.endswith("fewer a month, from 16 counts in 15 weeks.")
    assert answer.patience == ""
    assert answer.lately.startswith("Lower than 12 weeks ago: about 16 spots a count")


def test_quiet_counts_say_how_much_longer() -> None:
    quiet = [61, 58, 60, 62, 59, 60, 61, 58, 60, 59, 62, 60]
    answer = found(weekly(quiet)).answer
    assert answer.headline in {"No clear change", "Steady"}
    assert answer.patience.startswith("A fall of 20")


def test_few_spots_are_told_in_counts() -> None:
    answer = found(weekly([1, 0, 2, 1, 1, 0, 2, 1, 1, 2])).answer
    assert "%" not in answer.verdict
    assert "spots a month, at 1.1 spots a count on average" in answer.verdict


def test_only_zeros_are_no_spots() -> None:
    assert found(weekly([0] * 13)).answer == Answer(
        kind="no_spots", verdict="No spots logged: 13 counts in 12 weeks."
    )


def test_answer_is_the_same_whatever_time_is_shown() -> None:
    rows = weekly([9, 8, 11, 7, 9, 12, 8, 6, 10, 9, 11, 8])
    shown = [found(rows, choice=choice) for choice in (Choice("4w"), Choice("all"))]
    assert shown[0] == shown[1]


def test_removal_begins_anew() -> None:
    laser = Happened(day=ago(20), key="laser", name="Laser", group="treatment", opens_segment=True)
    answer = found(weekly([9] * 12), laser).answer
    assert not answer.is_answer
    assert answer.since.startswith("This uses the counts from 2 Nov 2026 on")


RISEN = [6, 8, 7, 7, 6, 8, 7, 6, 7, 8, 7, 6, 16, 19]


def test_alarm_stands_and_is_dated() -> None:
    findings = found(weekly(RISEN))
    assert [(rise.day, rise.lately) for rise in findings.rises] == [(TODAY, 17.5)]
    assert findings.alarm.startswith(
        "Higher than before: about 18 spots a count in the two weeks until 22 Nov 2026"
    )


def test_alarm_of_the_year_stands_no_more_but_is_known() -> None:
    findings = found(weekly([*RISEN, 18, 12, 8, 7, 8]))
    assert [rise.day for rise in findings.rises] == [ago(35)]
    assert findings.alarm == ""


def test_regions_that_were_counted_are_shown_in_small() -> None:
    rows = weekly([3, 4, 3, 4])
    regions = in_small(rows)
    assert found(rows).has_places
    assert [finding.region for finding in regions] == [
        region for region in Region if region in WHOLE_FACE
    ]
    assert {finding.answer.kind for finding in regions} == {"not_yet"}
    assert "<path" in regions[0].picture


def test_one_region_alone_is_not_shown_twice() -> None:
    numbers = tuple(4 if region is Region.NOSE else None for region in REGIONS)
    rows = [CountRow(ago(days), numbers, None) for days in (21, 14, 7, 0)]
    assert not found(rows).has_places
    assert in_small(rows) == ()


def test_region_is_answered_as_one_of_several_looks() -> None:
    """What would be called a change alone is not one beside seven others that show nothing."""
    slow = [29, 29, 29, 26, 27, 27, 24, 24, 25, 22, 22, 23, 20, 20, 21, 18, 19, 19, 16, 17]
    noisy = {Region.NOSE: [8, 11, 7, 9, 12, 8, 6, 10, 9, 11] * 2}
    rows = [
        face(7 * (19 - place), chin=slow[place], nose=noisy[Region.NOSE][place])
        for place in range(20)
    ]
    findings = found(rows, region="chin")
    tiles = {finding.region: finding.answer for finding in in_small(rows, "chin")}
    assert findings.answer.verdict == tiles[Region.CHIN].verdict
    assert findings.answer.lately
    assert tiles[Region.CHIN].lately == findings.answer.lately
    assert tiles[Region.NOSE].headline == "No clear change"
    assert findings.rises == ()


def test_windows_compare_by_their_days() -> None:
    assert Window(first=ago(6), last=TODAY).days == 7


def test_window_holds_the_rows_of_its_days_and_every_recount() -> None:
    rows = [face(days) for days in (9, 6, 6, 4, 0)]
    assert Window(first=ago(6), last=ago(4)).rows_of(rows) == rows[1:4]
    assert Window(first=ago(3), last=ago(1)).rows_of(rows) == []
    assert Window(first=ago(3), last=ago(1)).rows_of([]) == []
