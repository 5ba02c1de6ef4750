"""`manage.py make_admin [address]`: let someone into the admin."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from routines.accounts import services


class Command(BaseCommand):
    help = "Makes the account of an e-mail address an administrator's; a new one gets a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="the address; asked for when left out")

    def handle(self, *_: Any, **options: Any) -> None:
        email = options["email"] or input("E-mail address of the administrator: ")
        try:
            validate_email(email.strip())
        except ValidationError as problem:
            raise CommandError(f"{email!r} is not an e-mail address") from problem
        _user, password = services.make_admin(email=email)
        if password is None:
            self.stdout.write("This account may enter the admin now; its password is unchanged.")
            return
        self.stdout.write(f"Password (shown this once): {password}")
        self.stdout.write("Log in with it and the address, then turn on two-step login.")
