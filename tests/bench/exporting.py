"""Everything of a person as an archive: seconds and peak memory, ten years beside one.

`python -m tests.bench.exporting` measures it, in a process of its own for each.
"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.apart import peak_mb, run_apart, start

STEPS = 8
YEARS = (1, 10)
MOST_SECONDS = 5.0
MOST_GROWTH = 1.25
"""Of the memory beyond what the process takes without an archive, from one year to ten."""
LEAST_MB = 16.0
"""What SQLite keeps of a database in memory grows with it up to about so much."""
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one archive took."""

    years: int
    answers: int
    size: int
    seconds: float
    own_mb: float
    """Of this process before it began."""
    peak_mb: float

    @property
    def beyond_mb(self) -> float:
        return self.peak_mb - self.own_mb

    def row(self) -> tuple[str, ...]:
        return (
            str(self.years),
            f"{self.answers:,}",
            f"{self.size / 1000:,.0f}",
            f"{self.seconds:.2f}",
            f"{self.own_mb:.0f}",
            f"{self.peak_mb:.0f}",
        )


def main() -> int:
    """Measure, print, and return 1 where a goal is missed."""
    from tests.bench import goals

    one, ten = (measure(years) for years in YEARS)
    head = ("years", "answers", "kB", "seconds", "MB before", "peak MB")
    print(f"\nAn archive of everything, {STEPS} steps a day:\n")
    print(goals.table(head, [one.row(), ten.row()]), "\n")
    wanted = [
        goals.Goal("An archive of ten years", ten.seconds, MOST_SECONDS, " s"),
        goals.Goal(
            "Its memory beyond the process's own",
            ten.beyond_mb,
            max(LEAST_MB, one.beyond_mb * MOST_GROWTH),
            " MB",
        ),
    ]
    return goals.judge(wanted)


def measure(years: int) -> Measured:
    """Fill a database with a diary, and take it out."""
    from tests.browser.application import Application

    with tempfile.TemporaryDirectory() as folder:
        application = Application(Path(folder))
        application.manage("prepare")
        figures = run_apart(application, "tests.bench.exporting", ("fill", "export"), years)
        return Measured(**figures)


def fill(years: int) -> None:
    """A diary with an answer a step and day, each with its line in the log of changes."""
    from routines.accounts.models import User
    from routines.changes.models import Change
    from routines.diary.models import Entry, Step, StepTerm
    from tests.web.reminders.rows import make_reminder

    user = User.objects.create_user("person@example.org", time_zone="Europe/Berlin")
    first = NOW - timedelta(days=365 * years)
    for number in range(STEPS):
        step = Step.objects.create(user=user, kind="other")
        StepTerm.objects.create(
            user=user,
            step=step,
            name=f"Step {number}",
            slot="any",
            cadence_kind="daily",
            position=number,
            starts_on=first.date(),
        )
        moments = [first + timedelta(days=days) for days in range(365 * years)]
        Entry.objects.bulk_create(
            Entry(user=user, step=step, day=at.date(), answer="done", given_at=at, note="Well.")
            for at in moments
        )
        Change.objects.bulk_create(
            Change(
                user=user,
                day=at.date(),
                kind="entry",
                target=f"{step.pk}:{at.date()}",
                after={"answer": "done", "skip_reason": "", "times": 1, "note": "Well."},
                made_at=at,
            )
            for at in moments
        )
    for days in range(0, 365 * years, 2):
        make_reminder(user, made_at=first + timedelta(days=days))


def export(years: int) -> None:
    """Take everything out and print what it took as JSON."""
    from routines.accounts.models import User
    from routines.diary.models import Entry
    from routines.portability.archive import export_stream

    user = User.objects.get()
    answers = Entry.objects.of(user).count()
    own = peak_mb()
    started = time.perf_counter()
    size = sum(map(len, export_stream(user=user, at=NOW)))
    measured = {
        "years": years,
        "answers": answers,
        "size": size,
        "seconds": time.perf_counter() - started,
        "own_mb": own,
        "peak_mb": peak_mb(),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    start(main, {"fill": fill, "export": export})
