"""Fills the floor's database; run as a program of its own, as it has settings of its own."""

from __future__ import annotations

from datetime import date, timedelta

import django

PEOPLE = 8
DAYS = 3650


def main() -> None:
    """Make the people with ten years of points each, and print a session's key a line."""
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from tests.bench.floor.models import Point

    call_command("migrate", run_syncdb=True, verbosity=0)
    for number in range(PEOPLE):
        person = User.objects.create_user(f"person {number}")
        Point.objects.bulk_create(
            Point(user=person, day=date(2026, 1, 1) - timedelta(days=day), number=day % 40)
            for day in range(DAYS)
        )
        client = Client()
        client.force_login(person)
        print(client.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
