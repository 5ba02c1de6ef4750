"""The room `guidance`."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "routines.guidance"
    label = "guidance"
    verbose_name = "Guidance"
