"""How often a rule may speak, and when it has said enough.

A spell is a run of days on which a rule's condition held. Nothing of it is stored: it is found
again from the history where it matters, so that answers given late count too. It matters only to
rules that speak less and less often, or fall silent; the others need the last time they spoke.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from routines.guidance.rules import Pace

WATCHED_DAYS = 56
"""A spell is followed back so far. One without a beginning in sight is taken to be older."""


def is_too_soon(pace: Pace, spoken: Sequence[date], today: date) -> bool:
    """Whether it spoke so lately that nothing else needs to be known. `spoken` ascend."""
    return bool(spoken) and _since(spoken[-1], today) < min(_gaps(pace))


def has_said_enough(
    pace: Pace, spoken: Sequence[date], today: date, held_on: Callable[[date], bool]
) -> bool:
    """Whether it must wait because of how often it spoke in the current spell.

    `held_on` says whether the condition held on an earlier day.
    """
    gaps = _gaps(pace)
    if not spoken or not needs_spells(pace):
        return False
    times = _times_in_spell(pace, spoken, today, held_on)
    if pace.silent_after is not None and times >= pace.silent_after:
        return True
    gap = gaps[min(max(times, 1), len(gaps)) - 1]
    return _since(spoken[-1], today) < gap


def needs_spells(pace: Pace) -> bool:
    """Whether earlier days have to be looked at."""
    return len(pace.gaps) > 1 or pace.silent_after is not None


def _times_in_spell(
    pace: Pace, spoken: Sequence[date], today: date, held_on: Callable[[date], bool]
) -> int:
    """How often it spoke and the condition held ever since; no more than would matter."""
    matters = max(len(pace.gaps), pace.silent_after or 0)
    latest_first = [day for day in reversed(spoken) if day < today][:matters]
    looked_at = today
    for number, day in enumerate(latest_first):
        while looked_at > day:
            looked_at -= timedelta(days=1)
            if _since(looked_at, today) > WATCHED_DAYS:
                return len(latest_first)
            if not held_on(looked_at):
                return number
    return len(latest_first)


def _gaps(pace: Pace) -> tuple[int, ...]:
    """At least a day, whatever the rule says: nothing is said twice on one."""
    return tuple(max(1, gap) for gap in pace.gaps) or (1,)


def _since(day: date, today: date) -> int:
    return (today - day).days
