"""What a change of rules would have meant: asks whoever knows diaries, and words the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from routines.guidance import consequences
from routines.guidance.blocks import read_body
from routines.guidance.catalogue import current_vocabulary
from routines.guidance.consequences import Oracle, Telling, Told, people_in_words
from routines.guidance.differences import Fate
from routines.guidance.gather import rules_in_force
from routines.guidance.preview import ShownRule, shown_rules
from routines.guidance.rules import StandingRule
from routines.guidance.standing import standing_rules
from routines.guidance.versions import Version
from routines.guidance.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ToldDay:
    """What a sample diary would have been told on one day, under the old and the new text."""

    day: date
    before: tuple[Told, ...]
    after: tuple[Told, ...]

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Sample:
    """One made-up diary with the days on which it would have been told anything."""

    diary: str
    about: str
    days: tuple[ToldDay, ...]
    is_first_differing: bool = False

    @property
    def same(self) -> tuple[ToldDay, ...]:
        return tuple(day for day in self.days if not day.differs)

    @property
    def differing(self) -> tuple[ToldDay, ...]:
        return tuple(day for day in self.days if day.differs)

    @property
    def times_before(self) -> int:
        return sum(len(day.before) for day in self.days)

    @property
    def times_after(self) -> int:
        return sum(len(day.after) for day in self.days)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people a changed rule would have reminded; empty where it was or is not there."""

    shown: ShownRule
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Foretold:
    """`is_known` is false where nobody can foretell anything."""

    is_known: bool
    samples: tuple[Sample, ...] = ()
    reach: tuple[Reach, ...] = ()


class Part(StrEnum):
    """What can be asked for on its own, because each takes its time."""

    SAMPLES = "samples"
    PEOPLE = "people"


def foretold(
    old: Version | None, new: Version, *, now: datetime, parts: Collection[Part] = tuple(Part)
) -> Foretold:
    """What readers with diaries would have been told before and after."""
    oracle = consequences.oracle()
    if oracle is None:
        return Foretold(is_known=False)
    vocabulary = current_vocabulary()
    others = [rule for rule in rules_in_force() if rule.topic != new.text.slug]
    before = [*others, *_standing(old, vocabulary)]
    after = [*others, *_standing(new, vocabulary)]
    changed = _changed(old, new, vocabulary)
    return Foretold(
        is_known=True,
        samples=_samples(oracle, before, after, now.date()) if Part.SAMPLES in parts else (),
        reach=_reach(oracle, changed, before, after, now) if Part.PEOPLE in parts else (),
    )


def _standing(version: Version | None, vocabulary: Vocabulary) -> Sequence[StandingRule]:
    """The rules that a version puts in force; none of a topic that readers don't see."""
    if version is None or version.place is None or not version.place.is_published:
        return ()
    return standing_rules(version.text, 0, vocabulary)


def _changed(old: Version | None, new: Version, vocabulary: Vocabulary) -> list[ShownRule]:
    """The rules whose part in the reminders may differ: all, where the topic appears or goes."""
    was, now = _standing(old, vocabulary), _standing(new, vocabulary)
    body, before = (
        read_body(version.text.body, vocabulary=vocabulary) if version else None
        for version in (new, old)
    )
    assert body is not None  # noqa: S101 (for the type)
    moved = bool(was) != bool(now)
    shown = shown_rules(body, before)
    return [one for one in shown if moved or one.change.fate is not Fate.KEPT]


def _samples(
    oracle: Oracle, before: Sequence[StandingRule], after: Sequence[StandingRule], today: date
) -> tuple[Sample, ...]:
    pairs = zip(
        oracle.tell_samples(rules=before, today=today),
        oracle.tell_samples(rules=after, today=today),
        strict=True,
    )
    samples = [Sample(was.diary, was.about, tuple(_days(was, now))) for was, now in pairs]
    first = next((sample for sample in samples if sample.differing), None)
    return tuple(replace(sample, is_first_differing=sample is first) for sample in samples)


def _days(was: Telling, now: Telling) -> list[ToldDay]:
    days = sorted({told.day for told in (*was.told, *now.told)})
    return [ToldDay(day, _told_on(day, was), _told_on(day, now)) for day in days]


def _told_on(day: date, telling: Telling) -> tuple[Told, ...]:
    return tuple(told for told in telling.told if told.day == day)


def _reach(
    oracle: Oracle,
    changed: Sequence[ShownRule],
    before: Sequence[StandingRule],
    after: Sequence[StandingRule],
    now: datetime,
) -> tuple[Reach, ...]:
    """How many people each changed rule would have reminded, as it was and as it would be."""
    was = _people(oracle, before, {one.change.old.key for one in changed if one.change.old}, now)
    then = _people(oracle, after, {one.change.new.key for one in changed if one.change.new}, now)
    return tuple(
        Reach(
            one,
            was.get(one.change.old.key, "") if one.change.old else "",
            then.get(one.change.new.key, "") if one.change.new else "",
        )
        for one in changed
    )


def _people(
    oracle: Oracle, rules: Sequence[StandingRule], keys: set[str], now: datetime
) -> dict[str, str]:
    """The numbers in words, by the keys of those rules that are in force."""
    asked = keys & {rule.rule.key for rule in rules}
    if not asked:
        return {}
    numbers = oracle.count_people(rules=rules, keys=asked, now=now)
    return {key: people_in_words(numbers.get(key, 0)) for key in asked}
