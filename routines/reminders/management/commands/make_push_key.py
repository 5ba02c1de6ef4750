"""Makes the key that push services know this diary by, where there is none yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from routines.reminders.channels import vapid


class Command(BaseCommand):
    help = (
        "Make the key for push notifications and keep it in DATA_DIR, unless PUSH_KEY is set or "
        "there is one. Prints the public half. Running it again changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        key = vapid.public_key()
        if options["verbosity"]:
            self.stdout.write(key)
