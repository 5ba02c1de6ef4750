"""The room `spots`."""

from django.apps import AppConfig


class SpotsConfig(AppConfig):
    name = "routines.spots"
    label = "spots"
    verbose_name = "Spots"

    def ready(self) -> None:
        """Tell the log of changes how to take a count back."""
        from routines.changes import registry
        from routines.spots import services

        registry.register(services.KIND, services.CountRestorer())
