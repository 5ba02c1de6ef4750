"""Products, to read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from routines.api.doors import caller_of, reply
from routines.api.operations import operation
from routines.api.scopes import Scope
from routines.api.shapes.products import ProductList, ProductShape
from routines.diary.models import Product

router = Router()


@operation(router, "GET", "/products", returns=ProductList, scopes=(Scope.READ,))
def list_products(request: HttpRequest) -> HttpResponse:
    """List the products.

    Those in use and those that are finished, by name.
    """
    rows = Product.objects.of(caller_of(request).user).order_by("name", "brand", "key")
    return reply(
        ProductList(
            items=[
                ProductShape(
                    product=row.key,
                    name=row.name,
                    brand=row.brand,
                    opened_on=row.opened_on,
                    months_it_keeps=row.months_it_keeps,
                    keeps_until=row.keeps_until(),
                    finished_on=row.finished_on,
                )
                for row in rows
            ]
        )
    )
