"""An import as its pages show it: what came of it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from routines.portability.planning.verdicts import CONFLICTS, Kind, Verdict

KIND_WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.ANSWERS: ("answer", "answers"),
    Kind.COUNTS: ("count", "counts"),
    Kind.HAPPENINGS: ("happening", "happenings"),
    Kind.NOTES: ("note", "notes"),
    Kind.STEPS: ("step", "steps"),
    Kind.PRODUCTS: ("product", "products"),
    Kind.PAUSES: ("pause", "pauses"),
    Kind.TRIALS: ("trial", "trials"),
    Kind.NUDGES: ("nudge", "nudges"),
    Kind.RESTS: ("stopped rule", "stopped rules"),
    Kind.WISHES: ("wish for a channel", "wishes for channels"),
    Kind.REMINDERS: ("reminder", "reminders"),
    Kind.SETTINGS: ("set of settings", "sets of settings"),
    Kind.OTHER: ("row", "rows"),
}
BEFORE: Mapping[Verdict, tuple[str, str]] = {
    Verdict.NEW: ("New", "Not in your diary yet."),
    Verdict.KEPT: ("Different", "Your diary says something else. You choose below."),
    Verdict.TAKEN: ("Different", "Your diary says something else."),
    Verdict.SAME: ("There already", "Your diary says the same."),
    Verdict.REPEATED: ("Said twice", "Another row of the file speaks of the same, later."),
    Verdict.LEFT_OUT: ("Left out", "As you chose, or because there is no place for it here."),
    Verdict.REFUSED: ("No room", "The rules of the diary have no place for it."),
    Verdict.UNREADABLE: ("Not readable", "These rows make no sense."),
}
AFTER: Mapping[Verdict, tuple[str, str]] = {
    **BEFORE,
    Verdict.NEW: ("Brought in", "New in your diary."),
    Verdict.KEPT: ("Yours kept", "The file says something else."),
    Verdict.TAKEN: ("The file’s taken", "Your diary said something else."),
}
"""The same once it is done."""


@dataclass(frozen=True, kw_only=True)
class SumLine:
    """The rows of one verdict, and what they are about."""

    verdict: Verdict
    label: str
    note: str
    rows: int
    kinds: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True)
class Reach:
    """A step that is in the routine from an earlier day on."""

    name: str
    since: date


def words_of(*, is_done: bool) -> Mapping[Verdict, tuple[str, str]]:
    return AFTER if is_done else BEFORE


def sum_lines(sums: Mapping[str, Mapping[str, int]], *, is_done: bool) -> tuple[SumLine, ...]:
    """One line a verdict that has rows, in the order of interest."""
    return tuple(_lines(sums, words_of(is_done=is_done)))


def _lines(
    sums: Mapping[str, Mapping[str, int]], words: Mapping[Verdict, tuple[str, str]]
) -> Iterator[SumLine]:
    for verdict, (label, note) in words.items():
        kinds = sums.get(verdict.value, {})
        if kinds:
            yield SumLine(
                verdict=verdict,
                label=label,
                note=note,
                rows=sum(kinds.values()),
                kinds=tuple(
                    (kinds[kind.value], KIND_WORDS[kind][kinds[kind.value] != 1])
                    for kind in Kind
                    if kind.value in kinds
                ),
            )


def conflicts(sums: Mapping[str, Mapping[str, int]]) -> int:
    """How many rows say something else than the diary; settings are asked for apart."""
    return sum(
        number
        for verdict in CONFLICTS
        for kind, number in sums.get(verdict.value, {}).items()
        if kind != Kind.SETTINGS.value
    )


def is_settled(sums: Mapping[str, Mapping[str, int]], remarks: Mapping[str, Any]) -> bool:
    """Whether there is nothing left to bring in, nor to choose."""
    has_choices = conflicts(sums) > 0 or remarks.get("has_settings", False)
    return bool(remarks.get("changes_nothing")) and not has_choices


def reaches(remarks: Mapping[str, Any]) -> tuple[Reach, ...]:
    return tuple(
        Reach(name=one["name"], since=date.fromisoformat(one["since"]))
        for one in remarks.get("reached", ())
    )


def share_done(done: int, total: int) -> int | None:
    """Percent of the rows, where it is known how many there are."""
    return min(99, done * 100 // total) if total else None
