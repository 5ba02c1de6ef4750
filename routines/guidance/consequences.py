"""What a change of rules would have meant for people, asked of a room that knows diaries.

Guidance knows none. A room above it registers an oracle when it starts; until then nothing can be
foretold, and an editor is told so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from routines.guidance.rules import RuleKind, StandingRule

SAMPLE_DAYS = 60
"""How many days, the last of them today, a sample diary is told."""
REACH_DAYS = 28
"""Over how many days people are counted."""
FEWEST_NAMED = 5
"""A number below this is never said, and larger ones are said in steps of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a diary would have been told; `key` is the rule's, `topic` a slug."""

    day: date
    kind: RuleKind
    topic: str
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What one made-up diary would have been told over the days, oldest first.

    `diary` names it for an editor ("Forgets the sunscreen at weekends"), `about` says in a sentence
    what stands in it. The same diaries come in the same order whatever the rules.
    """

    diary: str
    about: str
    told: tuple[Told, ...]


class Oracle(Protocol):
    """What a room that knows diaries can say of rules. It writes nothing."""

    def tell_samples(self, *, rules: Sequence[StandingRule], today: date) -> Sequence[Telling]:
        """What the sample diaries would have been told in the SAMPLE_DAYS up to `today`.

        `rules` are all that would be in force, because one that speaks keeps others silent.
        """

    def count_people(
        self, *, rules: Sequence[StandingRule], keys: Collection[str], now: datetime
    ) -> Mapping[str, int]:
        """How many people each rule of `keys` would have reminded in the last REACH_DAYS.

        `rules` are all that would be in force. The numbers are exact, or estimates from a part of
        the people where there are many; a key that is left out counts as nobody.
        """


_oracles: list[Oracle] = []


def register(oracle: Oracle) -> None:
    """Make known who foretells; the last one registered is asked."""
    _oracles[:] = [oracle]


def oracle() -> Oracle | None:
    """Who foretells, if anybody does."""
    return _oracles[0] if _oracles else None


def people_in_words(number: int) -> str:
    """A number of people as an editor may read it.

    Small numbers are not told apart, and larger ones go in steps, so that no two versions of a rule
    differ by one person.
    """
    if number < FEWEST_NAMED:
        return f"fewer than {FEWEST_NAMED} people"
    return f"about {number - number % FEWEST_NAMED} people"
