"""From a file to what it brings: where readers and mapping meet the engine of imports.

The engine calls `look` once, when a file has come, and `bring` before each comparison; neither
touches the diary. Both read the file from its start, which is a seekable one of at most
LARGEST_UPLOAD bytes, and raise RefusedFile for one that is not to be read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from routines.portability.foreign import RefusedFile
from routines.portability.incoming import Incoming
from routines.portability.values import Step

LARGEST_UPLOAD = 20 * 1024 * 1024
"""Bytes."""

OWN = "own"
"""The format of our own export, which needs no mapping and may replace an untouched routine."""

Choices = Mapping[str, Any]
"""What a person said of a file as JSON values: which habit is which step, and so on. Only `mapping`
and its form know its shape; the engine keeps it, and remembers it for the next file alike."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """A program whose files are known; `how` says in a sentence how to get the file out of it."""

    format: str
    name: str
    how: str


PROGRAMS: tuple[Program, ...] = ()
"""In the order of the page that asks for a file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Who asks, and when: what reading and mapping may know of the diary.

    `zone` is the name of the person's time zone, `at` the time that answers without one of their
    own get; `happenings` are the names of the catalogue by their keys.
    """

    today: date
    at: datetime
    zone: str
    steps: tuple[Step, ...] = ()
    happenings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What a first look found: whose file it is and how much is in it.

    `choices` is what would be made of it unasked, after `remembered` where the person brought in a
    file alike before; `likeness` tells such files apart (of a table its header), "" where the
    format says enough.
    """

    format: str
    rows: int
    choices: Choices = field(default_factory=dict)
    likeness: str = ""

    @property
    def needs_mapping(self) -> bool:
        return self.format != OWN


def look(
    file: BinaryIO, *, name: str, asked: Asked, remembered: Mapping[tuple[str, str], Choices]
) -> Looked:
    """Find out what a file is. `remembered` has choices by format and likeness."""
    raise RefusedFile("This file is none of those that are known here.")


def bring(file: BinaryIO, *, format: str, choices: Choices, asked: Asked) -> Iterator[Incoming]:  # noqa: A002 - its name everywhere
    """Return what the file brings, under these choices."""
    raise RefusedFile("This file is none of those that are known here.")
