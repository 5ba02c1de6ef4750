"""A topic as a file: a TOML header between `+++` lines, then the Markdown body.

    +++
    slug = "moisturise"
    title = "Moisturise after washing"
    …
    +++

    The article says: …

`read_topic(write_topic(text, place))` gives the same text and place back.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from routines.guidance.problems import Problem, closest
from routines.guidance.text import (
    CautionLevel,
    ReviewStatus,
    Section,
    TopicText,
    normal_body,
    plain_newlines,
)


@dataclass(frozen=True, slots=True)
class Place:
    """What is kept of a topic beside its text.

    `position` counts from 0 within the section; `review_due_on` is the day on which somebody means
    to look at it again.
    """

    position: int = 0
    is_published: bool = True
    review_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file: a text, or the problems that stood in its way.

    `place` is there if the file says anything about it.
    """

    text: TopicText | None
    problems: tuple[Problem, ...]
    place: Place | None = None


LAST_POSITION: Final = 32767
_FENCE: Final = "+++"
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TOML_PLACE: Final = re.compile(r"\s*\(at line (\d+), column (\d+)\)$")
_KINDS: Final[dict[str, type[Any]]] = {
    "slug": str,
    "title": str,
    "section": Section,
    "summary": str,
    "caution_level": CautionLevel,
    "review_status": ReviewStatus,
    "reviewed_by": str,
    "reviewed_on": date,
    "sources": list,
    "position": int,
    "published": bool,
    "review_due_on": date,
}
_PLACE: Final = frozenset({"position", "published", "review_due_on"})
_MAY_BE_ABSENT: Final = frozenset({"reviewed_by", "reviewed_on"}) | _PLACE
_WANTED: Final = {
    date: "a date such as 2026-11-22",
    int: "a number from 0 to 32767",
    bool: "true or false",
    str: "a text in quotes",
}


# --- Reading ------------------------------------------------------------------------------------


def read_topic(file_text: str) -> Reading:
    """Reads one file. Any text at all can be read; what is wrong comes back as problems."""
    lines = plain_newlines(file_text).removeprefix("\ufeff").split("\n")
    if lines[0].rstrip() != _FENCE:
        return _failed(Problem(1, 1, "The file should begin with a line “+++”."))
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return _failed(Problem(len(lines), 1, "The header's second line “+++” is missing."))
    header_lines = lines[1:end]
    try:
        header = tomllib.loads("\n".join(header_lines))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        return _failed(_toml_problem(str(error), len(header_lines)))
    problems = tuple(sorted(_header_problems(header, header_lines)))
    if problems:
        return Reading(None, problems)
    return Reading(_topic(header, "\n".join(lines[end + 1 :])), (), _place(header))


def first_body_line(file_text: str) -> int:
    """The line of the file on which its body begins; 1 where it has none."""
    lines = plain_newlines(file_text).split("\n")
    fences = [at for at, line in enumerate(lines) if line.rstrip() == _FENCE]
    after = range(fences[1] + 1, len(lines)) if len(fences) > 1 else range(0)
    return next((at + 1 for at in after if lines[at].strip()), 1)


def line_in_header(key: str, file_text: str) -> int:
    """The line of the file on which its header names `key`; 1 where it does not."""
    return _line_of(key, plain_newlines(file_text).split("\n")[1:])


def _failed(problem: Problem) -> Reading:
    return Reading(None, (problem,))


def _toml_problem(message: str, lines: int) -> Problem:
    place = _TOML_PLACE.search(message)
    # The header starts on line 2 of the file.
    line, column = (int(place[1]) + 1, int(place[2])) if place else (lines + 1, 1)
    return Problem(line, column, f"The header can't be read: {_TOML_PLACE.sub('', message)}.")


def _header_problems(header: dict[str, Any], lines: list[str]) -> Iterator[Problem]:
    for key in _KINDS.keys() - header.keys() - _MAY_BE_ABSENT:
        yield Problem(1, 1, f"The header lacks “{key}”.")
    for key, value in header.items():
        yield from _value_problems(key, value, _line_of(key, lines))
    yield from _review_problems(header, lines)


def _line_of(key: str, lines: list[str]) -> int:
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    return next((at for at, line in enumerate(lines, 2) if pattern.match(line)), 1)


def _value_problems(key: str, value: Any, line: int) -> Iterator[Problem]:
    kind = _KINDS.get(key)
    if kind is None:
        yield Problem(line, 1, f"“{key}” is not known in a header.", closest(key, _KINDS))
    elif issubclass(kind, StrEnum):
        if value not in list(kind):
            allowed = ", ".join(kind)
            message = f"“{key}” should be one of: {allowed}."
            yield Problem(line, 1, message, closest(str(value), kind))
    elif kind is list:
        if not _is_list_of_lines(value):
            yield Problem(line, 1, f"“{key}” should be a list of texts of one line each.")
    elif type(value) is not kind or (kind is int and not 0 <= value <= LAST_POSITION):
        yield Problem(line, 1, f"“{key}” should be {_WANTED[kind]}.")
    elif key == "slug" and not _SLUG.fullmatch(str(value)):
        yield Problem(line, 1, "“slug” should be small letters, digits and single hyphens.")


def _is_list_of_lines(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, str) and item.strip() and "\n" not in item and "\r" not in item
        for item in value
    )


def _review_problems(header: dict[str, Any], lines: list[str]) -> Iterator[Problem]:
    reviewed = header.get("review_status") == ReviewStatus.REVIEWED
    given = bool(header.get("reviewed_by")), "reviewed_on" in header
    if given != (reviewed, reviewed):
        message = (
            "A review by a clinician needs “reviewed_by” and “reviewed_on”, and only it has them."
        )
        yield Problem(_line_of("review_status", lines), 1, message)


def _topic(header: dict[str, Any], body: str) -> TopicText:
    return TopicText(
        slug=header["slug"],
        title=header["title"],
        section=Section(header["section"]),
        summary=header["summary"],
        caution_level=CautionLevel(header["caution_level"]),
        review_status=ReviewStatus(header["review_status"]),
        sources=tuple(header["sources"]),
        body=normal_body(body),
        reviewed_by=header.get("reviewed_by", ""),
        reviewed_on=header.get("reviewed_on"),
    )


def _place(header: dict[str, Any]) -> Place | None:
    if _PLACE.isdisjoint(header):
        return None
    return Place(
        position=header.get("position", 0),
        is_published=header.get("published", True),
        review_due_on=header.get("review_due_on"),
    )


# --- Writing ------------------------------------------------------------------------------------


def write_topic(text: TopicText, place: Place | None = None) -> str:
    """The file of a topic; the same text and place always give the same file."""
    header = [
        f"slug = {_quoted(text.slug)}",
        f"title = {_quoted(text.title)}",
        f"section = {_quoted(text.section)}",
        f"summary = {_quoted(text.summary)}",
        f"caution_level = {_quoted(text.caution_level)}",
        f"review_status = {_quoted(text.review_status)}",
    ]
    if text.reviewed_by:
        header.append(f"reviewed_by = {_quoted(text.reviewed_by)}")
    if text.reviewed_on is not None:
        header.append(f"reviewed_on = {text.reviewed_on.isoformat()}")
    header.append(f"sources = [{', '.join(_quoted(source) for source in text.sources)}]")
    if place is not None:
        header.extend(_place_lines(place))
    return "\n".join([_FENCE, *header, _FENCE, "", text.body, ""])


def _place_lines(place: Place) -> Iterator[str]:
    yield f"position = {place.position}"
    yield f"published = {'true' if place.is_published else 'false'}"
    if place.review_due_on is not None:
        yield f"review_due_on = {place.review_due_on.isoformat()}"


def _quoted(value: str) -> str:
    # JSON's escapes are a part of TOML's; TOML asks for one character more.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
