"""Taking writes back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from routines.api.shapes.base import Written


class UndoneShape(Written):
    """What taking a write back did; `batch` takes the taking back back."""

    restored: Annotated[int, Field(ge=0, description="How many things stand as before again.")]
    left: Annotated[
        int, Field(ge=0, description="How many were left, since they were changed again.")
    ]
    detail: Annotated[str, Field(description="Why the first of those was left; else empty.")]
