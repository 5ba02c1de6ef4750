"""A plausible year of a diary, made up: the same seed and last day give the same year.

Its story: about twenty spots to begin with, a slow fall while the routine holds, a summer holiday
without the diary, a rich new cream in autumn with a rise while it was in use, and a fall again. In
the last days the sunscreen has run out, so that there is something to be reminded of.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from routines.diary.cadence import Kind, days_between, is_due
from routines.diary.days import PlannedStep

DAYS = 365
HOLIDAY = (160, 171)
"""First and last day of the pause, counted from the first day of the year."""
NEW_CREAM, CREAM_GIVEN_UP = 246, 268
EAGER = (321, 322, 323)
"""Days in a row on which exfoliation was overdone."""
RUN_OUT = DAYS - 3
"""From this day on there is no sunscreen left, and every day is logged."""

GAPS = ((58, 61), (205, 209))
"""Days on which nothing at all was logged."""
REGION_SHARES = {
    "forehead": 0.22,
    "right_eye": 0.10,
    "left_eye": 0.12,
    "nose": 0.16,
    "right_cheek": 0.15,
    "left_cheek": 0.15,
    "upper_lip": 0.03,
    "chin": 0.07,
}
KEPT = {"cleanser": 0.92, "moisturiser": 0.88, "sunscreen": 0.84, "exfoliation": 0.8}
"""How likely a due step of a kind is done on a day that is logged."""


@dataclass(frozen=True, kw_only=True)
class DemoAnswer:
    """An answer for a step."""

    step_id: int
    day: date
    answer: str
    skip_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoCount:
    """A count by region."""

    day: date
    numbers: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class DemoHappening:
    """Something that happened, by its key in the catalogue."""

    day: date
    key: str
    region: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoYear:
    """All of it; nothing is logged on the day after its last."""

    first: date
    answers: tuple[DemoAnswer, ...]
    counts: tuple[DemoCount, ...]
    happenings: tuple[DemoHappening, ...]
    notes: dict[date, str]
    pause: tuple[date, date]


def first_day(last: date) -> date:
    """The day on which the year that ends on `last` begins."""
    return last - timedelta(days=DAYS - 1)


def make_year(
    *, last: date, steps: Sequence[PlannedStep], count_weekday: int, seed: int
) -> DemoYear:
    """Make up the year that ends on `last` for a routine of `steps`."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    first = first_day(last)
    days = days_between(first, last)
    return DemoYear(
        first=first,
        answers=tuple(_with_too_much(_answers(random, days, steps), days, steps)),
        counts=tuple(_counts(random, days, count_weekday)),
        happenings=tuple(_happenings(random, days)),
        notes=_notes(days),
        pause=(days[HOLIDAY[0]], days[HOLIDAY[1]]),
    )


def expected_spots(number: int) -> float:
    """How many spots the story has on a day of the year, before chance."""
    slow_fall = 7 + 13 * math.exp(-number / 110)
    since = number - NEW_CREAM - 10
    if since < 0:
        return slow_fall
    rise = 1 - math.exp(-since / 12)
    fall = math.exp(-max(0, number - CREAM_GIVEN_UP) / 32)
    return slow_fall + 18 * rise * fall


def _is_silent(number: int, random: Random) -> bool:
    if HOLIDAY[0] <= number <= HOLIDAY[1]:
        return True
    if any(begins <= number <= ends for begins, ends in GAPS):
        return True
    return random.random() < 0.05 and number < RUN_OUT


def _answers(
    random: Random, days: Sequence[date], steps: Sequence[PlannedStep]
) -> Iterator[DemoAnswer]:
    done: dict[int, set[date]] = {step.step_id: set() for step in steps}
    for number, day in enumerate(days):
        if _is_silent(number, random):
            continue
        for step in steps:
            if not is_due(step.cadence, day, done[step.step_id]):
                continue
            answer = _answer(random, step, day, number)
            if answer.answer == "done":
                done[step.step_id].add(day)
            if answer.answer:
                yield answer


def _with_too_much(
    answers: Iterable[DemoAnswer], days: Sequence[date], steps: Sequence[PlannedStep]
) -> Iterator[DemoAnswer]:
    """Add exfoliation on the days on which it was overdone, and let it rest for a week after."""
    first, last = days[EAGER[0]], days[EAGER[-1] + 7]
    overdone = [step.step_id for step in steps if step.kind == "exfoliation"]
    for answer in answers:
        if answer.step_id not in overdone or not first <= answer.day <= last:
            yield answer
    for step_id in overdone:
        for number in EAGER:
            yield DemoAnswer(step_id=step_id, day=days[number], answer="done")


def _answer(random: Random, step: PlannedStep, day: date, number: int) -> DemoAnswer:
    irritated = NEW_CREAM + 12 <= number <= CREAM_GIVEN_UP + 4
    if irritated and step.kind == "exfoliation":
        return DemoAnswer(step_id=step.step_id, day=day, answer="skipped", skip_reason="irritated")
    # A twice-a-week step is done on some of the days on which it is due, not at the first chance.
    likely = 0.45 if step.cadence.kind is Kind.WEEKLY else KEPT.get(step.kind, 0.85)
    settled = likely + (1 - likely) * 0.4 * min(1.0, number / 120)
    is_done = random.random() < settled and (number < RUN_OUT or step.kind != "sunscreen")
    return DemoAnswer(step_id=step.step_id, day=day, answer="done" if is_done else "")


def _counts(random: Random, days: Sequence[date], weekday: int) -> Iterator[DemoCount]:
    drift = 0.0
    for number, day in enumerate(days):
        # Spots live for weeks: chance moves slowly, and the counting adds a little of its own.
        drift = 0.97 * drift + random.gauss(0, 0.03)
        away = HOLIDAY[0] <= number <= HOLIDAY[1]
        if day.weekday() != weekday or away or random.random() < 0.08:
            continue
        level = expected_spots(number) * math.exp(drift)
        yield DemoCount(day=day, numbers=_numbers(random, level))
        if random.random() < 0.06:
            yield DemoCount(day=day, numbers=_numbers(random, level))


def _numbers(random: Random, level: float) -> dict[str, int]:
    return {
        region: max(0, round(random.gauss(level * share, math.sqrt(level * share) * 0.45)))
        for region, share in REGION_SHARES.items()
    }


def _happenings(random: Random, days: Sequence[date]) -> Iterator[DemoHappening]:
    for number in sorted(random.sample(range(120, 330), 14)):
        if not HOLIDAY[0] <= number <= HOLIDAY[1]:
            yield DemoHappening(day=days[number], key="strong-sun")
    yield DemoHappening(day=days[172], key="sunburn", region="nose", note="Last day at the sea")
    for number in (33, 97, 190):
        yield DemoHappening(day=days[number], key="picked", region="chin")
    yield DemoHappening(day=days[-1], key="picked", region="nose")
    yield DemoHappening(day=days[NEW_CREAM], key="new-product", note="A rich night cream")
    for number in range(NEW_CREAM, CREAM_GIVEN_UP, 2):
        yield DemoHappening(day=days[number], key="heavy-product")
    for number in (NEW_CREAM + 12, NEW_CREAM + 14, CREAM_GIVEN_UP):
        yield DemoHappening(day=days[number], key="irritation", region="left_cheek")


def _notes(days: Sequence[date]) -> dict[date, str]:
    return {
        days[0]: "Starting this diary. Let’s see.",
        days[61]: "Back after a busy week.",
        days[NEW_CREAM]: "Trying the new night cream from today.",
        days[CREAM_GIVEN_UP]: "Gave the cream up, it feels too heavy.",
        days[340]: "Calmer than in autumn.",
        days[RUN_OUT]: "Out of sunscreen. Buy some more!",
    }
