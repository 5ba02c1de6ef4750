"""The picture of the counts, part by part, and as a file."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

from routines.trends.chart import MOST_DOTS, Chart, Dot, Knot, Window, dots_of
from routines.trends.events import Mark
from routines.trends.picture import draw, draw_small, mark_rows
from routines.trends.picture_file import picture_file
from routines.trends.series import Point, Run, Way
from routines.trends.svg import Element, Markup, element, write

FIRST = date(2026, 11, 1)
WINDOW = Window(first=FIRST, last=FIRST + timedelta(days=19))


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def mark(number: int, on: int, words: str, *, opens_segment: bool = False) -> Mark:
    return Mark(number=number, day=day(on), labels=(words,), opens_segment=opens_segment)


def parts(elements: tuple[Element, ...], name: str, class_: str) -> list[dict[str, str]]:
    """Return the attributes of every such element, without its class."""
    found = []
    for part in elements:
        attributes = dict(part.attributes)
        if part.name == name and class_ in attributes.pop("class", "").split():
            found.append(attributes)
        inside = tuple(child for child in part.inside if isinstance(child, Element))
        found += parts(inside, name, class_)
    return found


def words(elements: tuple[Element, ...]) -> list[str]:
    return [text for part in elements for text in _words(part)]


def _words(part: Element) -> list[str]:
    own = [child for child in part.inside if isinstance(child, str)]
    children = tuple(child for child in part.inside if isinstance(child, Element))
    return own + words(children)


def test_dots_stand_at_the_noon_of_their_day_and_their_height() -> None:
    chart = Chart(
        window=WINDOW,
        dots=(Dot(day(0), 0, Way.BY_REGION), Dot(day(19), 4, Way.BY_REGION)),
    )
    assert [path["d"] for path in parts(draw(chart, "en_GB"), "path", "chart-body")] == [
        "M250 10000h0M9750 0h0"
    ]


def test_recounts_are_rings_and_glances_have_a_class_of_their_own() -> None:
    chart = Chart(
        window=WINDOW,
        dots=(Dot(day(0), 4, Way.QUICK), Dot(day(0), 2, Way.BY_REGION, is_recount=True)),
    )
    picture = draw(chart, "en_GB")
    assert len(parts(picture, "path", "chart-glance")) == 2
    assert [path["d"] for path in parts(picture, "path", "chart-hole")] == ["M250 5000h0"]


def test_band_runs_there_and_back_and_may_be_higher_than_the_dots() -> None:
    start = FIRST.toordinal()
    level = (Knot(start, 2, 1, 3), Knot(start + 19, 2, 0, 50))
    chart = Chart(window=WINDOW, dots=(Dot(day(0), 4, Way.BY_REGION),), levels=(level,))
    assert chart.highest == 6
    picture = draw(chart, "en_GB")
    assert parts(picture, "path", "chart-level") == [{"d": "M250 6667L9750 6667"}]
    assert parts(picture, "path", "chart-band") == [{"d": "M250 5000L9750 0L9750 10000L250 8333Z"}]


def test_pauses_cover_whole_days_and_are_named_where_there_is_room() -> None:
    narrow, wide = Chart(window=WINDOW, pauses=((0, 0),)), Chart(window=WINDOW, pauses=((5, 14),))
    [pause] = parts(draw(narrow, "en_GB"), "rect", "chart-pause")
    assert (pause["x"], pause["width"]) == ("0%", "5%")
    assert "Pause" not in words(draw(narrow, "en_GB"))
    assert "Pause" in words(draw(wide, "en_GB"))


def test_marks_that_would_lie_on_each_other_go_into_rows() -> None:
    marks = (mark(1, 2, "One"), mark(2, 3, "Two"), mark(3, 15, "Three", opens_segment=True))
    chart = Chart(window=WINDOW, marks=marks)
    assert mark_rows(chart) == 2
    assert mark_rows(Chart(window=WINDOW)) == 0
    assert len(parts(draw(chart, "en_GB"), "g", "chart-event-segment")) == 1


def test_words_of_a_mark_stand_where_there_is_room() -> None:
    marks = (mark(1, 2, "One"), mark(2, 4, "A very long name of a product"), mark(3, 19, "Three"))
    said = words(draw(Chart(window=WINDOW, marks=marks), "en_GB"))
    assert {"One", "A very long name of a product", "Three"} <= set(said)
    crowded = (mark(1, 2, "A very long name of a product"), mark(2, 4, "Another one as long"))
    said = words(draw(Chart(window=WINDOW, marks=crowded), "en_GB"))
    assert "A very long name of a product" not in said


def test_label_of_the_last_day_ends_with_the_plot() -> None:
    labels = [
        attributes
        for attributes in parts(draw(Chart(window=WINDOW), "en_GB"), "text", "chart-major")
        if attributes["y"] == "100%"
    ]
    assert (labels[-1]["x"], labels[-1]["text-anchor"]) == ("100%", "end")
    assert {label["text-anchor"] for label in labels[:-1]} == {"middle"}


def test_small_picture_says_only_how_high_it_goes() -> None:
    chart = Chart(window=WINDOW, dots=(Dot(day(3), 7, Way.BY_REGION),))
    assert words(draw_small(chart)) == ["0", "8"]


def test_very_many_counts_become_the_means_of_weeks() -> None:
    window = Window(first=day(1 - MOST_DOTS), last=day(0))
    points = tuple(Point(day(-number), number % 2, False) for number in range(MOST_DOTS))
    run = Run(way=Way.BY_REGION, points=points[::-1])
    assert len(dots_of([run], window)) == MOST_DOTS
    again = Run(way=Way.BY_REGION, points=(*points[::-1], Point(day(0), 9, True)))
    weekly = dots_of([again], window)
    assert weekly[-1] == Dot(day(-3), 12 / 8, Way.BY_REGION, counts=8)
    assert weekly[-2] == Dot(day(-10), 4 / 7, Way.BY_REGION, counts=7)


def test_what_a_person_wrote_ends_no_element() -> None:
    said = write([element("text", "</text><script>", title='"><b>')])
    assert said == "<text title='\"&gt;&lt;b&gt;'>&lt;/text&gt;&lt;script&gt;</text>"
    assert isinstance(said, Markup)
    assert said.__html__() == said


def test_file_is_a_picture_by_itself_with_its_marks_in_words() -> None:
    marks = (mark(1, 2, "Cream <new> & rich"),)
    chart = Chart(window=WINDOW, dots=(Dot(day(0), 4, Way.BY_REGION),), marks=marks)
    root = ET.fromstring(picture_file(chart, place="Nose", locale="en_GB"))  # noqa: S314 - our own
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert texts[:2] == [
        "Spots: Nose",
        (
            "1 Nov 2026 to 20 Nov 2026. Each dot is a count; line and band are the level the "
            "counts vary around."
        ),
    ]
    assert texts[-1] == "1  3 Nov 2026  Cream <new> & rich"
