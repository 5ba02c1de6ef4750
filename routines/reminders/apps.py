"""The room `reminders`."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "routines.reminders"
    label = "reminders"
    verbose_name = "Reminders"

    def ready(self) -> None:
        from routines.reminders import restorers

        restorers.register_all()
