"""Why a reminder spoke: its figures, its sentence where it stood, and what became of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from routines.accounts.models import User
from routines.diary.gather import read_day
from routines.guidance.blocks import Block, Body, Kind, read_body
from routines.guidance.catalogue import vocabulary_for
from routines.guidance.facts import CITATION, FACTS, Fact
from routines.guidance.files import read_topic
from routines.guidance.models import Topic, TopicRevision
from routines.guidance.page import Note, topic_page
from routines.guidance.render import Footnotes, Html, render_markdown
from routines.guidance.rules import StandingRule
from routines.guidance.standing import standing_rules
from routines.guidance.text import TopicText
from routines.reminders.cards import LOOKS, Look, Thought, thought_of
from routines.reminders.figures import Figures
from routines.reminders.history import State
from routines.reminders.inbox import OUTCOME_WORDS
from routines.reminders.models import Origin, Outcome, Reminder, Rest
from routines.reminders.today import clock_of, waiting_of
from routines.reminders.words import Said, explain

MOST_TIMES: Final = 12
"""Earlier times that are told; a rule at its most talkative says something every day."""
_STATES: Final = frozenset(State)


class Since(StrEnum):
    """What became of the sentence since it spoke."""

    SAME = "same"
    REWORDED = "reworded"
    GONE = "gone"
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that was seen, and its days; a `strip` of them stands side by side, by shape."""

    said: Said
    is_strip: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The topic as it stood when the rule spoke.

    `lines` are what the article says of it and the rule, each with whether it is the rule itself,
    `more` the other paragraphs beside them, and `notes` what we add there; `now` is the rule's
    sentence as it stands today, where it was reworded.
    """

    text: TopicText
    lines: tuple[tuple[Html, bool], ...]
    more: tuple[Html, ...]
    notes: tuple[Note, ...]
    since: Since
    now: str = ""

    @property
    def is_published(self) -> bool:
        return self.since is not Since.UNPUBLISHED

    @property
    def still_stands(self) -> bool:
        """Whether the rule has a place in the topic as it is now."""
        return self.since in {Since.SAME, Since.REWORDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """All that the page tells; `thought` is there while the reminder can still be answered."""

    row: Reminder
    look: Look
    thought: Thought | None
    evidence: tuple[Evidence, ...]
    source: Source | None
    facts: tuple[Fact, ...]
    times: int
    days: tuple[date, ...]
    rest: Rest | None

    @property
    def is_nudge(self) -> bool:
        return self.row.origin == Origin.NUDGE

    @property
    def is_trial(self) -> bool:
        return self.row.origin == Origin.TRIAL

    @property
    def sentence(self) -> str:
        """The rule as it stood, without the marks of its facts."""
        return _plain(self.row.sentence)

    @property
    def outcome(self) -> str:
        """What became of it, in words; empty while nobody has answered."""
        return OUTCOME_WORDS[self.row.outcome] if self.row.outcome else ""


def read_why(user: User, row: Reminder, locale: str, now: datetime) -> WhyPage:
    """Return the page of one reminder. Nine queries at most, however much was said before."""
    alike = Reminder.objects.of(user).standing().filter(rule_key=row.rule_key, origin=row.origin)
    rest = Rest.objects.of(user).filter(rule_key=row.rule_key).first()
    return WhyPage(
        row=row,
        look=LOOKS[row.kind],
        thought=_thought(user, row, now),
        evidence=evidence(explain(Figures.from_json(row.figures), locale)),
        source=read_source(row),
        facts=tuple(FACTS[slug] for slug in row.facts if slug in FACTS),
        times=alike.count(),
        days=tuple(alike.newest_first().values_list("day", flat=True)[:MOST_TIMES]),
        rest=rest if rest and (rest.until is None or rest.until > now) else None,
    )


def _thought(user: User, row: Reminder, now: datetime) -> Thought | None:
    """What can be done about it, as long as nothing was; what was put off can be answered again."""
    if row.outcome not in {Outcome.OPEN, Outcome.NOT_NOW}:
        return None
    today = user.today(now)
    return thought_of(waiting_of(row), read_day(user, today, today), clock_of(user, now))


def evidence(said: Iterable[Said]) -> tuple[Evidence, ...]:
    """Lay the figures out: days that say done or not stand side by side, all others in lines."""
    return tuple(
        Evidence(
            said=one,
            is_strip=len(one.days) > 1 and all(day.said in _STATES for day in one.days),
        )
        for one in said
    )


def read_source(row: Reminder) -> Source | None:
    """The topic at the revision in force then; None for what no topic said. Three queries."""
    if row.origin != Origin.RULE or row.revision is None:
        return None
    revision = TopicRevision.objects.filter(topic__slug=row.topic, number=row.revision).first()
    text = read_topic(revision.text).text if revision else None
    if text is None:
        return None
    topic = Topic.objects.filter(slug=row.topic).first()
    body = read_body(text.body, vocabulary=vocabulary_for(text.body))
    since, now = what_became(row, topic)
    notes = tuple(note for passage in topic_page(text).passages for note in passage.notes)
    lines, more = lines_around(body, row.line, row.facts)
    return Source(text=text, lines=lines, more=more, notes=notes, since=since, now=now)


def lines_around(
    body: Body, line: int | None, facts: Sequence[str]
) -> tuple[tuple[tuple[Html, bool], ...], tuple[Html, ...]]:
    """What the article says of the rule on this line with the rule itself; and what else is there.

    A paragraph further on may speak of "it", so the quotation begins with the one that names it.
    Other rules and our notes are left out.
    """
    rule = next((one for one in body.blocks if one.kind is Kind.RULE and one.line == line), None)
    if rule is None:
        return (), ()
    beside = [one for one in body.blocks if one.kind in {Kind.ARTICLE, Kind.PROSE}]
    before = [one for one in beside if one.line < rule.line]
    named = _naming(before, facts)
    quoted = [(_without_marks(one.markdown), one is rule) for one in (named, rule) if one]
    place = before.index(named) if named else 0
    more = [_without_marks(one.markdown) for one in beside[place:] if one is not named]
    return tuple(quoted), tuple(more)


def _naming(before: Sequence[Block], facts: Sequence[str]) -> Block | None:
    """The article's last words with one of the facts; else its last, else the first paragraph."""
    articles = [one for one in before if one.kind is Kind.ARTICLE]
    citing = [one for one in articles if any(f"{{{fact}}}" in one.markdown for fact in facts)]
    return next(iter([*citing[-1:], *articles[-1:], *before[:1]]), None)


def _without_marks(markdown: str) -> Html:
    """A paragraph without the marks of its facts, which are told below it."""
    return render_markdown(_plain(markdown), Footnotes(()))


def _plain(text: str) -> str:
    return CITATION.sub("", text).rstrip()


def what_became(row: Reminder, topic: Topic | None) -> tuple[Since, str]:
    """Whether the topic still says so, and with which words where they are others."""
    if topic is None or not topic.is_published:
        return Since.UNPUBLISHED, ""
    rules = standing_rules(topic.text, row.revision or 0, vocabulary_for(topic.body))
    found = _standing(rules, row)
    if found is None:
        return Since.GONE, ""
    if found.sentence == row.sentence:
        return Since.SAME, ""
    return Since.REWORDED, _plain(found.sentence)


def _standing(rules: Sequence[StandingRule], row: Reminder) -> StandingRule | None:
    """The rule of the same identity; of two alike the one that has kept its words."""
    alike = [rule for rule in rules if rule.rule.key == row.rule_key]
    return next((rule for rule in alike if rule.sentence == row.sentence), next(iter(alike), None))
