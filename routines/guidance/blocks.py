"""The body of a topic, read paragraph by paragraph.

An editor writes sentences; some openings and one mark mean something:

    The article says: …             what the article says
    We add (AAD): …                 a note of ours, with its source
    We add, caution (AAD): …        the same, with a caution level
    Remind when … : …                       a rule (see `grammar.lark`), always on a line of its own
    … every day. {prev-sunscreen-daily}     the sentence rests on this fact

Everything else is plain Markdown, and so is a line that looks like none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from routines.guidance.facts import CITATION, FACTS
from routines.guidance.problems import Problem, closest
from routines.guidance.reading import is_rule_line, read_rule, slip_of_opening
from routines.guidance.rules import Rule
from routines.guidance.text import CautionLevel, plain_newlines
from routines.guidance.vocabulary import STARTER, Vocabulary


class Kind(StrEnum):
    """Whose voice speaks."""

    ARTICLE = "article"
    ADDITION = "addition"
    PROSE = "prose"
    RULE = "rule"


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
class RuleLine:
    """A line that opens as a rule; `rule` is missing where it has problems.

    `facts` are the slugs of the known facts that the line itself cites.
    """

    line: int
    sentence: str
    rule: Rule | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A body as understood, with the facts it cites in order, its problems, and its rules."""

    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]
    rules: tuple[RuleLine, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The slugs of the known facts cited, each once, in the order of first citation."""
        return tuple(dict.fromkeys(cited.slug for cited in self.citations if cited.known))


OUR_JUDGEMENT: Final = "our judgement"
NOT_RECOMMENDED: Final = "A topic that is not recommended can't ask for reminders."
_ARTICLE: Final = re.compile(r"The article says:[ \t]*")
_ADDITION: Final = re.compile(
    r"We add(?:, *(?P<level>[^():\n]+?))? *\((?P<source>[^()\n]*[^()\s][^()\n]*)\):[ \t]*"
)
_MEANT_AS_ADDITION: Final = re.compile(r"We add *(?:[,:]|\([^\n]*\)) *")
_FENCED: Final = re.compile(r" {0,3}(```|~~~)")


def read_body(
    body: str,
    sources: tuple[str, ...] | None = None,
    *,
    level: CautionLevel = CautionLevel.NONE,
    vocabulary: Vocabulary = STARTER,
) -> Body:
    """Reads a body. Any text can be read; a paragraph that is not understood stays plain text.

    With `sources` given, a note that names none of them is a problem too. `level` is the topic's:
    one that is not recommended drives no reminder.
    """
    text = plain_newlines(body)
    rows = text.split("\n")
    blocks: list[Block] = []
    problems: list[Problem] = []
    rules: list[RuleLine] = []
    for line, paragraph in _paragraphs(text):
        if is_rule_line(paragraph):
            rule_line, found = _read_rule_line(paragraph, line, level, vocabulary)
            rules.append(rule_line)
            block = Block(Kind.RULE, line, paragraph)
        else:
            block, found = _read_paragraph(paragraph, line)
        problems.extend(found)
        if sources is not None:
            problems.extend(_source_problems(block, sources))
        _append(blocks, block, rows)
    citations = tuple(_citations(text))
    problems.extend(_unknown(cited) for cited in citations if not cited.known)
    return Body(tuple(blocks), citations, tuple(sorted(problems)), tuple(rules))


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yields (first line, text) of each run of lines between blank ones, fenced code whole.

    A rule is a paragraph of its own even where no blank line stands around it.
    """
    start, gathered, fence = 1, list[str](), ""
    for number, line in enumerate(text.split("\n"), 1):
        is_rule = not fence and is_rule_line(line)
        if is_rule or (not line.strip() and not fence):
            if gathered:
                yield start, "\n".join(gathered)
            gathered = []
            if is_rule:
                yield number, line
            continue
        if not gathered:
            start = number
        gathered.append(line)
        mark = _FENCED.match(line)
        if mark:
            fence = "" if fence == mark[1] else fence or mark[1]
    if gathered:
        yield start, "\n".join(gathered)


def _read_rule_line(
    sentence: str, line: int, level: CautionLevel, vocabulary: Vocabulary
) -> tuple[RuleLine, tuple[Problem, ...]]:
    reading = read_rule(sentence, line=line, vocabulary=vocabulary)
    problems = reading.problems
    if level is CautionLevel.DO_NOT_RECOMMEND:
        problems += (Problem(line, 1, NOT_RECOMMENDED),)
    return RuleLine(line, sentence, reading.rule, reading.facts), problems


def _read_paragraph(paragraph: str, line: int) -> tuple[Block, tuple[Problem, ...]]:
    slips = () if _FENCED.match(paragraph) else tuple(_slips_of_openings(paragraph, line))
    if opening := _ARTICLE.match(paragraph):
        return Block(Kind.ARTICLE, line, paragraph[opening.end() :]), slips
    if opening := _ADDITION.match(paragraph):
        block, problems = _read_addition(opening, paragraph[opening.end() :], line)
        return block, problems + slips
    prose = Block(Kind.PROSE, line, paragraph)
    if _MEANT_AS_ADDITION.match(paragraph):
        message = (
            "A note of ours begins “We add (SOURCE):” or “We add, caution (SOURCE):”; "
            "where there is no source, write “our judgement”."
        )
        return prose, (Problem(line, 1, message), *slips)
    return prose, slips


def _slips_of_openings(paragraph: str, first: int) -> Iterator[Problem]:
    for number, line in enumerate(paragraph.split("\n"), first):
        if slip := slip_of_opening(line):
            yield replace(slip, line=number)


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


def _append(blocks: list[Block], block: Block, rows: list[str]) -> None:
    """Adds a block; plain paragraphs join the plain ones before them, so that lists stay whole."""
    if blocks and block.kind is Kind.PROSE is blocks[-1].kind:
        last = blocks.pop()
        end = last.line + last.markdown.count("\n")
        between = [last.markdown, *rows[end : block.line - 1], block.markdown]
        block = Block(Kind.PROSE, last.line, "\n".join(between))
    blocks.append(block)


def _citations(text: str) -> Iterator[Citation]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in CITATION.finditer(line):
            yield Citation(match[1], number, match.start() + 1)


def _unknown(cited: Citation) -> Problem:
    message = f"There is no fact “{cited.slug}”."
    return Problem(cited.line, cited.column, message, closest(cited.slug, FACTS))
