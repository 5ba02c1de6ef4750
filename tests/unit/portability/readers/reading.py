"""Putting a reader's items in order of their kinds, for tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO, TypeVar

import pytest

from routines.portability.foreign import (
    DayText,
    Dropped,
    Habit,
    Item,
    Mark,
    RefusedFile,
    Unreadable,
)

Kind = TypeVar("Kind", Habit, Mark, DayText, Unreadable, Dropped)
Reader = Callable[[IO[bytes]], Iterator[Item]]


class Told:
    """What a reader said, by kind; that the order is right was checked."""

    def __init__(self, read: Reader, data: bytes) -> None:
        self.items = list(read(io.BytesIO(data)))
        self.habits = self._of(Habit)
        self.marks = self._of(Mark)
        self.texts = self._of(DayText)
        self.unreadable = self._of(Unreadable)
        self.dropped = {item.name: item.values for item in self._of(Dropped)}
        known: set[str] = set()
        for item in self.items:
            if isinstance(item, Habit):
                assert item.ref not in known
                known.add(item.ref)
            assert not isinstance(item, Mark) or item.habit in known
        last = len(self.items) - len(self.dropped)
        assert all(isinstance(item, Dropped) for item in self.items[last:])

    def _of(self, kind: type[Kind]) -> list[Kind]:
        return [item for item in self.items if isinstance(item, kind)]


def refusal(read: Reader, data: bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        list(read(io.BytesIO(data)))
    return str(refused.value)
