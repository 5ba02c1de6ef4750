"""Recent pasts written as strings: a letter a day, today last.

x done · 2 or 3 done so often · o said to be not done · s skipped · . nothing said. Blanks are for
the eye. Days before the first letter have nothing said, like ".".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from routines.guidance.rules import Condition, StandingRule
from routines.reminders.conditions import find
from routines.reminders.dayset import DaySet, all_of, first_of
from routines.reminders.deciding import Intent, Preferences, Resting, decide
from routines.reminders.figures import DayFigure, Figure, Figures, What
from routines.reminders.history import HOURS, History, StepDays
from routines.trends.series import Point

TODAY = date(2026, 11, 22)
"""A Sunday."""

KNOWN = 90
SLOTS = {"exfoliation": "evening"}


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def days_where(marks: str, letters: str) -> DaySet:
    return sum(1 << ago for ago, mark in enumerate(reversed(plain(marks))) if mark in letters)


def plain(marks: str) -> str:
    return marks.replace(" ", "")


def step(
    marks: str, *, slot: str = "morning", planned: DaySet | None = None, due: DaySet | None = None
) -> StepDays:
    """A step that is in the routine all the time and due every day, unless said otherwise."""
    planned = all_of(KNOWN) if planned is None else planned
    return StepDays(
        planned=planned,
        due=planned if due is None else due,
        done=days_where(marks, "x23"),
        skipped=days_where(marks, "s"),
        not_done=days_where(marks, "o"),
        hours={
            ago: (HOURS[slot],) * (1 if mark == "x" else int(mark))
            for ago, mark in enumerate(reversed(plain(marks)))
            if mark in "x23"
        },
    )


def past(
    *,
    logged: str = "",
    paused: str = "",
    happenings: Mapping[str, str] | None = None,
    counts: Mapping[int, int] | None = None,
    counts_each_day: int = 1,
    steps: Mapping[str, StepDays] | None = None,
    cap: int = 2,
    skin_type: str = "",
    changed: str = "",
    trends_open: bool = False,
    counts_hidden: bool = False,
    **kinds: str,
) -> History:
    """A history; kinds of steps by name, `steps` where more is to be said of one.

    `logged` are days on which something else was answered too; `counts` are days ago → spots.
    """
    all_steps = {
        kind: step(marks, slot=SLOTS.get(kind, "morning")) for kind, marks in kinds.items()
    } | dict(steps or {})
    answered = days_where(logged, "x")
    for own in all_steps.values():
        answered |= own.answered
    spots = dict(counts or {})
    return History(
        today=TODAY,
        reach=KNOWN,
        logged=answered,
        paused=days_where(paused, "x"),
        changed=days_where(changed, "x"),
        steps=all_steps,
        happenings={key: days_where(marks, "x") for key, marks in (happenings or {}).items()},
        last_logged=first_of(answered) if answered else None,
        last_count=min(spots) if spots else None,
        counts_a_day=dict.fromkeys(spots, counts_each_day),
        points=tuple(Point(before(ago), spots[ago], False) for ago in sorted(spots, reverse=True)),
        counts_hidden=counts_hidden,
        skin_type=skin_type,
        exfoliation_cap=cap,
        trends_open=trends_open,
    )


def hear(
    rules: StandingRule | Iterable[StandingRule],
    history: History,
    resting: Resting | None = None,
    preferences: Preferences | None = None,
) -> tuple[Intent, ...]:
    """What is decided for the history's own day."""
    return decide(
        rules=[rules] if isinstance(rules, StandingRule) else list(rules),
        history=history,
        today=history.today,
        resting=resting or Resting(),
        preferences=preferences or Preferences(),
    )


def holds(condition: Condition, history: History, **known: int) -> bool:
    """Whether it is certain; with `least_missed` as `find` takes it."""
    return find(condition, history, **known) is not None


def topics(intents: Iterable[Intent]) -> list[str]:
    return [intent.standing.topic for intent in intents]


def one(
    rule: StandingRule, *figures: Figure, offers: str | None = None, day: date = TODAY
) -> tuple[Intent, ...]:
    """The intents of a day on which this rule alone speaks."""
    return (Intent(standing=rule, figures=Figures(figures), day=day, offers=offers),)


def figure(
    what: What, subjects: str = "", seen: Iterable[DayFigure] = (), /, **numbers: float
) -> Figure:
    """Subjects with blanks between them; the days that were seen."""
    return Figure(what=what, subjects=tuple(subjects.split()), days=tuple(seen), numbers=numbers)


STATES = {"x": "done", "2": "done", "3": "done", "o": "missed", "s": "skipped", ".": "unknown"}


def week(marks: str, *, until: int = 1) -> tuple[DayFigure, ...]:
    """What each of the days said, the last of them `until` days ago. "-" leaves a day out."""
    marks = plain(marks)
    return tuple(
        DayFigure(
            before(until + len(marks) - 1 - place),
            STATES[mark],
            {"x": 1, "2": 2, "3": 3}.get(mark, 0),
        )
        for place, mark in enumerate(marks)
        if mark != "-"
    )
