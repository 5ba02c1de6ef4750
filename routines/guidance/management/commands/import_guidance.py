"""Publishes a folder of topics."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from routines.guidance.archive import LARGEST_FILE, MOST_FILES, Archive, read_files
from routines.guidance.catalogue import current_vocabulary
from routines.guidance.services.moving import import_topics


class Command(BaseCommand):
    """All of it or nothing: one problem anywhere, and every one is told by file and line."""

    help = "Publishes the Markdown files of a folder; topics without a file stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--comment", default="Imported", help="kept with each revision")
        parser.add_argument("--check", action="store_true", help="only say what is wrong")

    def handle(self, *_args: Any, **options: Any) -> None:
        archive = _read(options["folder"])
        if archive.problems:
            told = "\n".join(str(problem) for problem in archive.problems)
            raise CommandError(f"Nothing was imported.\n{told}")
        if options["check"]:
            self.stdout.write(f"Guidance: {len(archive.topics)} topics can be read.")
            return
        done = import_topics(
            files=archive.topics,
            author=None,
            comment=str(options["comment"])[:200],
            at=timezone.now(),
        )
        self.stdout.write(
            f"Guidance: {done.added} topics added, {done.changed} changed, {done.same} the same."
        )


def _read(folder: Path) -> Archive:
    """Raises CommandError where the folder can't be read or holds too much."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".md")
        if len(paths) > MOST_FILES or any(path.stat().st_size > LARGEST_FILE for path in paths):
            raise CommandError(
                f"At most {MOST_FILES} files of at most {LARGEST_FILE // 1024} kB are read."
            )
        files = {path.name: path.read_bytes() for path in paths}
    except OSError as error:
        raise CommandError(f"{folder} can't be read: {error.strerror}") from error
    return read_files(files, current_vocabulary(), today=timezone.localdate())
