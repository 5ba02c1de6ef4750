"""The guidance as files: out and in without loss, and nothing bad gets in."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from routines.guidance import archive
from routines.guidance.archive import (
    Archive,
    FileProblem,
    TopicFile,
    read_files,
    read_zip,
    write_files,
    write_zip,
)
from routines.guidance.files import Place, write_topic
from routines.guidance.problems import Problem
from routines.guidance.services import STARTER_FOLDER
from routines.guidance.text import ReviewStatus
from tests.unit.guidance.starters import starters
from tests.web.guidance.topics import text

STEAM = write_topic(text())
AWAY = Place(position=62, is_published=False, review_due_on=date(2027, 5, 1))


def zipped(*entries: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return target.getvalue()


def told(read: Archive) -> list[str]:
    assert read.topics == ()
    return [str(problem) for problem in read.problems]


places = st.builds(
    Place,
    position=st.integers(0, 32767),
    is_published=st.booleans(),
    review_due_on=st.none() | st.dates(),
)


# The first rule that is read in a process waits for the grammar.
@settings(deadline=None)
@given(st.lists(places, min_size=50, max_size=50))
def test_everything_comes_back_as_it_was(somewhere: list[Place]) -> None:
    topics = list(zip(starters().values(), somewhere, strict=True))
    read = read_zip(write_zip(write_files(topics)))
    assert read.problems == ()
    assert [(topic.text, topic.place) for topic in read.topics] == sorted(
        topics, key=lambda topic: f"{topic[0].slug}.md"
    )


def test_same_guidance_gives_the_same_bytes() -> None:
    files = write_files([(text("steam"), AWAY), (text("oils"), Place())])
    assert list(files) == ["steam.md", "oils.md"]
    assert write_zip(files) == write_zip(dict(reversed(files.items())))


def test_starter_folder_can_be_read_as_it_stands() -> None:
    read = read_files({path.name: path.read_bytes() for path in STARTER_FOLDER.glob("*.md")})
    assert read.problems == ()
    assert {topic.text.slug: topic.place for topic in read.topics} == dict.fromkeys(starters())


def test_file_without_a_place_has_none() -> None:
    assert read_files({"a.md": STEAM.encode()}) == Archive((TopicFile("a.md", text(), None),), ())


@given(st.binary(max_size=300) | st.text().map(str.encode))
def test_any_bytes_can_be_read(data: bytes) -> None:
    assert read_zip(data).problems
    assert read_files({"a.md": data}).topics == ()


@given(st.integers(0, 400), st.integers(0, 255))
@example(298, 0)  # the name of the file begins with a zero
def test_broken_zip_file_is_refused_or_read_whole(at: int, byte: int) -> None:
    data = bytearray(zipped(("guidance/steam.md", STEAM.encode())))
    data[at % len(data)] = byte
    read = read_zip(bytes(data))
    assert bool(read.problems) != bool(read.topics)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../steam.md", "Such a name leads out of the folder."),
        ("a/../../steam.md", "Such a name leads out of the folder."),
        ("/etc/steam.md", "Such a name leads out of the folder."),
        ("C:\\steam.md", "Such a name leads out of the folder."),
        ("steam.exe", "Only Markdown files (.md) belong here, at most two folders deep."),
        ("a/b/c/steam.md", "Only Markdown files (.md) belong here, at most two folders deep."),
        ("a" * 250 + ".md", "Only Markdown files (.md) belong here, at most two folders deep."),
    ],
)
def test_zip_file_with_such_a_name_is_refused(name: str, message: str) -> None:
    read = read_zip(zipped(("oils.md", STEAM.encode()), (name, STEAM.encode())))
    assert [problem.problem.message for problem in read.problems] == [message]


def test_zip_file_may_hold_what_computers_add() -> None:
    data = zipped(
        ("guidance/", b""),
        ("guidance/steam.md", STEAM.encode()),
        ("guidance/.DS_Store", b"\x00"),
        ("__MACOSX/guidance/._steam.md", b"\x00"),
    )
    assert [topic.name for topic in read_zip(data).topics] == ["guidance/steam.md"]


def test_zip_file_that_would_swell_is_refused() -> None:
    bomb = zipped(("steam.md", b"\n" * (archive.LARGEST_FILE + 1)))
    assert len(bomb) < 2000
    assert told(read_zip(bomb)) == ["steam.md: Line 1, column 1: It is larger than 128 kB."]


def test_zip_file_whose_files_add_up_is_refused() -> None:
    many = [(f"{number}.md", b"\n" * archive.LARGEST_FILE) for number in range(33)]
    assert told(read_zip(zipped(*many))) == ["It is larger than 4 MB."]


def test_zip_file_with_too_many_files_is_refused() -> None:
    many = [(f"{number}.md", b"") for number in range(501)]
    assert told(read_zip(zipped(*many))) == ["It holds more than 500 files."]


def test_zip_file_with_a_password_is_refused() -> None:
    data = bytearray(zipped(("steam.md", STEAM.encode())))
    for signature, flags in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]:
        data[data.index(signature) + flags] |= 1
    assert told(read_zip(bytes(data))) == ["This is no zip file that can be read."]


@pytest.mark.parametrize("data", [b"", zipped()])
def test_zip_file_with_nothing_in_it_is_refused(data: bytes) -> None:
    assert len(told(read_zip(data))) == 1


@pytest.mark.parametrize(
    ("was", "becomes", "expected"),
    [
        (
            "{home-steam}",
            "{home-steem}",
            "Line 11, column 26: There is no fact “home-steem”. Did you mean “home-steam”?",
        ),
        ("About steam", "A" * 121, "Line 1, column 1: “title” is longer than 120 characters."),
        ("About steam", "A\\nB", "Line 1, column 1: “title” should be one line."),
        ("About steam", " ", "Line 1, column 1: “title” is empty."),
        (
            "About steam",
            "\\u0000",
            "Line 1, column 1: “title” holds a sign that no database keeps (U+0000).",
        ),
        ('"steam"', '"rules"', "Line 1, column 1: Another page has the address “rules”."),
        ("home-remedies", "nowhere", "Line 4, column 1: “section” should be one of: "),
    ],
)
def test_problems_name_the_file_and_the_line(was: str, becomes: str, expected: str) -> None:
    assert was in STEAM
    found = told(read_files({"a.md": STEAM.replace(was, becomes).encode()}))
    assert len(found) == 1
    assert found[0].startswith(f"a.md: {expected}")


def test_bytes_that_are_no_text_are_named_by_their_line() -> None:
    read = read_files({"a.md": STEAM.encode() + b"\xff"})
    assert read.problems == (FileProblem("a.md", Problem(14, 1, "It is not written in UTF-8.")),)


def test_review_that_is_dated_ahead_is_refused() -> None:
    reviewed = replace(
        text(),
        review_status=ReviewStatus.REVIEWED,
        reviewed_by="Dr. B",
        reviewed_on=date(2026, 11, 23),
    )
    overdue = Place(review_due_on=date(2020, 1, 1))
    files = {"steam.md": write_topic(reviewed, overdue).encode()}
    assert told(read_files(files, today=date(2026, 11, 22))) == [
        "steam.md: Line 9, column 1: “reviewed_on” is a day that has not come yet."
    ]
    read = TopicFile("steam.md", reviewed, overdue)
    assert read_files(files, today=date(2026, 11, 23)) == Archive((read,), ())


def test_slug_in_two_files_is_refused() -> None:
    read = read_files({"a.md": STEAM.encode(), "b.md": STEAM.encode()})
    assert told(read) == ["b.md: Line 1, column 1: “steam” is the slug of a.md too."]
