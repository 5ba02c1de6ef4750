"""The room `trends`."""

from django.apps import AppConfig


class TrendsConfig(AppConfig):
    name = "routines.trends"
    label = "trends"
    verbose_name = "Trends"
