"""The page of questions as values: everything that is said on it, said already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from routines.trends.events import Mark
from routines.trends.occasions import Occasion
from routines.trends.svg import Markup


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The counts on either side of an occasion, and what is marked among them."""

    picture: Markup
    marks: tuple[Mark, ...]
    marks_left_out: int
    mark_rows: int
    """Rows of numbers above the plot."""

    has_pauses: bool


@dataclass(frozen=True, kw_only=True)
class BeforeAfter:
    """The answer about one occasion. `missing` says how much more it takes, where it does."""

    occasion: Occasion
    says: str
    missing: str
    is_answer: bool
    drawn: Drawn | None = None
    """The counts on either side, where there is an answer."""

    @property
    def headline(self) -> str:
        """No clear difference"""
        return self.says.partition(": ")[0].rstrip(".")

    @property
    def basis(self) -> str:
        """Between 51 % fewer and 116 % more, from 25 weeks before and 17 weeks after."""
        rest = self.says.partition(": ")[2]
        return rest[:1].upper() + rest[1:]


@dataclass(frozen=True, kw_only=True)
class AlongLine:
    """What is said of one step."""

    step_id: int
    name: str
    says: str
    is_clear: bool
    varied: bool


@dataclass(frozen=True, kw_only=True)
class Along:
    """What is said of all steps; `missing` says how much longer until they are looked at."""

    lines: tuple[AlongLine, ...]
    missing: str
    tried: str = ""
    """The step of a trial that isn't over, of which nothing is said."""

    @property
    def told(self) -> tuple[AlongLine, ...]:
        """The few that may be believed."""
        return tuple(line for line in self.lines if line.is_clear)

    @property
    def open(self) -> tuple[AlongLine, ...]:
        """Those that varied, and of which ordinary logging can't tell."""
        return tuple(line for line in self.lines if line.varied and not line.is_clear)

    @property
    def steady(self) -> tuple[AlongLine, ...]:
        """Those that hardly varied."""
        return tuple(line for line in self.lines if not line.varied)


@dataclass(frozen=True, kw_only=True)
class QuestionsPage:
    """Everything on the page; without counts there is nothing to ask."""

    occasions: tuple[Occasion, ...]
    chosen: date | None
    before_after: BeforeAfter | None
    along: Along
    has_trial: bool
