"""The room `home`."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "routines.home"
    label = "home"
    verbose_name = "Home"
