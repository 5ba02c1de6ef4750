"""What the page of somebody's data shows of their archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from routines.accounts.models import User
from routines.portability.models import Export
from routines.portability.sizes import SMALL, way_through


@dataclass(frozen=True, kw_only=True)
class DataPage:
    """`is_small`: the archive can be fetched at once. `export`: the one that was asked for last."""

    is_small: bool
    export: Export | None
    is_ready: bool

    @property
    def is_under_way(self) -> bool:
        return self.export is not None and self.export.is_under_way


def read_page(user: User, now: datetime) -> DataPage:
    """Two queries."""
    export = Export.objects.of(user).select_related("file").order_by("-asked_at", "-pk").first()
    is_ready = export is not None and export.is_ready(now)
    if export is not None and export.finished_at is not None and not is_ready:
        export = None
    return DataPage(is_small=way_through(user) <= SMALL, export=export, is_ready=is_ready)
