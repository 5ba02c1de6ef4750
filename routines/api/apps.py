"""The room `api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "routines.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        from routines.api.told import read_programs
        from routines.portability.writers.header import also_tell

        also_tell("programs", read_programs)
