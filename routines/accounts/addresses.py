"""What may stand in an address."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter


class KeyConverter(IntConverter):
    """A row's key. A number that no database can hold is no key, so the address names nothing."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")
