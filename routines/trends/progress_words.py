"""The sentences beside a step's days: its run, and what moved its strength."""

from __future__ import annotations

from dataclasses import dataclass

from routines.accounts.formats import day_medium, number
from routines.trends.progress import Strength
from routines.trends.streaks import Streak, Unit
from routines.trends.strength import Mark, Move

SHORTEST_RUN = 2
"""Once is no run."""

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

UNITS = {
    Unit.DAYS: "days in a row",
    Unit.WEEKS: "weeks in a row",
    Unit.TIMES: "times in a row",
}
MARKS = {Mark.DONE: "done", Mark.NOT_DONE: "not done", Mark.SKIPPED: "skipped"}


@dataclass(frozen=True)
class Words:
    """Says it in one locale ("en_GB")."""

    locale: str

    def streak(self, streak: Streak) -> str:
        """14 days in a row since 3 Nov 2026; 2 days in between weren’t logged.

        "" for none: that a run ended is nothing to be told.
        """
        if streak.length < SHORTEST_RUN or streak.since is None:
            return ""
        since = day_medium(streak.since, self.locale)
        said = f"{number(streak.length, self.locale)} {UNITS[streak.unit]} since {since}"
        if not streak.unknown:
            return f"{said}."
        days = f"{number(streak.unknown, self.locale)} days" if streak.unknown > 1 else "1 day"
        return f"{said}; {days} in between {'weren’t' if streak.unknown > 1 else 'wasn’t'} logged."

    def moved(self, strength: Strength) -> str:
        """Return what moved the strength last: today, or the day that last did."""
        if strength.last is None or strength.day is None or strength.mark is None:
            return "Nothing has moved it yet."
        when = "Today" if strength.is_today else f"Last, on {day_medium(strength.day, self.locale)}"
        if strength.is_over:
            return f"{when}: more than your cap, which moves nothing."
        if strength.mark is Mark.SKIPPED:
            return f"{when}: skipped, which moves nothing."
        if strength.mark is Mark.NOT_DONE and strength.last.share == 1:
            return f"{when}: not done, and nothing was missing. It holds what it has."
        return f"{when}: {MARKS[strength.mark]}, {self._move(strength.last)}."

    def _move(self, move: Move) -> str:
        """+1.2 points, from 80.9 to 82.1 %"""
        sign = MINUS if move.by < 0 else "+"
        points = f"{sign}{number(abs(100 * move.by), self.locale, 1)}"
        before = number(100 * move.before, self.locale, 1)
        return f"{points} points, from {before} to {self.share(move.after, 1)}"

    def open(self, strength: Strength) -> str:
        """Return what today would make of it; "" where today asks for nothing more."""
        if strength.if_done is None or strength.if_not is None:
            return ""
        return (
            f"Still open today: done would make it {self.share(strength.if_done, 1)}, "
            f"not done {self.share(strength.if_not, 1)}."
        )

    def share(self, share: float, decimals: int = 0) -> str:
        """82 %"""
        return f"{number(100 * share, self.locale, decimals)}{NO_BREAK}%"
