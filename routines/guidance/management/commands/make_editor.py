"""`manage.py make_editor address`: let somebody edit guidance."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from routines.accounts.models import User
from routines.guidance.services.editors import make_editor


class Command(BaseCommand):
    help = "Lets the account of an e-mail address edit guidance in the admin, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="of an account that has signed up")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            make_editor(email=options["email"])
        except User.DoesNotExist as error:
            raise CommandError("There is no account with this address: sign up first.") from error
        self.stdout.write("This account may edit guidance in the admin now.")
