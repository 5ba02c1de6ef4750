"""Topic files are read and written without loss, and any text at all can be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.guidance.files import Place, Reading, read_topic, write_topic
from routines.guidance.problems import Problem, closest
from routines.guidance.text import CautionLevel, ReviewStatus, Section, TopicText, normal_body

REVIEWED = TopicText(
    slug="moisturise",
    title='A "light" one',
    section=Section.PREVENTION,
    summary="Daily.",
    caution_level=CautionLevel.DO_NOT_RECOMMEND,
    review_status=ReviewStatus.REVIEWED,
    sources=("AAD: an academy", "our \\ own"),
    body="The article says: Moisturise.\n\n+++\n\nEnd.",
    reviewed_by="Dr. Ada Byron",
    reviewed_on=date(2026, 11, 22),
)
FILE = """\
+++
slug = "moisturise"
title = "A \\"light\\" one"
section = "prevention"
summary = "Daily."
caution_level = "do not recommend"
review_status = "reviewed by a clinician"
reviewed_by = "Dr. Ada Byron"
reviewed_on = 2026-11-22
sources = ["AAD: an academy", "our \\\\ own"]
+++

The article says: Moisturise.

+++

End.
"""

lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=40)
plain_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@st.composite
def topic_texts(draw: st.DrawFn) -> TopicText:
    status = draw(st.sampled_from(ReviewStatus))
    reviewed = status is ReviewStatus.REVIEWED
    return TopicText(
        slug=draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)),
        title=draw(plain_texts),
        section=draw(st.sampled_from(Section)),
        summary=draw(plain_texts),
        caution_level=draw(st.sampled_from(CautionLevel)),
        review_status=status,
        sources=tuple(draw(st.lists(lines.filter(str.strip), max_size=3))),
        body=normal_body(draw(plain_texts)),
        reviewed_by=draw(lines.filter(bool)) if reviewed else "",
        reviewed_on=draw(st.dates()) if reviewed else None,
    )


def test_write_gives_a_file_people_can_read() -> None:
    assert write_topic(REVIEWED) == FILE


def test_read_understands_the_file() -> None:
    assert read_topic(FILE) == Reading(REVIEWED, ())


def test_read_with_windows_line_ends_and_a_byte_order_mark() -> None:
    assert read_topic("\ufeff" + FILE.replace("\n", "\r\n")) == Reading(REVIEWED, ())


places = st.none() | st.builds(
    Place,
    position=st.integers(0, 32767),
    is_published=st.booleans(),
    review_due_on=st.none() | st.dates(),
)


@given(topic_texts(), places)
def test_read_gives_back_what_was_written(text: TopicText, place: Place | None) -> None:
    assert read_topic(write_topic(text, place)) == Reading(text, (), place)


@given(st.text() | plain_texts.map(lambda text: f"+++\n{text}\n+++\n{text}"))
def test_read_any_text_gives_a_topic_or_problems(file: str) -> None:
    reading = read_topic(file)
    assert (reading.text is None) == bool(reading.problems)


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ("+++\nslug", "slug", Problem(1, 1, "The file should begin with a line “+++”.")),
        (
            'slug = "moisturise"',
            'slug = "Moist Urise"',
            Problem(2, 1, "“slug” should be small letters, digits and single hyphens."),
        ),
        ('title = "A \\"light\\" one"\n', "", Problem(1, 1, "The header lacks “title”.")),
        (
            'summary = "Daily."',
            "summary = 3",
            Problem(5, 1, "“summary” should be a text in quotes."),
        ),
        (
            '"prevention"',
            '"prevenshun"',
            Problem(
                4,
                1,
                "“section” should be one of: what-milia-are, prevention, special-care, "
                "when-to-see-someone, recognising, types, causes, treatments, home-remedies.",
                "prevention",
            ),
        ),
        (
            'title = "',
            'titel = "x"\ntitle = "',
            Problem(3, 1, "“titel” is not known in a header.", "title"),
        ),
        (
            "reviewed_on = 2026-11-22",
            'reviewed_on = "soon"',
            Problem(9, 1, "“reviewed_on” should be a date such as 2026-11-22."),
        ),
        (
            "reviewed_on = 2026-11-22\n",
            "",
            Problem(
                7,
                1,
                "A review by a clinician needs “reviewed_by” and “reviewed_on”, "
                "and only it has them.",
            ),
        ),
        (
            '["AAD: an academy", "our \\\\ own"]',
            '["two\\nlines"]',
            Problem(10, 1, "“sources” should be a list of texts of one line each."),
        ),
        (
            'summary = "Daily."',
            'summary = "Daily."\nposition = -1',
            Problem(6, 1, "“position” should be a number from 0 to 32767."),
        ),
        (
            'summary = "Daily."',
            'summary = "Daily."\nposition = true',
            Problem(6, 1, "“position” should be a number from 0 to 32767."),
        ),
        (
            'summary = "Daily."',
            'summary = "Daily."\npublished = 1',
            Problem(6, 1, "“published” should be true or false."),
        ),
        (
            'summary = "Daily."',
            "summary = Daily.",
            Problem(5, 11, "The header can't be read: Invalid value."),
        ),
    ],
)
def test_read_says_what_is_wrong_and_where(was: str, becomes: str, problem: Problem) -> None:
    assert was in FILE
    assert read_topic(FILE.replace(was, becomes, 1)) == Reading(None, (problem,))


def test_read_without_the_headers_end() -> None:
    expected = Problem(2, 1, "The header's second line “+++” is missing.")
    assert read_topic('+++\nslug = "a"') == Reading(None, (expected,))


def test_problem_says_where_and_what_was_meant() -> None:
    problem = Problem(3, 7, "There is no fact “prev-sun”.", "prev-limit-sun")
    assert str(problem) == (
        "Line 3, column 7: There is no fact “prev-sun”. Did you mean “prev-limit-sun”?"
    )


def test_closest_with_nothing_near_is_empty() -> None:
    assert closest("zebra", ["moisturise", "acids"]) == ""
