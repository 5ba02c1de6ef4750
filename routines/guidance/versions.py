"""Two versions of a topic beside each other: which parts of it differ, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from routines.guidance.blocks import Body, read_body
from routines.guidance.differences import (
    Fate,
    Gap,
    Line,
    Mark,
    Piece,
    RuleChange,
    differing_lines,
    differing_rules,
    differing_words,
    folded,
    new_lines,
)
from routines.guidance.files import Place
from routines.guidance.rules import Rule
from routines.guidance.saying import say
from routines.guidance.text import TopicText
from routines.guidance.vocabulary import STARTER, Vocabulary


@dataclass(frozen=True, slots=True)
class Version:
    """A topic at one time; the place is not known of every revision."""

    text: TopicText
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of a topic that differs; `label` names it for an editor."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SaidRule:
    """A change of a rule, with both of its sayings in one."""

    change: RuleChange
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs; `rules` has every rule of both, also those that stay as they are."""

    parts: tuple[PartChange, ...]
    lines: tuple[Line | Gap, ...]
    rules: tuple[RuleChange, ...]

    @property
    def changes_body(self) -> bool:
        return any(not isinstance(line, Gap) for line in self.lines)

    @property
    def said_rules(self) -> tuple[SaidRule, ...]:
        """The rules that don't stay as they are, in words."""
        return tuple(_said(change) for change in self.rules if change.fate is not Fate.KEPT)

    @property
    def is_nothing(self) -> bool:
        return not self.parts and not self.changes_body


def differing_versions(
    old: Version | None, new: Version, vocabulary: Vocabulary = STARTER
) -> Difference:
    """What differs; without an old version everything is new."""
    was = old.text.body if old else ""
    lines = differing_lines(was, new.text.body) if old else new_lines(new.text.body)
    before, after = (read_body(body, vocabulary=vocabulary) for body in (was, new.text.body))
    rules = differing_rules(rules_of(before), rules_of(after))
    return Difference(tuple(_differing_parts(old, new)), folded(lines), rules)


def _said(change: RuleChange) -> SaidRule:
    was, now = (say(rule) if rule else "" for rule in (change.old, change.new))
    return SaidRule(change, differing_words(was, now))


def rules_of(body: Body) -> tuple[Rule, ...]:
    """The rules of a body that can be read."""
    return tuple(line.rule for line in body.rules if line.rule is not None)


def _differing_parts(old: Version | None, new: Version) -> Iterator[PartChange]:
    before = dict(_parts(old)) if old else {}
    for label, now in _parts(new):
        was = before.get(label, "")
        if was != now and (old is None or label in before):
            yield PartChange(label, _pieces(label, was, now))


def _pieces(label: str, was: str, now: str) -> tuple[Piece, ...]:
    if label in {"Title", "Summary", "Sources"}:
        return differing_words(was, now)
    both = (Piece(was, Mark.REMOVED), Piece(now, Mark.ADDED))
    return tuple(piece for piece in both if piece.text)


def _parts(version: Version) -> Iterator[tuple[str, str]]:
    text, place = version.text, version.place
    yield "Address", text.slug
    yield "Title", text.title
    yield "Section", text.section.heading
    yield "Summary", text.summary
    yield "Caution level", text.caution_level.value
    yield "Sources", "\n".join(text.sources)
    yield "Review", text.review_status.value
    yield "Reviewed by", text.reviewed_by
    yield "Reviewed on", _day(text.reviewed_on)
    if place is not None:
        yield "Shown to readers", "yes" if place.is_published else "no"
        yield "Position", str(place.position)
        yield "Look at it again on", _day(place.review_due_on)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
