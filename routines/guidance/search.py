"""Finding topics by words.

The library is small (tens of topics, a few hundred at most) and read in one query, so ranking here
serves every database alike; `docs/decisions/0010-guidance-text.md` says when that should change.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from routines.guidance.facts import CITATION
from routines.guidance.problems import closest
from routines.guidance.reading import RULE_HEAD

MAXIMUM_TERMS: Final = 8
EXCERPT_LENGTH: Final = 180

_WORD: Final = re.compile(r"\w+")
_LINK: Final = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS: Final = re.compile(r"^ {0,3}(?:#{1,6}|[-*+>]|\d+[.)])\s+|[*`]", re.MULTILINE)
_OPENING: Final = re.compile(r"^(?:The article says|We add[^:\n]*):[ \t]*", re.MULTILINE)
_COMMON: Final = frozenset(
    {
        *("a", "an", "and", "are", "at", "be", "can", "do", "does", "for", "from", "how", "i"),
        *("if", "in", "is", "it", "me", "my", "no", "not", "of", "on", "or", "should", "the"),
        *("to", "what", "when", "which", "who", "why", "with", "you", "your"),
    }
)
_SAME: Final = {
    "sunblock": "sunscreen",
    "soap": "cleanser",
    "lotion": "moisturise",
    "cream": "cream",
    "burns": "burn",
    "infant": "newborn",
    "pregnant": "pregnancy",
}
_ENDINGS: Final = (
    "ations", "ation", "ating", "ates", "ated", "ate", "ings", "ing", "iser", "ise", "ers", "er",
    "ed", "es", "e", "s",
)  # fmt: skip


Words = Counter[str]
"""How often each folded word occurs."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text; `is_match` if it is one of the words looked for."""

    text: str
    is_match: bool = False


@dataclass(frozen=True)
class Document:
    """A topic as the search sees it; `body` is its Markdown."""

    slug: str
    title: str
    summary: str
    body: str

    @cached_property
    def plain_body(self) -> str:
        return plain(self.body)

    @cached_property
    def word_counts(self) -> tuple[Words, Words, Words]:
        """The words of the title, the summary and the body."""
        return _words(self.title), _words(self.summary), _words(self.plain_body)


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic found, its matching words marked."""

    document: Document
    title: tuple[Part, ...]
    excerpt: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The topics found, best first; `is_partial` if none has all the words.

    `suggestion` is a query that would find something, or empty.
    """

    hits: tuple[Hit, ...]
    is_partial: bool = False
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class _Term:
    """A word looked for: a beginning of words, or with `is_whole` a word of its own."""

    stem: str
    is_whole: bool

    def matches(self, word: str) -> bool:
        return word == self.stem if self.is_whole else word.startswith(self.stem)


def plain(markdown: str) -> str:
    """The words of a body without its marks, paragraphs still apart."""
    text = _OPENING.sub("", RULE_HEAD.sub("", markdown))
    text = _LINK.sub(r"\1", CITATION.sub("", text))
    return re.sub(r"[ \t]+(?=[.,;:]|$)", "", _MARKS.sub("", text), flags=re.MULTILINE)


def fold(word: str) -> str:
    """A word as it is compared: no case, no accents, British and American endings alike."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return bare.replace("iz", "is").replace("yz", "ys")


def search(query: str, documents: Sequence[Document]) -> Found:
    """The topics for a query, best first: those with all its words, else those with some."""
    terms = _terms(query)
    if not terms:
        return Found(())
    ranked = sorted(
        ((_score(document, terms), at) for at, document in enumerate(documents)),
        key=lambda row: (-row[0][0], -row[0][1], row[1]),
    )
    best = ranked[0][0][0] if ranked else 0
    if best == 0:
        return Found((), suggestion=_suggest(query, documents))
    found = tuple(_hit(documents[at], terms) for (matched, _), at in ranked if matched == best)
    return Found(found, is_partial=best < len(terms))


def _terms(query: str) -> tuple[_Term, ...]:
    words = [fold(word) for word in _WORD.findall(query)]
    telling = [word for word in words if word not in _COMMON and len(word) > 1]
    return tuple(dict.fromkeys(_term(_SAME.get(word, word)) for word in telling))[:MAXIMUM_TERMS]


def _term(word: str) -> _Term:
    if len(word) <= 3:
        return _Term(word, is_whole=True)
    if word.endswith(("ies", "y")) and len(word) > 3:
        return _Term(word.removesuffix("ies").removesuffix("y"), is_whole=False)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _Term(word.removesuffix(ending), is_whole=False)
    return _Term(word, is_whole=False)


def _words(text: str) -> Words:
    return Counter(fold(word) for word in _WORD.findall(text))


def _count(words: Words, term: _Term) -> int:
    return sum(times for word, times in words.items() if term.matches(word))


def _score(document: Document, terms: Iterable[_Term]) -> tuple[int, int]:
    """How many of the terms a topic has, and how much: a title counts most, a body least."""
    title, summary, body = document.word_counts
    scores = [
        20 * min(_count(title, term), 1)
        + 5 * min(_count(summary, term), 2)
        + min(_count(body, term), 4)
        for term in terms
    ]
    return sum(score > 0 for score in scores), sum(scores)


def _hit(document: Document, terms: Sequence[_Term]) -> Hit:
    return Hit(document, _marked(document.title, terms), _marked(_excerpt(document, terms), terms))


def _excerpt(document: Document, terms: Sequence[_Term]) -> str:
    """The summary, or the paragraph with the most matches where only the body has any."""
    title, summary, _ = document.word_counts
    if any(_count(title, term) or _count(summary, term) for term in terms):
        return document.summary
    paragraphs = re.split(r"\n\s*\n", document.plain_body)
    best = max(paragraphs, key=lambda text: sum(_count(_words(text), term) for term in terms))
    return _shortened(" ".join(best.split()), terms)


def _shortened(text: str, terms: Sequence[_Term]) -> str:
    if len(text) <= EXCERPT_LENGTH:
        return text
    first = next(
        (w.start() for w in _WORD.finditer(text) if any(t.matches(fold(w[0])) for t in terms)), 0
    )
    start = max(0, min(first - 60, len(text) - EXCERPT_LENGTH))
    piece = text[start : start + EXCERPT_LENGTH]
    if start:
        piece = "…" + piece.partition(" ")[2]
    if start + EXCERPT_LENGTH < len(text):
        piece = piece.rpartition(" ")[0] + "…"
    return piece


def _marked(text: str, terms: Sequence[_Term]) -> tuple[Part, ...]:
    parts: list[Part] = []
    last = 0
    for word in _WORD.finditer(text):
        if any(term.matches(fold(word[0])) for term in terms):
            parts += [Part(text[last : word.start()]), Part(word[0], is_match=True)]
            last = word.end()
    parts.append(Part(text[last:]))
    return tuple(part for part in parts if part.text)


def _suggest(query: str, documents: Iterable[Document]) -> str:
    vocabulary = {
        word.lower()
        for document in documents
        for word in _WORD.findall(f"{document.title} {document.summary}")
        if len(word) > 3
    }
    words = [word for word in _WORD.findall(query) if len(word) > 3][:MAXIMUM_TERMS]
    guesses = [closest(word, vocabulary) for word in words]
    return " ".join(guess for guess in guesses if guess)
