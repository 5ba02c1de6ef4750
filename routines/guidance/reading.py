"""A line of a topic read as a rule. Any text can be read: what is wrong comes back as problems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from routines.guidance.facts import CITATION, FACTS
from routines.guidance.grammar import Grammar, grammar_for
from routines.guidance.mistakes import OPENING_MARKED, OPENING_NEEDED, explain
from routines.guidance.problems import Problem
from routines.guidance.rules import Rule, RuleKind
from routines.guidance.saying import OPENINGS, key_of
from routines.guidance.sense import nonsense
from routines.guidance.understanding import Understanding
from routines.guidance.vocabulary import STARTER, Vocabulary

LONGEST_LINE: Final = 1500
LONGEST_MESSAGE: Final = 240
DEEPEST_BRACKETS: Final = 6

_UNSEEN: Final = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
"""Signs that take no room, as they come along with pasted text; they stand in a set."""
_BLANK: Final = rf"(?:[^\S\n]|[{_UNSEEN}])"
_BULLET: Final = rf"{_BLANK}*(?:(?:[-*+]|\d{{1,3}}[.)]){_BLANK}+)?"
_BULLETED: Final = re.compile(_BULLET)
# Text that was pasted may have other spaces.
_ANY_OPENING: Final = "|".join(words.replace(" ", r"[^\S\n]+") for words in OPENINGS.values())
_OPENING: Final = re.compile(rf"{_BULLET}(?:{_ANY_OPENING})\b")
RULE_HEAD: Final = re.compile(rf"^{_BULLET}(?:{_ANY_OPENING})\b[^:\n]*:[ \t]*", re.MULTILINE)
"""What stands before the message in each rule line of a text."""
_MARKDOWN: Final = re.compile(r"\*\*|__|`|\]\(")

_MARKED: Final = re.compile(rf"(?:[\s{_UNSEEN}>#*_~`|•·–—+-]|\[[ xX]?\]|\d{{1,3}}[.)](?=\s))*")
"""What may stand before the words of a line: quotes, headings, lists, emphasis, unseen signs."""
_EMPHASIS: Final = re.compile(rf"[{_UNSEEN}*_~`]+")
_MEANT_AS_OPENING: Final = re.compile(
    r"(?:[^\W\d_]+[\s:;,–—-]+){1,3}(?:whenever|when|if)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_WHEN: Final = re.compile(r"(?:whenever|if)$")
_FILLERS: Final = re.compile(r" (?:me|them|people|everybody|everyone) ")
_EXACT: Final = {opening: opening for opening in OPENINGS.values()}
_BY_LOWERED: Final = {opening.lower(): opening for opening in OPENINGS.values()}
_OTHER_OPENINGS: Final = {
    "reminder when": OPENINGS[RuleKind.TIP],
    "tip when": OPENINGS[RuleKind.TIP],
    "warn when": OPENINGS[RuleKind.CAUTION],
    "warning when": OPENINGS[RuleKind.WARNING_SIGN],
    "warning signs when": OPENINGS[RuleKind.WARNING_SIGN],
    "seek help when": OPENINGS[RuleKind.SEE_A_PROFESSIONAL],
    "info when": OPENINGS[RuleKind.INFO],
}


@dataclass(frozen=True, slots=True)
class RuleReading:
    """What came of reading a line: a rule, or the problems that stood in its way.

    `facts` are the slugs of the known facts that the line cites.
    """

    rule: Rule | None
    problems: tuple[Problem, ...]
    facts: tuple[str, ...] = ()


def is_rule_line(line: str) -> bool:
    """Whether a line opens as rules do, perhaps after the bullet of a list."""
    return _OPENING.match(line) is not None


def slip_of_opening(line: str) -> Problem | None:
    """The problem of a line that was probably meant to be a rule; its line number is 1."""
    if is_rule_line(line):
        return None
    marked = _MARKED.match(line)
    plain = _EMPHASIS.sub("", line[marked.end() if marked else 0 :])
    meant = _MEANT_AS_OPENING.match(plain)
    if meant is None:
        return None
    written = " ".join(_WORD.findall(meant[0]))
    opening = _opening_meant(written) if ":" in plain[meant.end() :] else _EXACT.get(written, "")
    if not opening:
        return None
    message = OPENING_MARKED if written in _EXACT else OPENING_NEEDED
    return Problem(1, _start_of(line) + 1, message, opening)


def _start_of(line: str) -> int:
    """Where a line begins after its bullet, from 0."""
    bullet = _BULLETED.match(line)
    return bullet.end() if bullet else 0


def _opening_meant(written: str) -> str:
    words = _FILLERS.sub(" ", _WHEN.sub("when", written.casefold()))
    return _OTHER_OPENINGS.get(words) or _one_letter_off(words)


def _one_letter_off(words: str) -> str:
    matches = get_close_matches(words, _BY_LOWERED, n=1, cutoff=0.9)
    return _BY_LOWERED[matches[0]] if matches else ""


def read_rule(text: str, *, line: int = 1, vocabulary: Vocabulary = STARTER) -> RuleReading:
    """Reads one line; `line` is its number, for the problems."""
    if len(text) > LONGEST_LINE:
        message = f"A rule is one line of at most {LONGEST_LINE} signs."
        return RuleReading(None, (Problem(line, LONGEST_LINE, message),))
    reading = _read(text, vocabulary)
    if line == 1 or not reading.problems:
        return reading
    return replace(reading, problems=tuple(replace(found, line=line) for found in reading.problems))


@lru_cache(maxsize=1024)
def _read(text: str, vocabulary: Vocabulary) -> RuleReading:
    start = _start_of(text)
    # A line break within is nothing but white space to the grammar; columns stay as they are.
    line = text[start:].replace("\r", " ").replace("\n", " ")
    if problem := _too_deep(line, start + 1):
        return RuleReading(None, (problem,))
    head, colon, written = line.partition(":")
    message_problems = list(_message_problems(written, start + len(head) + 2)) if colon else []
    rule, problems = _understand(grammar_for(vocabulary), line, start + 1)
    problems += message_problems
    facts = tuple(dict.fromkeys(slug for slug in CITATION.findall(written) if slug in FACTS))
    return RuleReading(None if problems else rule, tuple(sorted(problems)), facts)


def _understand(grammar: Grammar, line: str, column: int) -> tuple[Rule | None, list[Problem]]:
    """The rule, but without a message it is none; with problems it is only the nearest one."""
    from lark.exceptions import UnexpectedInput

    try:
        tree = grammar.parser.parse(line)
    except UnexpectedInput:
        return None, [explain(grammar, line, 1, column)]
    kind, condition, *rest = tree.children
    understanding = Understanding(grammar, 1, column)
    watched = understanding.condition(condition)
    pace = understanding.pace(rest[0] if rest and hasattr(rest[0], "data") else None)
    if not understanding.problems:
        for message in nonsense(watched):
            understanding.problem(line.casefold().index("when") + len("when "), message)
    message = plain_message(line.partition(":")[2])
    rule = Rule(understanding.kind(kind), watched, pace, message, key_of(watched))
    return rule, understanding.problems


def plain_message(written: str) -> str:
    """What people read: without the facts cited, white space as single spaces."""
    return " ".join(CITATION.sub(" ", written).split())


def _message_problems(written: str, column: int) -> Iterator[Problem]:
    """Problems of what follows the colon; its first sign is in `column`."""
    message = plain_message(written)
    if not message:
        yield Problem(1, column, "After the colon, write what people shall read.")
    if len(message) > LONGEST_MESSAGE:
        over = f"What people read has at most {LONGEST_MESSAGE} signs, and this has {len(message)}."
        yield Problem(1, column + LONGEST_MESSAGE, over)
    if marked := _MARKDOWN.search(written):
        plain = "What people read goes out by e-mail, too: plain words only, no marks or links."
        yield Problem(1, column + marked.start(), plain)
    if any(unicodedata.category(sign) == "Cc" for sign in message):
        yield Problem(1, column, "There is a sign in here that nobody can see.")


def _too_deep(line: str, column: int) -> Problem | None:
    depth = 0
    for place, sign in enumerate(line.partition(":")[0]):
        depth += (sign == "(") - (sign == ")")
        if depth > DEEPEST_BRACKETS:
            message = f"Brackets within brackets: at most {DEEPEST_BRACKETS} deep."
            return Problem(1, column + place, message)
    return None
