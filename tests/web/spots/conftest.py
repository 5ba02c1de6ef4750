"""What the tests of counts have in common."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest

from routines.accounts.models import User
from routines.diary.regions import Region
from routines.spots import services
from routines.spots.counting import Numbers
from routines.spots.models import Count
from routines.spots.services import Said
from tests.conftest import NOON


@pytest.fixture
def present(time_machine: object) -> datetime:
    """Stops the clock at the tests' usual present."""
    time_machine.move_to(NOON, tick=False)  # type: ignore[attr-defined]
    return NOON


@pytest.fixture
def save(alice: User) -> Callable[..., Count]:
    """Saves a count through the service: of 3 spots on the nose, unless told otherwise."""

    def save(
        at: datetime = NOON,
        *,
        user: User = alice,
        key: uuid.UUID | None = None,
        by_region: dict[Region, int] | None = None,
        whole_face: int | None = None,
        unsure: int | None = None,
        note: str = "",
    ) -> Count:
        if by_region is None and whole_face is None:
            by_region = {Region.NOSE: 3}
        said = Said(
            day=user.today(at),
            numbers=Numbers(by_region=by_region or {}, whole_face=whole_face),
            unsure=unsure,
            note=note,
        )
        return services.save_count(user=user, key=key or uuid.uuid4(), said=said, at=at).count

    return save
