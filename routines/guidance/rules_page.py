"""The page that tells how rules are written, made of what reads them, so that it can't go stale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from routines.guidance import amounts
from routines.guidance.grammar import grammar_text
from routines.guidance.page import KIND_LABELS
from routines.guidance.reading import LONGEST_MESSAGE
from routines.guidance.rule_templates import TEMPLATES, Group, RuleTemplate
from routines.guidance.rules import RuleKind
from routines.guidance.saying import OPENINGS
from routines.guidance.vocabulary import HAPPENING_NAMES, STEP_NAMES, Vocabulary

USES: Final[Mapping[RuleKind, str]] = {
    RuleKind.WARNING_SIGN: "Have it looked at. It goes before everything else, at any time.",
    RuleKind.SAFETY: "Something that may do harm. On that day nothing asks for doing more.",
    RuleKind.SEE_A_PROFESSIONAL: "Worth showing to a pharmacist or a doctor.",
    RuleKind.CAUTION: "A habit to ease off.",
    RuleKind.TIP: "A habit to take up again.",
    RuleKind.INFO: "Good to know, and nothing to do.",
    RuleKind.PRAISE: "Something went well. It never promises what will come of it.",
}
"""When to choose a kind."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a line of a kind begins, and when to choose it."""

    words: str
    label: str
    use: str


@dataclass(frozen=True, slots=True)
class Names:
    """What is known by a name: the one that rules are said with, and others that are understood."""

    name: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """All that the page shows; `bounds` are (what, the most of it)."""

    openings: tuple[Opening, ...]
    groups: tuple[tuple[Group, tuple[RuleTemplate, ...]], ...]
    steps: tuple[Names, ...]
    happenings: tuple[Names, ...]
    bounds: tuple[tuple[str, int], ...]
    grammar: str


def rules_page(vocabulary: Vocabulary) -> RulesPage:
    """The page for the names of one vocabulary."""
    added = tuple(Names(f"“{key}”", (f"“{name}”",)) for key, name in vocabulary.added)
    return RulesPage(
        openings=tuple(
            Opening(words, KIND_LABELS[kind], USES[kind]) for kind, words in OPENINGS.items()
        ),
        groups=tuple(
            (group, tuple(templates))
            for group, templates in groupby(TEMPLATES, key=lambda template: template.group)
        ),
        steps=_names(STEP_NAMES),
        happenings=_names(HAPPENING_NAMES) + added,
        bounds=(
            ("days looked back over, or between two messages", amounts.LONGEST_WINDOW),
            ("weeks, for counts", amounts.MOST_WEEKS),
            ("hours between two times", amounts.MOST_HOURS),
            ("days in a row", amounts.MOST_IN_A_ROW),
            ("times a day", amounts.MOST_A_DAY),
            ("letters and signs that people read", LONGEST_MESSAGE),
        ),
        grammar=grammar_text(),
    )


def _names(names: Mapping[str, tuple[str, ...]]) -> tuple[Names, ...]:
    return tuple(Names(name, tuple(others)) for name, *others in names.values())
