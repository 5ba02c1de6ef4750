"""How strong a habit has become: the exponential score of Loop Habit Tracker.

Written anew from its formula (iSoron/uhabits, `Score.kt` and `ScoreList.kt`): on each scheduled day
s ← s·m + v·(1 − m) with m = 0.5^(√frequency / 13), so that a daily habit is half way after 13 days
and a slip costs little once it is strong. It is computed anew from the days, never stored.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from routines.diary.cadence import WEEK, Cadence, Kind

HALF_WAY = 13
FORGOTTEN = 1e-6


class Mark(Enum):
    """A day of a step: one that counts, for or against, or one that was skipped."""

    DONE = 1
    NOT_DONE = 0
    SKIPPED = None


@dataclass(frozen=True, kw_only=True)
class Move:
    """What a day did to the score, both from 0 to 1. `share` is how much of it was kept."""

    before: float
    after: float
    share: float | None
    """None where the day was skipped and moved nothing."""

    @property
    def by(self) -> float:
        return self.after - self.before


def multiplier(frequency: float) -> float:
    """Return m for a step that is meant to be done `frequency` times a day."""
    return float(0.5 ** (frequency**0.5 / HALF_WAY))


def moves(cadence: Cadence, marks: Sequence[Mark], start: float = 0.0) -> list[Move]:
    """Return what each day did, in order.

    Of chosen weekdays `marks` are those days alone; of other cadences every day that counts. Days
    that are unknown or paused are not among them.
    """
    shares = list(_shares(cadence, marks))
    scores = list(_scores(cadence, shares, start))
    return [
        Move(before=before, after=after, share=share)
        for before, after, share in zip(scores, scores[1:], shares, strict=False)
    ]


def strength(cadence: Cadence, marks: Sequence[Mark], start: float = 0.0) -> float:
    """Return the score after the last day, from 0 to 1."""
    *_, last = _scores(cadence, _shares(cadence, marks), start)
    return last


def remembered(cadence: Cadence) -> int:
    """Return how many days matter: what lies further back moves the score by under a millionth."""
    return math.ceil(math.log(FORGOTTEN) / math.log(multiplier(cadence.per_day)))


def _scores(cadence: Cadence, shares: Iterable[float | None], start: float) -> Iterator[float]:
    """Return the score before the first day and after each."""
    keep = multiplier(cadence.per_day)
    return accumulate(
        shares,
        lambda score, share: score if share is None else score * keep + share * (1 - keep),
        initial=start,
    )


def _shares(cadence: Cadence, marks: Sequence[Mark]) -> Iterable[float | None]:
    """Return how much of each day was kept.

    What has no fixed day is kept as far as its times fill a window of two of its periods, so that
    Tuesday this week and Friday the next are no slip. Skipped days are not in the window.
    """
    times, period = _times_and_period(cadence)
    window: deque[bool] = deque(maxlen=period)
    for mark in marks:
        if mark is Mark.SKIPPED:
            yield None
        else:
            window.append(mark is Mark.DONE)
            yield min(1.0, sum(window) / times)


def _times_and_period(cadence: Cadence) -> tuple[int, int]:
    """Return how many times, and within how many of the days."""
    match cadence.kind:
        case Kind.WEEKLY if cadence.times_a_week < WEEK:
            return 2 * cadence.times_a_week, 2 * WEEK
        case Kind.EVERY if cadence.every_days > 1:
            return 2, 2 * cadence.every_days
        case _:
            return 1, 1
