"""Brings a data folder up to date: what has to happen before each start, and after each upgrade."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("migrate", {"interactive": False}),
    ("createcachetable", {}),
    ("load_catalogue", {}),
    ("load_guidance", {}),
    ("make_push_key", {}),
)


class Command(BaseCommand):
    help = (
        "Bring the database up to date (tables, the shared cache's table, starter happenings and "
        "guidance). Running it again changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name, arguments in COMMANDS:
            call_command(name, verbosity=0, stdout=self.stdout, **arguments)
