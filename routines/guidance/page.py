"""A topic as its reader sees it: passages with our notes beside them, and what reminders watch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from routines.guidance.blocks import Block, Body, Kind, RuleLine, read_body
from routines.guidance.facts import FACTS, Fact
from routines.guidance.render import Footnotes, Html, render_markdown
from routines.guidance.rules import Rule, RuleKind
from routines.guidance.saying import say_condition, say_pace
from routines.guidance.text import CautionLevel, TopicText
from routines.guidance.vocabulary import STARTER, Vocabulary


@dataclass(frozen=True, slots=True)
class LevelWords:
    """What a caution level says and how it looks.

    `label` stands on a page's band and `short` on a tag; `style` its rules in the style sheet.
    """

    label: str
    short: str
    meaning: str
    icon: str
    style: str


LEVELS: Final[Mapping[CautionLevel, LevelWords]] = {
    CautionLevel.NOTE: LevelWords(
        "Worth knowing",
        "Worth knowing",
        "Trusted sources add to what the article says.",
        "info-circle",
        "note",
    ),
    CautionLevel.CAUTION: LevelWords(
        "Take care",
        "Take care",
        "Please read the notes before you go by the article.",
        "exclamation-triangle",
        "caution",
    ),
    CautionLevel.PROFESSIONAL_ONLY: LevelWords(
        "For a professional only",
        "Professional only",
        "Leave this to someone trained. Please do not try it at home.",
        "hospital",
        "professional",
    ),
    CautionLevel.DO_NOT_RECOMMEND: LevelWords(
        "We do not recommend this",
        "Not recommended",
        "You find it here because the article names it. No reminder will ever suggest it.",
        "slash-circle",
        "avoid",
    ),
}


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Some HTML in the article's voice or, if not `is_article`, in nobody's."""

    html: Html
    is_article: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A side note of ours."""

    html: Html
    source: str
    level: LevelWords | None


@dataclass(slots=True)
class Passage:
    """What belongs side by side: paragraphs, and the notes on them."""

    paragraphs: list[Paragraphs] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


KIND_LABELS: Final[Mapping[RuleKind, str]] = {
    RuleKind.WARNING_SIGN: "Please have it looked at",
    RuleKind.SAFETY: "Mind your skin",
    RuleKind.SEE_A_PROFESSIONAL: "Worth asking about",
    RuleKind.CAUTION: "Go gently",
    RuleKind.TIP: "A tip",
    RuleKind.INFO: "Worth knowing",
    RuleKind.PRAISE: "Well kept",
}
"""What a reader sees of a rule's kind: the words over its messages on Today; a test compares."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a fact behind a message; the first one on a page is the one to come back to."""

    slug: str
    number: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """A rule as its reader sees it: what it says, and when."""

    rule: Rule
    label: str
    condition: str
    pace: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """All that a topic's page shows of its text; `facts` are numbered from 1 in this order."""

    text: TopicText
    level: LevelWords | None
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    watches: tuple[Watch, ...] = ()


def topic_page(text: TopicText, vocabulary: Vocabulary = STARTER) -> TopicPage:
    """Lays a topic out for its reader."""
    body = read_body(text.body, vocabulary=vocabulary)
    footnotes = Footnotes(body.facts)
    is_silent = text.caution_level is CautionLevel.DO_NOT_RECOMMEND
    return TopicPage(
        text=text,
        level=LEVELS.get(text.caution_level),
        passages=tuple(_passages(_to_read(body), footnotes)),
        facts=tuple(FACTS[slug] for slug in body.facts),
        watches=() if is_silent else tuple(_watches(body.rules, footnotes)),
    )


def _to_read(body: Body) -> Iterable[Block]:
    """All but the rules; a line that only looks like one is a paragraph like any other."""
    rules = {line.line for line in body.rules if line.rule is not None}
    return (block for block in body.blocks if block.line not in rules)


def _watches(lines: Iterable[RuleLine], footnotes: Footnotes) -> Iterator[Watch]:
    for line in lines:
        if line.rule is not None:
            yield Watch(
                rule=line.rule,
                label=KIND_LABELS[line.rule.kind],
                condition=say_condition(line.rule.condition),
                pace=say_pace(line.rule.pace),
                marks=tuple(
                    Mark(slug, footnotes.numbers[slug], footnotes.is_first(slug))
                    for slug in line.facts
                ),
            )


def _passages(blocks: Iterable[Block], footnotes: Footnotes) -> list[Passage]:
    """A new passage begins where paragraphs follow notes."""
    passages: list[Passage] = []
    for block in blocks:
        html = render_markdown(block.markdown, footnotes)
        is_note = block.kind is Kind.ADDITION
        if not passages or (passages[-1].notes and not is_note):
            passages.append(Passage())
        if is_note:
            passages[-1].notes.append(Note(html, block.source, LEVELS.get(block.level)))
        else:
            _join(passages[-1].paragraphs, Paragraphs(html, block.kind is Kind.ARTICLE))
    return passages


def _join(paragraphs: list[Paragraphs], more: Paragraphs) -> None:
    """Adds paragraphs; what goes on in the same voice is not announced again."""
    if paragraphs and paragraphs[-1].is_article == more.is_article:
        more = Paragraphs(Html(paragraphs.pop().html + more.html), more.is_article)
    paragraphs.append(more)
