"""Makes the demo account: a person with a plausible year."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from routines.accounts.models import User
from routines.accounts.services import give_consent
from routines.home import services
from routines.reminders.services.made_up import tell_made_up_past

WIDTH = 30


class Command(BaseCommand):
    help = "Make (or make anew) the demo account with a year of made-up entries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", default="demo@example.org")
        parser.add_argument("--zone", default="Europe/Berlin", help="time zone of the demo person")

    def handle(self, *args: Any, **options: Any) -> None:
        email, now = options["email"].strip().lower(), timezone.now()
        if not email.endswith("@example.org"):
            raise CommandError("The demo person's address ends in @example.org.")
        password = secrets.token_urlsafe(9)
        with transaction.atomic():
            # Nobody has a mailbox there, so only a diary that this command made is thrown away.
            User.objects.filter(email__iexact=email).delete()
            user = User.objects.create_user(
                email, password, time_zone=options["zone"], time_zone_confirmed_at=now
            )
            services.fill_with_demo_year(
                user=user, today=user.today(now), progress=self._show_progress
            )
            tell_made_up_past(user=user, at=now)
            # Not before the year, which begins a routine of its own.
            give_consent(user=user, at=now)
        self.stdout.write("")
        self.stdout.write(f"Log in at http://127.0.0.1:8000{settings.LOGIN_REDIRECT_URL}")
        self.stdout.write(f"  e-mail    {email}")
        self.stdout.write(f"  password  {password}")

    def _show_progress(self, done: int, of: int) -> None:
        bar = "█" * (WIDTH * done // of)
        self.stdout.write(f"\r  {bar:·<{WIDTH}} {done} of {of}", ending="")
        self.stdout.flush()
