"""What a person would probably say a habit is, by the words of its name. They have the last one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from routines.diary.regions import LABELS
from routines.portability.foreign import Habit
from routines.portability.mapping.targets import LEFT_OUT, WHOLE_FACE, Target, To
from routines.portability.values import Step

_KIND_WORDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("sunscreen", r"\b(sun ?screen|sun ?block|sun ?cream|spf ?\d*)\b"),
        ("retinoid", r"\b(retin\w*|tretinoin|adapalene|differin|tazarotene)\b"),
        ("exfoliation", r"\b(exfoli\w*|aha|bha|pha|peel\w*|scrub\w*|glycolic|salicylic|lactic)\b"),
        ("moisturiser", r"\b(moisturi[sz]\w*|lotion|cream|emollient|hydrating)\b"),
        ("cleanser", r"\b(cleans\w*|wash(ed|ing)? (my )?face|face ?wash\w*|wash|soap)\b"),
    )
)
_SPOTS: Final = re.compile(r"\b(spots?|milia|milium|bumps?|whiteheads?)\b")
_MORNING: Final = re.compile(r"\b(morning|am|a\.m\.|breakfast|day)\b")
_EVENING: Final = re.compile(r"\b(evening|night\w*|pm|p\.m\.|bed\w*)\b")
_RANKS: Final = {"morning": 0, "evening": 1}
_USUAL_SLOTS: Final = {"sunscreen": "morning", "retinoid": "evening"}


def guess(
    habit: Habit,
    *,
    steps: Sequence[Step],
    happenings: Mapping[str, str],
    unknown: Target | None = None,
) -> Target:
    """Return the likeliest target; `unknown` is for a yes-or-no habit that no word tells of."""
    name = habit.name.casefold()
    if habit.is_numerical and _SPOTS.search(name):
        return Target(To.COUNT, _place(name))
    if step := _of_one_name(name, steps):
        return Target(To.STEP, str(step.key))
    kind = next((kind for kind, words in _KIND_WORDS if words.search(name)), "")
    if kind:
        return _by_kind(kind, _slot(name), steps)
    for key, label in happenings.items():
        if label.casefold() == name:
            return Target(To.HAPPENING, key)
    if habit.is_numerical:
        return LEFT_OUT
    return unknown or Target(To.NEW, "other", _slot(name) or "any")


def names_of(steps: Sequence[Step]) -> dict[str, str]:
    """Return what the steps are called, last, by their keys as text."""
    return {str(step.key): step.terms[-1].name for step in steps if step.terms}


def _of_one_name(name: str, steps: Sequence[Step]) -> Step | None:
    found = (step for step in steps if step.terms and step.terms[-1].name.casefold() == name)
    return next(found, None)


def _by_kind(kind: str, slot: str, steps: Sequence[Step]) -> Target:
    """The step of its kind that fits, of several the earliest of the day; else a new one."""
    current = [step for step in steps if step.terms and step.terms[-1].ends_on is None]
    alike = [step for step in current if step.kind == kind]
    fitting = [step for step in alike if not slot or step.terms[-1].slot in (slot, "any")]
    if not fitting:
        return Target(To.NEW, kind, slot or _USUAL_SLOTS.get(kind, "any"))
    # With several the one of its own part of the day comes before one of any time.
    first = min(fitting, key=lambda step: _RANKS.get(step.terms[-1].slot, len(_RANKS)))
    return Target(To.STEP, str(first.key))


def _slot(name: str) -> str:
    if _EVENING.search(name):
        return "evening"
    return "morning" if _MORNING.search(name) else ""


def _place(name: str) -> str:
    """The region that the name speaks of, the longest label first; else the whole face."""
    for region, label in sorted(LABELS.items(), key=lambda pair: -len(pair[1])):
        words = label.casefold().removeprefix("around the ")
        if words in name:
            return region.value
    return WHOLE_FACE
