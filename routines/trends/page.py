"""The trends page as values: what its template shows, and nothing that has to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routines.trends.choice import Choice, Link, range_links
from routines.trends.spots_card import SpotsCard
from routines.trends.svg import Markup

if TYPE_CHECKING:  # it brings numpy along, which is loaded where something has to be found out
    from routines.trends.findings import Findings, RegionFinding


@dataclass(frozen=True, kw_only=True)
class CountsPage:
    """All that the page shows and says of the counts."""

    choice: Choice
    card: SpotsCard
    findings: Findings

    @property
    def ranges(self) -> tuple[Link, ...]:
        return range_links(self.choice)

    @property
    def tiles(self) -> list[tuple[RegionFinding, Link]]:
        """Each region in small, with what leads to it in large."""
        return [
            (
                finding,
                Link(
                    finding.label,
                    self.choice.of(finding.region).address,
                    finding.region == self.choice.region,
                ),
            )
            for finding in self.findings.regions
        ]


@dataclass(frozen=True, kw_only=True)
class TrendsPage:
    """Everything on the page; without `counts` the person hides them."""

    counts: CountsPage | None
    routine: Markup | None
    """The section of the routine, where it is known already."""
