"""The whole way from counts to the page: whatever was counted, it says something and draws it."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

from hypothesis import example, given, settings
from hypothesis import strategies as st

from routines.diary.days import Span
from routines.diary.regions import Region
from routines.trends.choice import RANGES, Choice
from routines.trends.events import Happened
from routines.trends.findings import find, find_regions
from routines.trends.levels import smooth_levels
from routines.trends.picture_file import picture_file
from routines.trends.series import REGIONS, CountRow
from routines.trends.spots_card import CountsGathered, begun, course_of, regions_of, spots_card

TODAY = date(2026, 11, 22)
LONGEST = 3650
MOST = 999

ago = st.integers(0, LONGEST).map(lambda days: TODAY - timedelta(days=days))
spots = st.one_of(st.none(), st.integers(0, MOST))
by_region = st.builds(
    lambda day, numbers: CountRow(day, tuple(numbers), None),
    ago,
    st.lists(spots, min_size=len(REGIONS), max_size=len(REGIONS)).filter(any),
)
at_a_glance = st.builds(
    lambda day, number: CountRow(day, (None,) * len(REGIONS), number), ago, st.integers(0, MOST)
)
removals = st.builds(
    lambda day, region: Happened(
        day=day, key="laser", name="A <laser>", group="treatment", opens_segment=True, region=region
    ),
    ago,
    st.sampled_from(["", "nose", "chin"]),
)
pauses = st.builds(
    lambda day, days: Span(first=day, last=day + timedelta(days)), ago, st.integers(0, 90)
)
choices = st.one_of(
    st.builds(Choice, st.sampled_from(list(RANGES)), st.sampled_from(["", *Region])),
    st.builds(lambda first: Choice(first=first, last=TODAY), ago),
)


def every_week(number: int, weeks: int = 522) -> list[CountRow]:
    return [
        CountRow(TODAY - timedelta(weeks=week), (None,) * len(REGIONS), number)
        for week in range(weeks)
    ]


@settings(max_examples=50, deadline=None)
@given(
    rows=st.lists(st.one_of(by_region, at_a_glance), max_size=60),
    happened=st.lists(removals, max_size=3),
    paused=st.lists(pauses, max_size=2),
    choice=choices,
)
@example(rows=[], happened=[], paused=[], choice=Choice())
@example(rows=every_week(0), happened=[], paused=[], choice=Choice("all"))
@example(rows=every_week(MOST), happened=[], paused=[], choice=Choice("all"))
@example(rows=every_week(7, weeks=1), happened=[], paused=[], choice=Choice("4w"))
def test_any_counts_are_answered_and_drawn(
    rows: list[CountRow], happened: list[Happened], paused: list[Span], choice: Choice
) -> None:
    rows = sorted(rows, key=lambda row: row.day)
    gathered = CountsGathered(
        rows=rows,
        happened=sorted(happened, key=lambda item: item.day),
        pauses=paused,
        window=choice.window(begun(choice, rows, [], TODAY), TODAY),
        today=TODAY,
    )
    course = course_of(regions_of(choice, gathered), choice, gathered)
    findings = find(choice.region, course.regions, gathered, "en_GB")
    events = [item.event() for item in happened]
    card = spots_card(choice, gathered, course, smooth_levels(course.runs), events, "en_GB")
    regions = find_regions(choice.region, gathered, "en_GB")
    assert findings.answer.headline
    assert bool(regions) >= findings.has_places
    assert len(card.reading.words.split("\n")) == max(1, len(card.chart.dots))
    for picture in (card.picture, *(finding.picture for finding in regions)):
        assert "nan" not in picture
        assert "inf" not in picture
        ET.fromstring(f"<svg>{picture}</svg>")  # noqa: S314 - our own
    ET.fromstring(picture_file(card.chart, place=card.place, locale="en_GB").encode())  # noqa: S314


@given(number=st.integers(0, MOST), weeks=st.integers(1, 60))
@settings(max_examples=30, deadline=None)
def test_nothing_is_claimed_of_counts_that_never_change(number: int, weeks: int) -> None:
    rows = every_week(number, weeks)[::-1]
    window = Choice("all").window(rows[0].day, TODAY)
    gathered = CountsGathered(rows=rows, happened=[], pauses=[], window=window, today=TODAY)
    answer = find("", regions_of(Choice("all"), gathered), gathered, "en_GB").answer
    assert answer.kind in {"not_yet", "no_spots", "steady", "unclear"}
