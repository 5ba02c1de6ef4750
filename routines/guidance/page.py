"""A topic as its reader sees it: passages with our notes beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from routines.guidance.blocks import Block, Kind, read_body
from routines.guidance.facts import FACTS, Fact
from routines.guidance.render import Footnotes, Html, render_markdown
from routines.guidance.text import CautionLevel, TopicText


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


@dataclass(frozen=True, slots=True)
class TopicPage:
    """All that a topic's page shows of its text; `facts` are numbered from 1 in this order."""

    text: TopicText
    level: LevelWords | None
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]


def topic_page(text: TopicText) -> TopicPage:
    """Lays a topic out for its reader."""
    body = read_body(text.body)
    return TopicPage(
        text=text,
        level=LEVELS.get(text.caution_level),
        passages=tuple(_passages(body.blocks, Footnotes(body.facts))),
        facts=tuple(FACTS[slug] for slug in body.facts),
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
