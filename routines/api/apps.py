"""The room `api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "routines.api"
    label = "api"
    verbose_name = "API"
