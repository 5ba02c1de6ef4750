"""What is one of a day here and may be said in many rows there: the day's note, a count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from routines.diary.regions import FACE
from routines.portability.foreign import Mark, RefusedFile
from routines.portability.incoming import LeftOut, Located
from routines.portability.mapping.choices import key_of
from routines.portability.mapping.targets import WHOLE_FACE
from routines.portability.values import Count, Note
from routines.spots.counting import MOST_SPOTS

LONGEST_DAY: Final = 2_000
LONGEST_NOTE: Final = 500
"""Characters of the note of a day, and of a count."""
MOST_DAYS: Final = 20_000
_TOO_MANY: Final = f"There are more than {MOST_DAYS:,} days in this file."


@dataclass(slots=True)
class _Page:
    place: str
    text: str
    at: datetime | None


@dataclass(slots=True)
class Notes:
    """The notes of the days, in the order in which the days first came."""

    at: datetime
    _pages: dict[date, _Page] = field(default_factory=dict)

    def add(self, text: str, *, place: str, day: date, said_at: datetime | None) -> LeftOut | None:
        """Write a text below what the day's note has; return it where there is no more room."""
        page = self._pages.get(day)
        if page is None:
            page = self._pages[day] = _Page(place, "", said_at)
            if len(self._pages) > MOST_DAYS:
                raise RefusedFile(_TOO_MANY)
        whole = f"{page.text}\n{text}" if page.text else text
        if len(whole) > LONGEST_DAY:
            reason = f"The note of that day would be longer than {LONGEST_DAY:,} letters."
            return LeftOut(place=place, what=f"Note: {text}", reason=reason, day=day)
        page.text = whole
        page.at = page.at if page.at and (said_at is None or page.at >= said_at) else said_at
        return None

    def all(self) -> Iterator[Located]:
        for day, page in self._pages.items():
            if page.text:
                yield Located(
                    place=page.place,
                    what="Note of the day",
                    record=Note(day=day, text=page.text, given_at=page.at or self.at),
                    is_timed=page.at is not None,
                )


@dataclass(slots=True)
class _Look:
    place: str
    at: datetime | None
    numbers: dict[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(slots=True)
class Counts:
    """The counts of the days: one a day, however many rows it is made of."""

    format: str
    at: datetime
    _looks: dict[date, _Look] = field(default_factory=dict)

    def add(self, mark: Mark, place: str, name: str) -> str:
        """Take the number in; return why it is not, or ""."""
        number = mark.number
        if number is None:
            return "It is no number."
        if not 0 <= number <= MOST_SPOTS or number != number.to_integral_value():
            return f"Spots are counted in whole numbers from 0 to {MOST_SPOTS}."
        look = self._looks.setdefault(mark.day, _Look(mark.place, mark.at))
        if len(self._looks) > MOST_DAYS:
            raise RefusedFile(_TOO_MANY)
        if place in look.numbers:
            return "There is another number of that day for the same place."
        if not _go_together(place, look.numbers):
            return "There is a number of that day for the whole face, or for parts of it, already."
        look.numbers[place] = int(number)
        look.note = _joined(look.note, mark.note, name)
        return ""

    def all(self) -> Iterator[Located]:
        for day, look in self._looks.items():
            if look.numbers:
                yield Located(
                    place=look.place,
                    what=f"Count: {sum(look.numbers.values())}",
                    record=self._count(day, look),
                    is_timed=look.at is not None,
                )

    def _count(self, day: date, look: _Look) -> Count:
        at = look.at or self.at
        return Count(
            key=key_of(self.format, "count", day.isoformat()),
            day=day,
            counted_at=at,
            given_at=at,
            numbers=look.numbers,
            note=look.note,
        )


def _go_together(place: str, others: dict[str, int]) -> bool:
    face = {region.value for region in FACE}
    if place == WHOLE_FACE:
        return not face & others.keys()
    return place not in face or WHOLE_FACE not in others


def _joined(note: str, more: str, name: str) -> str:
    return note or more if not (note and more) else f"{note}\n{name}: {more}"
