"""What becomes of a text while it is written: the page, the rules as understood, the problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from routines.guidance.blocks import Body, RuleLine, read_body
from routines.guidance.differences import Fate, RuleChange, differing_rules
from routines.guidance.facts import FACTS, Contradiction, Fact, contradictions_of
from routines.guidance.fixes import Fix, fix_of
from routines.guidance.page import TopicPage, topic_page
from routines.guidance.problems import Problem
from routines.guidance.rules import StandingRule
from routines.guidance.saying import say_condition, say_pace
from routines.guidance.text import TopicText
from routines.guidance.versions import rules_of
from routines.guidance.vocabulary import STARTER, Vocabulary
from routines.guidance.words import avoided_words

_WORD: Final = re.compile(r"\s*\S*[^\s.,;:!?]")
_AROUND: Final = 32
"""So many signs are shown on either side of a slip."""


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem with its line as written, parted where the slip begins and ends."""

    problem: Problem
    before: str
    wrong: str
    after: str
    fix: Fix | None
    blocks: bool
    """Whether it must be mended before readers can see the text."""

    @property
    def place(self) -> str:
        return f"{self.problem.line}:{self.problem.column}"

    @property
    def opening(self) -> str:
        """The end of what stands before the slip."""
        return self.before if len(self.before) <= _AROUND else f"…{self.before[-_AROUND:]}"

    @property
    def ending(self) -> str:
        """The beginning of what stands after it."""
        return self.after if len(self.after) <= _AROUND else f"{self.after[:_AROUND]}…"


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule as understood; `line` is where it stands in the body, 0 if it is gone."""

    line: int
    change: RuleChange
    condition: str
    pace: str
    before: str
    """What its condition was, where only the figures are others."""
    facts: tuple[Fact, ...] = ()
    elsewhere: tuple[StandingRule, ...] = ()
    """Rules of other topics, in force now, with the same condition."""


@dataclass(frozen=True, slots=True)
class Preview:
    """All that is shown beside the text."""

    page: TopicPage
    rules: tuple[ShownRule, ...]
    problems: tuple[ShownProblem, ...]
    facts: tuple[Fact, ...]
    contradictions: tuple[Contradiction, ...]
    words: tuple[tuple[str, str], ...]
    """Words to look at again outside of the body: the part they stand in, and why."""

    @property
    def blocking(self) -> int:
        return sum(problem.blocks for problem in self.problems)


def preview_of(
    text: TopicText,
    published: TopicText | None,
    vocabulary: Vocabulary = STARTER,
    in_force: Iterable[StandingRule] = (),
) -> Preview:
    """Reads `text` beside what readers see now, and its rules beside those in force."""
    body = read_body(text.body, text.sources, level=text.caution_level, vocabulary=vocabulary)
    old = read_body(published.body, vocabulary=vocabulary) if published else None
    return Preview(
        page=topic_page(text, vocabulary),
        rules=tuple(_beside_others(shown_rules(body, old), text.slug, in_force)),
        problems=tuple(_problems(text.body, body)),
        facts=tuple(FACTS[slug] for slug in body.facts),
        contradictions=contradictions_of(frozenset(body.facts)),
        words=tuple(_words_elsewhere(text)),
    )


def shown_rules(body: Body, old: Body | None) -> Iterator[ShownRule]:
    """The rules in their order, then those that are gone."""
    lines = [line for line in body.rules if line.rule is not None]
    changes = differing_rules(rules_of(old) if old else (), rules_of(body))
    for at, change in enumerate(changes):
        yield _shown_rule(change, lines[at] if at < len(lines) else None)


def _beside_others(
    rules: Iterable[ShownRule], topic: str, in_force: Iterable[StandingRule]
) -> Iterator[ShownRule]:
    others = [standing for standing in in_force if standing.topic != topic]
    for shown in rules:
        same = tuple(other for other in others if other.rule.key == shown.change.rule.key)
        yield replace(shown, elsewhere=same if shown.line else ())


def _shown_rule(change: RuleChange, line: RuleLine | None) -> ShownRule:
    rule = change.rule
    old = change.old if change.fate is Fate.REPLACED else None
    return ShownRule(
        line=line.line if line else 0,
        change=change,
        condition=say_condition(rule.condition),
        pace=say_pace(rule.pace),
        before=say_condition(old.condition) if old else "",
        facts=tuple(FACTS[slug] for slug in line.facts) if line else (),
    )


def _words_elsewhere(text: TopicText) -> Iterator[tuple[str, str]]:
    for label, part in (("Title", text.title), ("Summary", text.summary)):
        for problem in avoided_words(part):
            yield label, problem.message


def _problems(text: str, body: Body) -> Iterator[ShownProblem]:
    """What stands in the way of publishing and, in one order with it, what might be said better."""
    found = [(problem, True) for problem in body.problems]
    found += [(problem, False) for problem in avoided_words(text)]
    for problem, blocks in sorted(found):
        yield _shown_problem(text, problem, blocks=blocks)


def _shown_problem(text: str, problem: Problem, *, blocks: bool) -> ShownProblem:
    lines = text.split("\n")
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    fix = fix_of(text, problem)
    start, end = (fix.start, fix.end) if fix else _word_at(line, problem.column - 1)
    return ShownProblem(problem, line[:start], line[start:end], line[end:], fix, blocks)


def _word_at(line: str, at: int) -> tuple[int, int]:
    """Where the word at a place begins and ends, without the signs after it."""
    word = _WORD.match(line, at)
    return at, word.end() if word else len(line)
