"""The room `portability`."""

from __future__ import annotations

from django.apps import AppConfig


class PortabilityConfig(AppConfig):
    name = "routines.portability"
    label = "portability"
    verbose_name = "Portability"

    def ready(self) -> None:
        from routines.changes import registry
        from routines.portability.services.import_batches import ImportBatches

        registry.take_over(self.label, ImportBatches())
