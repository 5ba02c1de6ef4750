"""Puts the starter guidance into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from routines.guidance import services


class Command(BaseCommand):
    """Safe to repeat: adds what is missing, and leaves alone what somebody edited."""

    help = "Adds the starter guidance topics that are missing; never touches an edited one."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            loaded = services.load_starter(at=timezone.now())
        except services.StarterError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Guidance: {loaded.added} topics added, {loaded.updated} renewed, "
            f"{loaded.kept} left as they are."
        )
