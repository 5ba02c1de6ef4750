"""Products: the bottles and tubes of a routine."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from routines.api.shapes.base import Out


class ProductShape(Out):
    """A bottle or tube."""

    product: Annotated[UUID, Field(description="Its key.")]
    name: str
    brand: str
    opened_on: date | None
    months_it_keeps: Annotated[int | None, Field(ge=1, le=120)]
    keeps_until: Annotated[date | None, Field(description="The last day it is good for.")]
    finished_on: date | None


class ProductList(Out):
    """All products, by name."""

    items: list[ProductShape]
