"""What differs between two texts, and between two sets of rules, as values that a page can show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from routines.guidance.rules import Rule


class Mark(StrEnum):
    """What became of a piece of text or of a line."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    """Of a line only: some of its words were added or removed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and what became of them."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its numbers, from 1, in the old and the new text; None where it is not in it."""

    mark: Mark
    old: int | None
    new: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Unchanged lines that are not shown."""

    lines: int


_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE: Final = 0.4
"""From this share of common words on, a line is taken for another version of the old one."""
_MOST_PAIRS: Final = 2500
"""So many pairs of lines are compared at most, so that a long text takes no longer than a short."""


# --- Texts --------------------------------------------------------------------------------------


def differing_words(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts in one: without the added pieces it is the old text, without the removed the new.

    Spaces between two changes change with them, so that a phrase is replaced as a whole.
    """
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    removed = added = ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now).get_opcodes():
        before, after = "".join(was[i1:i2]), "".join(now[j1:j2])
        if tag == "equal" and (before.strip() or not (removed or added)):
            pieces.extend(_changed(removed, added))
            pieces.append(Piece(before, Mark.SAME))
            removed = added = ""
        else:
            removed, added = removed + before, added + after
    return (*pieces, *_changed(removed, added))


def _changed(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(removed, Mark.REMOVED)
    if added:
        yield Piece(added, Mark.ADDED)


def differing_lines(old: str, new: str) -> tuple[Line, ...]:
    """All lines of both texts in order, each once."""
    was, now = old.split("\n"), new.split("\n")
    lines: list[Line] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now).get_opcodes():
        if tag == "equal":
            lines.extend(
                _whole(was[i], Mark.SAME, i, j)
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            )
        else:
            lines.extend(_replaced(was, now, range(i1, i2), range(j1, j2)))
    return tuple(lines)


def new_lines(text: str) -> tuple[Line, ...]:
    """All lines of a text that was not there before: an empty text would have one empty line."""
    return tuple(_whole(line, Mark.ADDED, None, at) for at, line in enumerate(text.split("\n")))


def _whole(text: str, mark: Mark, old: int | None, new: int | None) -> Line:
    pieces = (Piece(text, mark),) if text else ()
    return Line(mark, _number(old), _number(new), pieces)


def _number(at: int | None) -> int | None:
    return None if at is None else at + 1


def _replaced(was: Sequence[str], now: Sequence[str], old: range, new: range) -> Iterator[Line]:
    """Lines in the place of others: those that are alike are told as changed, the rest apart."""
    compare = len(old) * len(new) <= _MOST_PAIRS
    waiting = list(old)
    for j in new:
        i = _likeliest(now[j], was, waiting) if compare else None
        if i is None:
            yield _whole(now[j], Mark.ADDED, None, j)
            continue
        while (gone := waiting.pop(0)) != i:
            yield _whole(was[gone], Mark.REMOVED, gone, None)
        yield Line(Mark.CHANGED, i + 1, j + 1, differing_words(was[i], now[j]))
    yield from (_whole(was[i], Mark.REMOVED, i, None) for i in waiting)


def _likeliest(line: str, was: Sequence[str], waiting: Iterable[int]) -> int | None:
    """The old line that this one is most likely a version of; the first of several."""
    words = _TOKEN.findall(line)
    scores = (
        (SequenceMatcher(None, _TOKEN.findall(was[i]), words).ratio(), -i)
        for i in waiting
        if was[i].strip() and line.strip()
    )
    likeness, at = max(scores, default=(0.0, 0))
    return -at if likeness >= _ALIKE else None


def folded(lines: Sequence[Line], around: int = 2) -> tuple[Line | Gap, ...]:
    """The changed lines with a few unchanged ones around; longer stretches become gaps."""
    near = {
        neighbour
        for at, line in enumerate(lines)
        if line.mark is not Mark.SAME
        for neighbour in range(at - around, at + around + 1)
    }
    shown: list[Line | Gap] = []
    for at, line in enumerate(lines):
        if at in near:
            shown.append(line)
        elif shown and isinstance(shown[-1], Gap):
            shown[-1] = Gap(shown[-1].lines + 1)
        else:
            shown.append(Gap(1))
    return tuple(shown)


# --- Rules --------------------------------------------------------------------------------------


class Fate(StrEnum):
    """What becomes of a rule and of the snoozes and mutes that people have set on it."""

    KEPT = "unchanged"
    REWORDED = "same rule, said otherwise"
    """Its condition is the same: whoever muted it goes on hearing nothing of it."""
    REPLACED = "other figures, so a new rule"
    ADDED = "new rule"
    REMOVED = "no longer there"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule before and after; `parts` of it differ: "kind", "condition", "pace", "message"."""

    fate: Fate
    old: Rule | None
    new: Rule | None
    parts: tuple[str, ...] = ()

    @property
    def rule(self) -> Rule:
        """The rule as it is now, or as it was where it is gone."""
        rule = self.new or self.old
        assert rule is not None  # noqa: S101 (for the type: a change has at least one side)
        return rule


def differing_rules(old: Sequence[Rule], new: Sequence[Rule]) -> tuple[RuleChange, ...]:
    """Every rule of both sides once: the new ones in their order, then those that are gone.

    A rule is known by its key; what is left is paired where only figures differ.
    """
    gone = list(old)
    pairs: dict[int, Rule] = {}
    for same in (_have_one_key, _differ_in_figures):
        for at, rule in enumerate(new):
            match = next((was for was in gone if at not in pairs and same(was, rule)), None)
            if match is not None:
                pairs[at] = match
                gone.remove(match)
    kept = tuple(_change(pairs.get(at), rule) for at, rule in enumerate(new))
    return (*kept, *(RuleChange(Fate.REMOVED, rule, None) for rule in gone))


def _have_one_key(old: Rule, new: Rule) -> bool:
    return old.key == new.key


def _differ_in_figures(old: Rule, new: Rule) -> bool:
    return _shape(old.condition) == _shape(new.condition)


def _change(old: Rule | None, new: Rule) -> RuleChange:
    if old is None:
        return RuleChange(Fate.ADDED, None, new)
    parts = ("kind", "condition", "pace", "message")
    differing = tuple(part for part in parts if getattr(old, part) != getattr(new, part))
    if old.key != new.key:
        return RuleChange(Fate.REPLACED, old, new, differing)
    return RuleChange(Fate.REWORDED if differing else Fate.KEPT, old, new, differing)


def _shape(part: object) -> object:
    """A condition without its figures, nor the order of its joined parts, which follows them."""
    if isinstance(part, int) and not isinstance(part, bool):
        return "figure"
    if isinstance(part, tuple):
        return tuple(sorted((_shape(one) for one in part), key=repr))
    if is_dataclass(part):
        return (type(part).__name__, *(_shape(getattr(part, one.name)) for one in fields(part)))
    return part
