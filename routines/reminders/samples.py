"""Made-up diaries by which an editor sees what rules would say: sixty days each, nobody's own.

They begin before those days, so that windows are full on the first of them. What stands in one is
plain data; nothing is drawn by chance, and the same diaries come for the same day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from routines.diary.cadence import WEEK, Cadence, Kind
from routines.guidance.consequences import SAMPLE_DAYS
from routines.reminders.assembling import due_days
from routines.reminders.dayset import DaySet, all_of, first_of
from routines.reminders.history import HOURS, History, StepDays
from routines.trends.alarms import LOOK_BACK
from routines.trends.series import Point

LENGTH = SAMPLE_DAYS + 60
COUNTED_LENGTH = SAMPLE_DAYS + LOOK_BACK
"""Days of answers and of counts: as far back as rules look on the first of the sixty days."""

DaysAgo = Callable[[int], bool]
"""Whether something is so on a day, said as days ago."""


def never(ago: int) -> bool:
    return False


def always(ago: int) -> bool:
    return True


def each(days: int, shift: int = 0) -> DaysAgo:
    """Every so many days."""
    return lambda ago: (ago + shift) % days == 0


def on(*days: int) -> DaysAgo:
    return lambda ago: ago in days


def within(first: int, last: int) -> DaysAgo:
    """From `first` days ago to `last` days ago, both included."""
    return lambda ago: last <= ago <= first


def but(so: DaysAgo, exception: DaysAgo) -> DaysAgo:
    return lambda ago: so(ago) and not exception(ago)


def either(*parts: DaysAgo) -> DaysAgo:
    return lambda ago: any(part(ago) for part in parts)


EVERY_FOURTH_DAY = each(4)
EVERY_WEEK = each(WEEK)
DAILY = Cadence()
TWICE_A_WEEK = Cadence(kind=Kind.WEEKLY, times_a_week=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A diary that an editor knows by name. Days are days before its last one."""

    name: str
    about: str
    sunscreen: DaysAgo = always
    cleanser: DaysAgo = always
    moisturiser: DaysAgo = always
    exfoliation: DaysAgo = EVERY_FOURTH_DAY
    washes: int = 2
    """How often a day cleanser is used."""

    logged: DaysAgo = always
    paused: DaysAgo = never
    happenings: Mapping[str, DaysAgo] = field(default_factory=dict)
    counted: DaysAgo = EVERY_WEEK
    spots: Callable[[int], int] = lambda ago: 7 + (ago // WEEK) % 3
    skin_type: str = ""
    cap: int = 2
    counts_hidden: bool = False

    def history(self, last: date) -> History:
        """The diary as a history on its last day."""
        logged = _days(self.logged)
        counted = [] if self.counts_hidden else list(filter(self.counted, range(COUNTED_LENGTH)))
        return History(
            today=last,
            reach=COUNTED_LENGTH,
            logged=logged,
            paused=_days(self.paused),
            steps={kind: step.on(logged, last) for kind, step in self._steps().items()},
            happenings={key: _days(so) for key, so in self.happenings.items()},
            last_logged=first_of(logged) if logged else None,
            last_count=counted[0] if counted else None,
            counts_a_day=dict.fromkeys(counted, 1),
            points=tuple(
                Point(last - timedelta(days=ago), self.spots(ago), is_recount=False)
                for ago in reversed(counted)
            ),
            counts_hidden=self.counts_hidden,
            skin_type=self.skin_type,
            exfoliation_cap=self.cap,
        )

    def _steps(self) -> dict[str, _Step]:
        morning, evening = HOURS["morning"], HOURS["evening"]
        return {
            "sunscreen": _Step(self.sunscreen, (morning,)),
            "cleanser": _Step(self.cleanser, (morning,) * self.washes),
            "moisturiser": _Step(self.moisturiser, (evening,)),
            "exfoliation": _Step(self.exfoliation, (evening,), TWICE_A_WEEK),
        }


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a made-up routine and when it is done."""

    done: DaysAgo
    hours: tuple[int, ...]
    cadence: Cadence = DAILY

    def on(self, logged: DaySet, last: date) -> StepDays:
        done = _days(self.done) & logged
        return StepDays(
            planned=all_of(LENGTH),
            due=due_days(self.cadence, done, last) & all_of(LENGTH),
            done=done,
            hours={ago: self.hours for ago in range(LENGTH) if done >> ago & 1},
        )


def _days(so: DaysAgo) -> DaySet:
    return sum(1 << ago for ago in range(LENGTH) if so(ago))


SAMPLES: tuple[Sample, ...] = (
    Sample(
        name="Keeps everything",
        about="Every step every day, exfoliation twice a week, a count each week.",
        exfoliation=either(each(WEEK, 1), each(WEEK, 4)),
    ),
    Sample(
        name="Lets the sunscreen slip",
        about="A good first month; then sunscreen on every other day only.",
        sunscreen=either(within(LENGTH, 30), each(2)),
        exfoliation=never,
    ),
    Sample(
        name="Leaves the sunscreen out on two days a week",
        about="Five of seven days, always the same two without.",
        sunscreen=but(always, either(each(WEEK), each(WEEK, 1))),
        exfoliation=never,
    ),
    Sample(
        name="Only washes",
        about="Cleanser twice a day; moisturiser on one day in three, sunscreen never.",
        sunscreen=never,
        moisturiser=each(3),
        exfoliation=never,
    ),
    Sample(
        name="Washes too often",
        about="Cleanser four times a day, and a harsh product now and then.",
        washes=4,
        exfoliation=never,
        happenings={"harsh-product": each(3)},
    ),
    Sample(
        name="Exfoliates too often",
        about="Exfoliation every other day for the last month.",
        exfoliation=either(each(4), but(each(2), within(LENGTH, 30))),
    ),
    Sample(
        name="Sensitive skin",
        about="Skin said to be sensitive, exfoliation at most once a week, done every third day.",
        exfoliation=each(3),
        skin_type="sensitive",
        cap=1,
    ),
    Sample(
        name="Goes on with irritated skin",
        about="Skin irritated for five days three weeks ago; exfoliation went on meanwhile.",
        happenings={"irritation": within(24, 20)},
    ),
    Sample(
        name="Ten days of sun",
        about="A holiday of strong sun and a sunburn, a tanning bed a month before.",
        happenings={"strong-sun": within(25, 16), "sunburn": on(20), "tanning-bed": on(50)},
        exfoliation=never,
    ),
    Sample(
        name="Comes back after a break",
        about="Nothing entered for four weeks, then as before.",
        logged=but(always, within(43, 16)),
        counted=but(each(WEEK), within(43, 16)),
    ),
    Sample(
        name="Pauses for a holiday",
        about="Three weeks of a pause, everything kept before and after.",
        logged=but(always, within(40, 20)),
        paused=within(40, 20),
        counted=but(each(WEEK), within(40, 20)),
    ),
    Sample(
        name="Enters little",
        about="Something on one day in three, and then not every step.",
        logged=each(3),
        sunscreen=each(2),
        counted=each(3 * WEEK),
    ),
    Sample(
        name="Counts rise",
        about="About eight spots for months, about twice as many in the last four weeks.",
        spots=lambda ago: (16 if ago < 28 else 7) + (ago // WEEK) % 3,
    ),
    Sample(
        name="Many at once",
        about="Twelve more spots than before at the last two counts.",
        spots=lambda ago: (18 if ago < 14 else 6) + (ago // WEEK) % 2,
    ),
    Sample(
        name="Hides the counts",
        about="Counts as many spots as the diary above, but wants to hear nothing of them.",
        spots=lambda ago: (18 if ago < 14 else 6) + (ago // WEEK) % 2,
        counts_hidden=True,
    ),
    Sample(
        name="Something to have looked at",
        about="Bleeding twelve days ago, pain three days ago.",
        happenings={"bleeding": on(12), "pain": on(3)},
    ),
    Sample(
        name="Cannot leave them alone",
        about="Picks at a spot now and then, for a month every fifth day; removed one a month ago.",
        happenings={
            "picked": either(but(each(9), within(30, 0)), but(each(5), within(LENGTH, 31))),
            "removed-myself": on(30),
        },
    ),
    Sample(
        name="In treatment",
        about="Laser five weeks ago, a new medicine a week later, a steroid cream since then.",
        happenings={"laser": on(35), "new-medicine": on(28), "steroid-cream": within(27, 0)},
        exfoliation=never,
    ),
)
