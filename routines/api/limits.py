"""How often somebody may ask: buckets that fill up again by themselves, in this process's memory.

A bucket a process costs no query and no write. Several processes let through so many times more,
which is what a limit against runaway programs can afford (docs/decisions/0030-api.md).
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

MOST_BUCKETS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a bucket. `wait` is in seconds, 0 where the request may pass."""

    remaining: int
    wait: int


class Buckets:
    """One bucket for each name: `most` at once, filled up again within a minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._pause = 60 / most
        self._full_at: OrderedDict[object, float] = OrderedDict()
        self._lock = Lock()

    def take(self, name: object, now: float) -> Left:
        """Take one out of the bucket where there is one. `now` is in seconds of any clock."""
        with self._lock:
            full_at = max(self._full_at.pop(name, now), now)
            room = self.most - (full_at - now) / self._pause
            if room < 1:
                self._full_at[name] = full_at
                return Left(0, max(1, math.ceil((1 - room) * self._pause)))
            self._full_at[name] = full_at + self._pause
            if len(self._full_at) > MOST_BUCKETS:
                # Whoever asked longest ago: theirs has had the most time to fill up.
                self._full_at.popitem(last=False)
            return Left(int(room) - 1, 0)

    def is_empty(self, name: object, now: float) -> bool:
        with self._lock:
            full_at = self._full_at.get(name, now)
        return self.most - (full_at - now) / self._pause < 1

    def knows(self, name: object) -> bool:
        """Say whether the name has asked lately."""
        return name in self._full_at

    def clear(self) -> None:
        with self._lock:
            self._full_at.clear()
