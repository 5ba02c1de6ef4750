"""Writes all of the guidance into a folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from routines.guidance.services.moving import export_files


class Command(BaseCommand):
    """One Markdown file a topic, named by its slug; files of the same names are replaced."""

    help = "Writes every topic as a Markdown file into a folder, published or not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="made where it is missing")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        files = export_files()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, file in files.items():
                (folder / name).write_text(file, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"{folder} can't be written: {error.strerror}") from error
        self.stdout.write(f"Guidance: {len(files)} topics written.")
