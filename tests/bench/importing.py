"""Ten years of another program's file brought in: seconds and peak memory, and taking it back.

`python -m tests.bench.importing` measures it, in a process of its own.
"""

from __future__ import annotations

import json
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.apart import peak_mb, run_apart, start

MOST_SECONDS = 20.0
MOST_MB = 200.0
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the import took; `peak_mb` is of the whole process."""

    rows: int
    written: int
    read: float
    compared: float
    brought_in: float
    in_transaction: float
    taken_back: float
    own_mb: float
    peak_mb: float

    @property
    def seconds(self) -> float:
        """From the upload to the end of the import."""
        return self.read + self.compared + self.brought_in

    def row(self) -> tuple[str, ...]:
        figures = (self.read, self.compared, self.brought_in, self.in_transaction, self.taken_back)
        return (
            f"{self.rows:,}",
            f"{self.written:,}",
            *(f"{seconds:.2f}" for seconds in figures),
            f"{self.own_mb:.0f}",
            f"{self.peak_mb:.0f}",
        )


HEAD = (
    *("rows", "written", "read s", "compared s", "brought in s", "of it locked s"),
    *("taken back s", "MB before", "peak MB"),
)


def main() -> int:
    """Measure, print, and return 1 where a goal is missed."""
    from tests.bench import goals

    measured = measure()
    print("\nTen years of Loop data, 8 habits:\n")
    print(goals.table(HEAD, [measured.row()]), "\n")
    wanted = [
        goals.Goal("Import of ten years of Loop data", measured.seconds, MOST_SECONDS, " s"),
        goals.Goal("Its memory, all of the process", measured.peak_mb, MOST_MB, " MB"),
    ]
    return goals.judge(wanted)


def measure() -> Measured:
    """Bring the file in, in a process that has done nothing else."""
    from tests.browser.application import Application

    with tempfile.TemporaryDirectory() as folder:
        application = Application(Path(folder))
        application.manage("prepare")
        figures = run_apart(application, "tests.bench.importing", ("fill", "import"))
        return Measured(**figures)


def fill() -> None:
    """Somebody new, with the first routine and a file that waits to be read."""
    from routines.accounts.models import User
    from routines.accounts.services import give_consent
    from routines.diary.services.routine import start_routine
    from routines.portability.services import imports
    from tests.unit.portability.loop_files import loop_zip, ten_years

    user = User.objects.create_user("person@example.org", time_zone="Europe/Berlin")
    give_consent(user=user, at=NOW)
    start_routine(user=user, today=user.today(NOW))
    upload = imports.Upload(name="loop.zip", data=loop_zip(ten_years(until=NOW.date())))
    imports.begin(user=user, key=uuid.uuid4(), upload=upload, at=NOW)


def bring_in() -> None:
    """Bring it in and take it back; print what it took as JSON."""
    from routines.diary.models import Entry
    from routines.portability.models import Import
    from routines.portability.planning.verdicts import Choice
    from routines.portability.services import applying, import_work, imports
    from routines.spots.models import Count

    import_ = Import.objects.get()
    locked: list[float] = []
    write = applying._write

    def timed(*args: object) -> None:
        locked.append(took(lambda: write(*args)))

    applying._write = timed

    def work() -> None:
        import_work.work(import_id=import_.pk, clock=lambda: NOW)
        import_.refresh_from_db()

    own = peak_mb()
    figures = {"own_mb": own, "read": took(work)}
    imports.choose(import_=import_, choices=import_.choices, at=NOW)
    figures["compared"] = took(work)
    imports.confirm(import_=import_, choice=Choice.MINE, with_settings=False)
    figures |= {"brought_in": took(work), "in_transaction": sum(locked), "rows": import_.total}
    assert import_.state == "applied", import_.problem
    figures["written"] = Entry.objects.count() + Count.objects.count()
    imports.take_back(import_=import_)
    figures["taken_back"] = took(work)
    assert import_.state == "undone", import_.problem
    print(json.dumps({**figures, "peak_mb": peak_mb()}))


def took(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


if __name__ == "__main__":
    start(main, {"fill": fill, "import": bring_in})
