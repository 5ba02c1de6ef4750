"""The whole guidance as Markdown files, in a folder or in a zip file.

What is written can be read back without loss. What others wrote may be anything: reading is bounded
in names, number and size, never raises, and says what is wrong by file and line.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from routines.guidance.blocks import read_body
from routines.guidance.files import Place, first_body_line, line_in_header, read_topic, write_topic
from routines.guidance.problems import Problem
from routines.guidance.text import LONGEST, TAKEN_ADDRESSES, TopicText
from routines.guidance.vocabulary import STARTER, Vocabulary

MOST_FILES: Final = 500
LARGEST_FILE: Final = 128 * 1024
LARGEST_ARCHIVE: Final = 4 * 1024 * 1024
"""Bytes, of a zip file as sent and of all that is in it."""
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(IndexError, NotImplementedError, OverflowError, RuntimeError, ValueError),
)
"""What the library raises, somewhere inside, for files that are none of its own."""
_ONE_LINE: Final = ("title", "summary", "reviewed_by")
_NEEDED: Final = ("title", "summary", "body")
# Any year would do; the same guidance should always give the same bytes.
_MADE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class TopicFile:
    """A topic out of a file; without a place in it the topic stays where it stands."""

    name: str
    text: TopicText
    place: Place | None


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """What is wrong with one file, or with the whole where `file` is empty."""

    file: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}" if self.file else self.problem.message


@dataclass(frozen=True, slots=True)
class Archive:
    """What came of reading: all topics, or all problems."""

    topics: tuple[TopicFile, ...]
    problems: tuple[FileProblem, ...]


# --- Writing ------------------------------------------------------------------------------------


def write_files(topics: Iterable[tuple[TopicText, Place]]) -> dict[str, str]:
    """The files by their names, which are the topics' slugs."""
    return {f"{text.slug}.md": write_topic(text, place) for text, place in topics}


def write_zip(files: Mapping[str, str]) -> bytes:
    """The files in a zip file; the same files always give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"guidance/{name}", _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name].encode())
    return target.getvalue()


# --- Reading ------------------------------------------------------------------------------------


def read_zip(
    data: bytes, vocabulary: Vocabulary = STARTER, *, today: date | None = None
) -> Archive:
    """Reads a zip file. Nothing is unpacked to disk, and no more than the limits allow is read."""
    if len(data) > LARGEST_ARCHIVE:
        return _refused(_too_large())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_files(_contents(archive), vocabulary, today=today)
    except _Unreadable as error:
        return _refused(error.problem)
    except _BROKEN:
        return _refused(_about("", "This is no zip file that can be read."))


def read_files(
    files: Mapping[str, bytes], vocabulary: Vocabulary = STARTER, *, today: date | None = None
) -> Archive:
    """Reads files by their names. One problem anywhere, and there are no topics.

    With `today` given, a review that is dated later is a problem too. A next review may lie behind:
    an export keeps what is overdue.
    """
    read: list[TopicFile] = []
    problems: list[FileProblem] = []
    for name, data in sorted(files.items()):
        topic, found = _read_file(name, data, vocabulary)
        if topic is not None and _is_ahead(topic.text, today):
            topic, found = None, (_review_ahead(name, data),)
        problems.extend(found)
        if topic is not None:
            read.append(topic)
    problems.extend(_twice(read))
    if not files:
        problems.append(_about("", "There is no Markdown file (.md) in it."))
    return Archive((), tuple(sorted(problems))) if problems else Archive(tuple(read), ())


class _Unreadable(Exception):  # noqa: N818 - it ends the reading, it is no error of ours
    def __init__(self, problem: FileProblem) -> None:
        self.problem = problem


def _refused(*problems: FileProblem) -> Archive:
    return Archive((), problems)


def _about(file: str, message: str) -> FileProblem:
    return FileProblem(file, Problem(1, 1, message))


def _too_large() -> FileProblem:
    return _about("", f"It is larger than {LARGEST_ARCHIVE // 1024**2} MB.")


def _contents(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The Markdown files by their names in the archive. Raises _Unreadable beyond a limit."""
    entries = [entry for entry in archive.infolist() if not _is_ignored(entry)]
    if len(entries) > MOST_FILES:
        raise _Unreadable(_about("", f"It holds more than {MOST_FILES} files."))
    contents: dict[str, bytes] = {}
    left = LARGEST_ARCHIVE
    for entry in entries:
        problem = _name_problem(entry.filename, contents)
        if problem:
            raise _Unreadable(_about(entry.filename[:200], problem))
        contents[entry.filename] = _bounded(archive, entry)
        left -= len(contents[entry.filename])
        if left < 0:
            raise _Unreadable(_too_large())
    return contents


def _is_ignored(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what computers add by themselves."""
    parts = PurePosixPath(entry.filename).parts
    hidden = any(part.startswith(".") and part != ".." for part in parts)
    return entry.is_dir() or hidden or parts[:1] == ("__MACOSX",)


def _name_problem(name: str, others: Mapping[str, bytes]) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        return "Such a name leads out of the folder."
    if not name.isprintable() or len(name) > 200 or path.suffix != ".md" or len(path.parts) > 3:
        return "Only Markdown files (.md) belong here, at most two folders deep."
    return "It is there twice." if name in others else ""


def _bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # The size that the archive states is not believed.
    with archive.open(entry) as source:
        data = source.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        message = f"It is larger than {LARGEST_FILE // 1024} kB."
        raise _Unreadable(_about(entry.filename, message))
    return data


def _read_file(
    name: str, data: bytes, vocabulary: Vocabulary
) -> tuple[TopicFile | None, tuple[FileProblem, ...]]:
    try:
        file = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (FileProblem(name, Problem(line, 1, "It is not written in UTF-8.")),)
    reading = read_topic(file)
    problems = reading.problems
    if reading.text is not None:
        problems = tuple(sorted(_text_problems(reading.text, first_body_line(file), vocabulary)))
    if reading.text is None or problems:
        return None, tuple(FileProblem(name, problem) for problem in problems)
    return TopicFile(name, reading.text, reading.place), ()


def _is_ahead(text: TopicText, today: date | None) -> bool:
    return today is not None and text.reviewed_on is not None and text.reviewed_on > today


def _review_ahead(name: str, data: bytes) -> FileProblem:
    line = line_in_header("reviewed_on", data.decode("utf-8"))
    return FileProblem(name, Problem(line, 1, "“reviewed_on” is a day that has not come yet."))


def _text_problems(text: TopicText, body_line: int, vocabulary: Vocabulary) -> Iterator[Problem]:
    for field in fields(text):
        value = getattr(text, field.name)
        parts = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
        yield from _field_problems(field.name, "\n".join(parts))
    body = read_body(text.body, text.sources, level=text.caution_level, vocabulary=vocabulary)
    for problem in body.problems:
        yield replace(problem, line=problem.line + body_line - 1)


def _field_problems(name: str, value: str) -> Iterator[Problem]:
    if "\x00" in value:
        yield Problem(1, 1, f"“{name}” holds a sign that no database keeps (U+0000).")
    if name in _NEEDED and not value.strip():
        yield Problem(1, 1, f"“{name}” is empty.")
    if name == "slug" and value in TAKEN_ADDRESSES:
        yield Problem(1, 1, f"Another page has the address “{value}”.")
    if name in _ONE_LINE and len(value.splitlines()) > 1:
        yield Problem(1, 1, f"“{name}” should be one line.")
    if len(value) > LONGEST.get(name, len(value)):
        yield Problem(1, 1, f"“{name}” is longer than {LONGEST[name]} characters.")


def _twice(topics: Iterable[TopicFile]) -> Iterator[FileProblem]:
    first: dict[str, str] = {}
    for topic in topics:
        slug = topic.text.slug
        if slug in first:
            yield _about(topic.name, f"“{slug}” is the slug of {first[slug]} too.")
        first.setdefault(slug, topic.name)
