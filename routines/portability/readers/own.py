"""Reads diary.json, bare or in an archive of ours, record by record (docs/diary-json.md)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

from routines.portability import values
from routines.portability.bounds import kinds
from routines.portability.bounds.documents import read_document
from routines.portability.bounds.zips import open_archive
from routines.portability.diary_json.codecs import Wrong
from routines.portability.diary_json.shape import Shape
from routines.portability.diary_json.shapes import FORMAT, PREFERENCES, SECTIONS, VERSION
from routines.portability.foreign import Dropped, RefusedFile, Unreadable
from routines.portability.incoming import Incoming, Located
from routines.portability.readers.record_words import record_words
from routines.portability.writers.day_rows import step_name

MEMBER = "diary.json"
"""The file of an archive that is read. The others say the same again."""
BEGINNING = re.compile(rb'\s*\{\s*"header"\s*:\s*\{\s*"format"\s*:\s*"skin-care-diary"')
LONGEST_SHOWN = 200
"""Characters of a record that makes no sense."""
LONGEST_NAME = 60
MOST_NAMES = 5_000
"""Steps whose names are kept while reading, far beyond any routine."""
MOST_UNKNOWN = 100
"""Names that are not known here and are told one by one."""
NO_OWN = "This is no diary.json of a skin-care diary."
NO_PLACE = "There is no place for it here."
STAYS: Mapping[str, tuple[str, str]] = {
    "consents": ("Consents", "Your consent is given for each account anew."),
    "destinations": ("Where messages go", "Add them again in the settings of reminders."),
    "report_links": ("Links to reports", "Links lead to the diary they were made for."),
    "calendar_feeds": ("Calendar addresses", "Addresses lead to the diary they were made for."),
    "imports": ("The list of imports", "What they brought in is in the file."),
    "remembered_choices": (
        "What you said of files of other programs",
        "Say it again when you bring such a file in.",
    ),
    "programs": ("Other programs that were let in", "Let them in again in the settings."),
}


def begins_own(head: bytes) -> bool:
    """Say by its first bytes whether a file that is no archive may be a diary.json."""
    return BEGINNING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read_own(source: IO[bytes], *, happenings: Mapping[str, str]) -> Iterator[Incoming]:
    """Return what the file brings; `happenings` are names of the catalogue by key.

    `source` is seekable, at its start, and either an archive with a diary.json or that file alone.
    Raises RefusedFile.
    """
    head = source.read(len(kinds.ZIP[0]))
    source.seek(0)
    if head not in kinds.ZIP:
        yield from read_own_json(source, happenings=happenings)
        return
    with open_archive(source) as archive:
        if MEMBER not in archive.names:
            raise RefusedFile(f"There is no {MEMBER} in this zip file.")
        with archive.open(MEMBER) as member:
            yield from read_own_json(member, happenings=happenings)


def read_own_json(source: IO[bytes], *, happenings: Mapping[str, str]) -> Iterator[Incoming]:
    """The same for a diary.json that is open already. Raises RefusedFile."""
    document = read_document(source, MEMBER)
    section, header = next(document, ("", None))
    if section != "header" or not isinstance(header, dict):
        raise RefusedFile(NO_OWN)
    _check_header(header)
    reading = _Reading(happenings=happenings)
    for section, written in document:
        yield from reading.items(section, written)
    yield from _what_stays(header)
    yield from reading.dropped()


def _check_header(header: dict[str, Any]) -> None:
    version = header.get("version")
    if header.get("format") != FORMAT or type(version) is not int or version < 1:
        raise RefusedFile(NO_OWN)
    if version > VERSION:
        raise RefusedFile(
            "This file was written by a newer version of the diary than this one, so it can’t be "
            "read here."
        )


def _what_stays(header: dict[str, Any]) -> Iterator[Dropped]:
    for name, (words, reason) in STAYS.items():
        rows = header.get(name)
        if isinstance(rows, list) and rows:
            yield Dropped(name=words, values=len(rows), reason=reason)


@dataclass(kw_only=True)
class _Reading:
    """What is to be remembered from one record to the next: a bounded lot."""

    happenings: Mapping[str, str]
    names: dict[UUID, str] = field(default_factory=dict)
    places: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    def items(self, section: str, written: Any) -> Iterator[Located | Unreadable]:
        """Return the record, or why it is none; nothing for a section that is not known."""
        shape = PREFERENCES if section == "preferences" else SECTIONS.get(section)
        if shape is None:
            self._pass_over(f"“{_short(section)}”")
            return
        place = self._place(section)
        try:
            record = shape.read(written)
        except Wrong as wrong:
            yield Unreadable(place=place, text=_shown(written), reason=_sentence(str(wrong)))
            return
        self._remember(record)
        self._pass_over_unknown(section, shape, written)
        what = record_words(record, self.names, self.happenings)
        yield Located(place=place, what=what, record=record, is_timed=True)

    def dropped(self) -> Iterator[Dropped]:
        for name, number in self.unknown.items():
            yield Dropped(name=name, values=number, reason=NO_PLACE)

    def _place(self, section: str) -> str:
        """Return where a record stands: "answers, item 7"."""
        if section == "preferences":
            return section
        self.places[section] += 1
        return f"{section}, item {self.places[section]}"

    def _remember(self, record: values.Record) -> None:
        if isinstance(record, values.Step) and len(self.names) < MOST_NAMES:
            self.names[record.key] = step_name(record)

    def _pass_over_unknown(self, section: str, shape: Shape, written: Mapping[str, Any]) -> None:
        for name in shape.unknown(written):
            self._pass_over(f"“{_short(name)}” of {section}")

    def _pass_over(self, name: str) -> None:
        is_known = name in self.unknown or len(self.unknown) < MOST_UNKNOWN
        self.unknown[name if is_known else "Other fields"] += 1


def _sentence(problem: str) -> str:
    """It has no “step”. “day” is not a day."""
    return f"{problem}." if problem.startswith("“") else f"It {problem}."


def _short(name: str) -> str:
    """A name that may be anything, fit for a sentence."""
    return "".join(sign if sign.isprintable() else "�" for sign in name[:LONGEST_NAME])


def _shown(written: Any) -> str:
    return json.dumps(written, ensure_ascii=False, default=str)[:LONGEST_SHOWN]
