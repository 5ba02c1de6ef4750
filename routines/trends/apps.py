"""The room `trends`."""

from django.apps import AppConfig


class TrendsConfig(AppConfig):
    name = "routines.trends"
    label = "trends"
    verbose_name = "Trends"

    def ready(self) -> None:
        """Tell the log of changes how to take a planned trial back."""
        from routines.changes import registry
        from routines.trends import services

        registry.register(services.KIND, services.TrialRestorer())
