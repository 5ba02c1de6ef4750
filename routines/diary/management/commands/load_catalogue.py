"""Adds the happenings a new installation starts with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from routines.diary.services.catalogue import load_catalogue


class Command(BaseCommand):
    help = "Add the starter happenings that are missing; edited ones stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_catalogue()
        self.stdout.write(f"Happenings: {added} added.")
