"""What a person asks the trends page for: how far back, and which place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from routines.diary.cadence import WEEK
from routines.diary.regions import LABELS, Region
from routines.trends.chart import Window
from routines.trends.series import Look

RANGES: dict[str, int | None] = {"4w": 4, "12w": 12, "26w": 26, "52w": 52, "all": None}
"""What `?range=` may say, in weeks; None is everything."""

USUAL_RANGE = "26w"
SHORTEST_WINDOW = 4 * WEEK
SHORTEST_OWN_WINDOW = WEEK


@dataclass(frozen=True)
class Choice:
    """A range, or own dates instead of it; and a region, or "" for those usually counted."""

    range: str = USUAL_RANGE
    region: str = ""
    first: date | None = None
    last: date | None = None
    """Own dates, both or neither."""

    @property
    def has_own_dates(self) -> bool:
        return self.first is not None

    @property
    def is_all(self) -> bool:
        """Whether it is everything there is."""
        return not self.has_own_dates and RANGES[self.range] is None

    def first_day(self, today: date) -> date | None:
        """The first day that is asked for; None where it is everything."""
        if self.first is not None:
            return self.first
        weeks = RANGES[self.range]
        return None if weeks is None else today - timedelta(days=weeks * WEEK - 1)

    def window(self, begun: date, today: date) -> Window:
        """Return the days to show: as far as there was a diary, and never a sliver."""
        last = min(self.last or today, today)
        first = min(max(self.first_day(today) or begun, begun), last)
        shortest = SHORTEST_OWN_WINDOW if self.has_own_dates else SHORTEST_WINDOW
        return Window(first=min(first, last - timedelta(days=shortest - 1)), last=last)

    @property
    def query(self) -> str:
        """What asks for it, for an address; the usual is not written."""
        asked = {
            "range": "" if self.range == USUAL_RANGE or self.has_own_dates else self.range,
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
            "region": self.region,
        }
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def address(self) -> str:
        return f"?{self.query}"

    def of(self, region: str) -> Choice:
        """The same for another place."""
        return replace(self, region=region)

    @property
    def whole(self) -> Choice:
        """The same for all places together."""
        return self.of("")


@dataclass(frozen=True)
class Link:
    """One of several choices."""

    label: str
    address: str
    is_chosen: bool


def range_links(choice: Choice) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=f"{weeks} weeks" if weeks else "All",
            address=Choice(name, choice.region).address,
            is_chosen=name == choice.range and not choice.has_own_dates,
        )
        for name, weeks in RANGES.items()
    )


def place_links(choice: Choice, looks: Iterable[Look], usual: str) -> tuple[Link, ...]:
    """Return the usual regions and each single one that was counted, unless there is just one."""
    seen: set[Region] = {Region(choice.region)} if choice.region else set()
    for look in looks:
        seen |= look.numbered
    if len(seen) < 2 and not choice.region:
        return ()
    singles = [
        Link(LABELS[region], choice.of(region).address, choice.region == region)
        for region in Region
        if region in seen
    ]
    return (Link(usual, choice.of("").address, not choice.region), *singles)
