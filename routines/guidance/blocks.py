"""The body of a topic, read paragraph by paragraph.

An editor writes sentences; three openings and one mark mean something:

    The article says: …             what the article says
    We add (AAD): …                 a note of ours, with its source
    We add, caution (AAD): …        the same, with a caution level
    … every day. {prev-sunscreen-daily}     the sentence rests on this fact

Everything else is plain Markdown, and so is a line that looks like none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from routines.guidance.facts import FACTS
from routines.guidance.problems import Problem, closest
from routines.guidance.text import CautionLevel, plain_newlines


class Kind(StrEnum):
    """Whose voice speaks."""

    ARTICLE = "article"
    ADDITION = "addition"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Citation:
    """A fact cited in a text; `line` and `column` count from 1, `known` if the catalogue has it."""

    slug: str
    line: int
    column: int

    @property
    def known(self) -> bool:
        return self.slug in FACTS


@dataclass(frozen=True, slots=True)
class Block:
    """One or more paragraphs in one voice.

    `line` is the first line, from 1. `markdown` is the text without its opening words. `source` is
    filled for an addition only; its `level` is `NONE` where the note carries no caution.
    """

    kind: Kind
    line: int
    markdown: str
    source: str = ""
    level: CautionLevel = CautionLevel.NONE


@dataclass(frozen=True, slots=True)
class Body:
    """A body as understood, with the facts it cites in order, and its problems."""

    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The slugs of the known facts cited, each once, in the order of first citation."""
        return tuple(dict.fromkeys(cited.slug for cited in self.citations if cited.known))


CITATION: Final = re.compile(r"\{([A-Za-z0-9][A-Za-z0-9_-]{0,60})\}")
OUR_JUDGEMENT: Final = "our judgement"
_ARTICLE: Final = re.compile(r"The article says:[ \t]*")
_ADDITION: Final = re.compile(
    r"We add(?:, *(?P<level>[^():\n]+?))? *\((?P<source>[^()\n]*[^()\s][^()\n]*)\):[ \t]*"
)
_MEANT_AS_ADDITION: Final = re.compile(r"We add *(?:[,:]|\([^\n]*\)) *")
_FENCED: Final = re.compile(r" {0,3}(```|~~~)")


def read_body(body: str, sources: tuple[str, ...] | None = None) -> Body:
    """Reads a body. Any text can be read; a paragraph that is not understood stays plain text.

    With `sources` given, a note that names none of them is a problem too.
    """
    text = plain_newlines(body)
    blocks: list[Block] = []
    problems: list[Problem] = []
    for line, paragraph in _paragraphs(text):
        block, found = _read_paragraph(paragraph, line)
        problems.extend(found)
        if sources is not None:
            problems.extend(_source_problems(block, sources))
        _append(blocks, block)
    citations = tuple(_citations(text))
    problems.extend(_unknown(cited) for cited in citations if not cited.known)
    return Body(tuple(blocks), citations, tuple(sorted(problems)))


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yields (first line, text) of each run of lines between blank ones, fenced code whole."""
    start, gathered, fence = 1, list[str](), ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() and not fence:
            if gathered:
                yield start, "\n".join(gathered)
            gathered = []
            continue
        if not gathered:
            start = number
        gathered.append(line)
        mark = _FENCED.match(line)
        if mark:
            fence = "" if fence == mark[1] else fence or mark[1]
    if gathered:
        yield start, "\n".join(gathered)


def _read_paragraph(paragraph: str, line: int) -> tuple[Block, tuple[Problem, ...]]:
    if opening := _ARTICLE.match(paragraph):
        return Block(Kind.ARTICLE, line, paragraph[opening.end() :]), ()
    if opening := _ADDITION.match(paragraph):
        return _read_addition(opening, paragraph[opening.end() :], line)
    prose = Block(Kind.PROSE, line, paragraph)
    if _MEANT_AS_ADDITION.match(paragraph):
        message = (
            "A note of ours begins “We add (SOURCE):” or “We add, caution (SOURCE):”; "
            "where there is no source, write “our judgement”."
        )
        return prose, (Problem(line, 1, message),)
    return prose, ()


def _read_addition(
    opening: re.Match[str], rest: str, line: int
) -> tuple[Block, tuple[Problem, ...]]:
    source = opening["source"].strip()
    name = (opening["level"] or CautionLevel.NONE).strip().lower()
    try:
        return Block(Kind.ADDITION, line, rest, source, CautionLevel(name)), ()
    except ValueError:
        message = f"“{name}” is no caution level. They are: {', '.join(CautionLevel)}."
        problem = Problem(line, opening.start("level") + 1, message, closest(name, CautionLevel))
        return Block(Kind.ADDITION, line, rest, source), (problem,)


def _source_problems(block: Block, sources: tuple[str, ...]) -> Iterator[Problem]:
    if block.kind is not Kind.ADDITION:
        return
    for part in block.source.split(" and "):
        name = part.strip()
        if name != OUR_JUDGEMENT and not any(source.startswith(name) for source in sources):
            known = [*(source.split(": ")[0] for source in sources), OUR_JUDGEMENT]
            message = f"“{name}” is not among this topic's sources."
            yield Problem(block.line, 1, message, closest(name, known))


def _append(blocks: list[Block], block: Block) -> None:
    """Adds a block; plain paragraphs join the plain ones before them, so that lists stay whole."""
    if blocks and block.kind is Kind.PROSE is blocks[-1].kind:
        last = blocks.pop()
        gap = "\n" * (block.line - last.line - last.markdown.count("\n"))
        block = Block(Kind.PROSE, last.line, last.markdown + gap + block.markdown)
    blocks.append(block)


def _citations(text: str) -> Iterator[Citation]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in CITATION.finditer(line):
            yield Citation(match[1], number, match.start() + 1)


def _unknown(cited: Citation) -> Problem:
    message = f"There is no fact “{cited.slug}”."
    return Problem(cited.line, cited.column, message, closest(cited.slug, FACTS))
