"""How much of a list is asked for at once."""

from __future__ import annotations

from typing import Annotated

from ninja import Query
from pydantic import BeforeValidator

from routines.api.shapes.base import as_whole_number

LimitOfDays = Annotated[
    int,
    BeforeValidator(as_whole_number),
    Query(31, ge=1, le=400, description="How many at most."),
]
Limit = Annotated[
    int,
    BeforeValidator(as_whole_number),
    Query(50, ge=1, le=100, description="How many at most."),
]
