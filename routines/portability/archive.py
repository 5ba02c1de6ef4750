"""Everything of a person as one ZIP archive, and its diary.json alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby

from django.db.models import Max

from routines.accounts.models import User
from routines.diary.models import Entry
from routines.portability.diary_json.writing import write_document
from routines.portability.gather import Reader
from routines.portability.pieces import tell_nobody
from routines.portability.values import Pause, Step
from routines.portability.writers import loop_folder, readme, tables
from routines.portability.writers.day_rows import HEADER as DAYS_HEADER
from routines.portability.writers.day_rows import day_rows, product_names, step_name
from routines.portability.writers.header import read_header
from routines.portability.writers.sheets import write_sheet
from routines.portability.writers.zip_stream import Member, write_zip


def export_stream(*, user: User, at: datetime) -> Iterator[bytes]:
    """Return the ZIP archive in pieces."""
    return Archive(user=user, at=at).chunks()


def json_stream(*, user: User, at: datetime) -> Iterator[bytes]:
    """Return diary.json in pieces."""
    return Archive(user=user, at=at).document()


def file_name(day: date) -> str:
    """skin-care-diary-2026-11-22.zip"""
    return f"skin-care-diary-{day}.zip"


@dataclass(kw_only=True)
class Archive:
    """What is in the archive of one person. `tell` hears now and then how many rows were read."""

    user: User
    at: datetime
    tell: Callable[[int], None] = tell_nobody

    @cached_property
    def reader(self) -> Reader:
        return Reader(user=self.user, tell=self.tell)

    def chunks(self) -> Iterator[bytes]:
        return write_zip(self.members())

    def members(self) -> Iterator[Member]:
        """The files in their order, each read from the database while it is taken."""
        yield "README.txt", [readme.text(self.user.time_zone)]
        yield "diary.json", self.document()
        yield "days.csv", write_sheet(DAYS_HEADER, self._day_rows())
        for table in tables.TABLES:
            yield table.file, write_sheet(table.header, table.rows(self.reader))
        yield (
            "loop/Habits.csv",
            self._loop_sheet(loop_folder.HABITS_HEADER, loop_folder.habit_rows(self.steps)),
        )
        yield from self._loop_folders()
        yield (
            "loop/Checkmarks.csv",
            self._loop_sheet(loop_folder.root_header(self.steps), self._loop_root_rows()),
        )

    def document(self) -> Iterator[bytes]:
        return write_document(
            read_header(self.user, self.at),
            self.reader.preferences(),
            self.reader.sections(),
            self.reader.names.happenings,
        )

    # --- What days and habits need all of: a routine is small ---------------------------------

    @cached_property
    def steps(self) -> Sequence[Step]:
        return list(self.reader.steps())

    @cached_property
    def pauses(self) -> Sequence[Pause]:
        return list(self.reader.pauses())

    @cached_property
    def last_day(self) -> date:
        """Today, or the last day with an answer where that is later."""
        latest: date | None = Entry.objects.of(self.user).aggregate(day=Max("day"))["day"]
        today = self.user.today(self.at)
        # A slip of the finger far ahead is no reason for rows of years to come.
        return min(max(today, latest or today), today + timedelta(days=1))

    def _day_rows(self) -> Iterator[Sequence[object]]:
        return day_rows(
            steps=self.steps,
            pauses=self.pauses,
            answers=self.reader.answers(),
            products=product_names(self.reader.products()),
            last=self.last_day,
            zone=self.user.zone,
        )

    def _loop_folders(self) -> Iterator[Member]:
        """One file a step, all from one query: each is read up before the next is asked for."""
        answers = groupby(self.reader.answers("step_id", "-day"), key=lambda answer: answer.step)
        current = next(answers, None)
        for position, step in enumerate(self.steps, start=1):
            of_step = current[1] if current is not None and current[0] == step.key else iter(())
            folder = loop_folder.folder_name(position, step_name(step))
            yield (
                f"loop/{folder}/Checkmarks.csv",
                self._loop_sheet(loop_folder.MARKS_HEADER, loop_folder.mark_rows(of_step)),
            )
            if current is not None and current[0] == step.key:
                current = next(answers, None)

    def _loop_root_rows(self) -> Iterator[Sequence[object]]:
        newest_first = self.reader.answers("-day", "step_id")
        return loop_folder.root_rows(self.steps, newest_first, self.last_day)

    @staticmethod
    def _loop_sheet(header: Sequence[str], rows: Iterator[Sequence[object]]) -> Iterator[bytes]:
        return write_sheet(header, rows, mark=b"", end="\n")
