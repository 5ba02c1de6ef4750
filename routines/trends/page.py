"""The trends page as values: what its template shows, and nothing that has to be looked up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routines.trends.choice import Choice, Link, range_links
from routines.trends.spots_card import SpotsCard
from routines.trends.svg import Markup

if TYPE_CHECKING:  # it brings numpy along, which is loaded where something has to be found out
    from routines.trends.findings import Findings, RegionFinding


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A region in small, with what leads to it in large."""

    finding: RegionFinding
    link: Link


def place_tiles(regions: Iterable[RegionFinding], choice: Choice) -> list[Tile]:
    """Return the regions with their links, which keep the time that is shown."""
    return [
        Tile(
            finding=finding,
            link=Link(
                finding.label,
                choice.of(finding.region).address,
                finding.region == choice.region,
            ),
        )
        for finding in regions
    ]


@dataclass(frozen=True, kw_only=True)
class CountsPage:
    """All that the page shows and says of the counts."""

    choice: Choice
    card: SpotsCard
    findings: Findings
    regions: tuple[RegionFinding, ...] | None
    """Each region in small, where they are known already; none where there is just one."""

    @property
    def ranges(self) -> tuple[Link, ...]:
        return range_links(self.choice)

    @property
    def tiles(self) -> list[Tile]:
        return place_tiles(self.regions or (), self.choice)

    @property
    def are_tiles_later(self) -> bool:
        """Whether the page has to ask for them."""
        return self.regions is None


@dataclass(frozen=True, kw_only=True)
class TrendsPage:
    """Everything on the page; without `counts` the person hides them."""

    counts: CountsPage | None
    routine: Markup | None
    """The section of the routine, where it is known already."""
