"""The room `spots`."""

from django.apps import AppConfig


class SpotsConfig(AppConfig):
    name = "routines.spots"
    label = "spots"
    verbose_name = "Spots"
