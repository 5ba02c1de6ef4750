"""The room `portability`."""

from django.apps import AppConfig


class PortabilityConfig(AppConfig):
    name = "routines.portability"
    label = "portability"
    verbose_name = "Portability"
