"""The room `changes`."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "routines.changes"
    label = "changes"
    verbose_name = "Changes"
