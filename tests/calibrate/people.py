"""People whose true course is known, seeded: what they have, and what they count of it.

Everything is made for many people at once: arrays have the shape (people, days).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from routines.trends.series import Point

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

START = date(2024, 1, 1)
MONTH = 30.4375
SHARE_OF_DAYS = 0.6
"""So many days have a count where people count daily: 40 % are missing."""

DISPERSION = 8.0
"""Of the negative binomial: the variance is μ + μ²/8."""


class Rhythm(Enum):
    """When people count."""

    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, kw_only=True)
class Wandering:
    """An intensity whose logarithm is AR(1), counted as it comes.

    `memory` is its time constant in days, `spread` its standard deviation; with `clumped` counts
    are negative binomial instead of Poisson.
    """

    memory: float
    spread: float = 0.3
    clumped: bool = False
    mean: float = 8.0

    def __str__(self) -> str:
        counts = "neg. binomial" if self.clumped else "Poisson"
        return f"AR(1) {self.memory:.0f} d, {counts}, mean {self.mean:.0f}"

    def count(self, random: np.random.Generator, course: Floats) -> Whole:
        """Return the count of each day; `course` is the true change of ln(level)."""
        keep = math.exp(-1 / self.memory)
        fresh = random.standard_normal(course.shape) * self.spread
        wander = fresh.copy()
        for day in range(1, course.shape[1]):
            wander[:, day] = keep * wander[:, day - 1] + math.sqrt(1 - keep**2) * fresh[:, day]
        level = self.mean * np.exp(course + wander - self.spread**2 / 2)
        if self.clumped:
            level = level * random.gamma(DISPERSION, 1 / DISPERSION, level.shape)
        return random.poisson(level)


@dataclass(frozen=True, kw_only=True)
class BornAndGone:
    """Spots appear at a rate and live for Exp(`life`) days; who counts them errs by a share."""

    life: float
    error: float
    mean: float = 8.0

    def __str__(self) -> str:
        return f"births, life {self.life:.0f} d, error {self.error:.0%}, mean {self.mean:.0f}"

    def count(self, random: np.random.Generator, course: Floats) -> Whole:
        """Return the count of each day; `course` is the change of ln(births)."""
        stay = math.exp(-1 / self.life)
        births = random.poisson(self.mean * (1 - stay) * np.exp(course))
        present = np.empty_like(births)
        present[:, 0] = random.poisson(self.mean, len(births))
        for day in range(1, births.shape[1]):
            survivors = random.binomial(present[:, day - 1], stay)
            present[:, day] = survivors + births[:, day]
        noise = 1 + self.error * random.standard_normal(present.shape)
        return np.maximum(np.rint(present * noise), 0).astype(np.int64)


Skin = Wandering | BornAndGone


def simulate(
    skin: Skin, rhythm: Rhythm, course: Floats, people: int, seed: int
) -> list[list[Point]]:
    """Return the counts of each person, in order. `course` (days,) is the same for all."""
    random = np.random.default_rng(seed)
    numbers = skin.count(random, np.broadcast_to(course, (people, len(course))))
    counted = _counted_days(random, rhythm, numbers.shape)
    days = [START + timedelta(days=number) for number in range(len(course))]
    return [
        [
            Point(day, min(999, int(number)), is_recount=False)
            for day, number, is_counted in zip(days, row, mask, strict=True)
            if is_counted
        ]
        for row, mask in zip(numbers, counted, strict=True)
    ]


def _counted_days(
    random: np.random.Generator, rhythm: Rhythm, shape: tuple[int, ...]
) -> NDArray[np.bool_]:
    if rhythm is Rhythm.DAILY:
        return random.random(shape) < SHARE_OF_DAYS
    return np.broadcast_to(np.arange(shape[1]) % 7 == 3, shape)


def steady(days: int) -> Floats:
    """Return a course on which nothing changes."""
    return np.zeros(days)


def falling(days: int, percent_a_month: float, begins: int = 0) -> Floats:
    """Return a course that falls by so many per cent a month from a day on."""
    months = np.maximum(np.arange(days) - begins, 0) / MONTH
    return months * math.log(1 - percent_a_month / 100)


def flaring(days: int, begins: int, times: float, lasts: int) -> Floats:
    """Return a course that is so many times higher for a while."""
    course = np.zeros(days)
    course[begins : begins + lasts] = math.log(times)
    return course
