"""What the chart's script is told, as small as it can be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from routines.diary.days import Span
from routines.trends.events import Mark
from routines.trends.series import LINE_FROM, Course, Run


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days a chart shows, both included."""

    first: date
    last: date

    def place(self, day: date) -> int:
        """Days since the first; negative before it."""
        return (day - self.first).days

    def clip(self, span: Span) -> list[int]:
        """The first and the last place of a span that touches the window."""
        last = self.last if span.last is None else min(span.last, self.last)
        return [max(0, self.place(span.first)), self.place(last)]


def chart_data(
    *,
    window: Window,
    course: Course,
    marks: Sequence[Mark],
    pauses: Iterable[Span],
    locale: str,
) -> dict[str, Any]:
    """Return values for JSON. Days are numbers, counted from `first`.

    runs: each with its way, its days, its counts, and which of them (by place) are recounts.
    events: day, number, words, whether a new segment begins. pauses: first and last day.
    """
    return {
        "locale": locale.replace("_", "-"),
        "first": window.first.isoformat(),
        "last": window.last.isoformat(),
        "joined": sum(len(run.points) for run in course.runs) >= LINE_FROM,
        "runs": [_run(run, window) for run in course.runs],
        "events": [
            [window.place(mark.day), mark.number, "; ".join(mark.labels), mark.opens_segment]
            for mark in marks
        ],
        "pauses": [window.clip(pause) for pause in pauses],
    }


def _run(run: Run, window: Window) -> dict[str, Any]:
    first = window.first.toordinal()
    return {
        "way": run.way.value,
        "days": [point.day.toordinal() - first for point in run.points],
        "counts": [point.spots for point in run.points],
        "again": [place for place, point in enumerate(run.points) if point.is_recount],
    }
