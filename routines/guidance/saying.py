"""Rules said in words, one way for each: what `reading.py` reads back as the same rule.

The parts of an "and" or an "or" come in the order of their words, each once, and happenings in the
order of their keys; so what a rule asks for has one saying, and that saying is its identity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any, Final

from routines.guidance import rules
from routines.guidance.rules import AllOf, AnyOf, Condition, Pace, Rule, RuleKind, Unless
from routines.guidance.vocabulary import HAPPENING_NAMES, STEP_NAMES

OPENINGS: Final = {
    RuleKind.WARNING_SIGN: "Warning sign when",
    RuleKind.SAFETY: "Safety when",
    RuleKind.SEE_A_PROFESSIONAL: "Seek advice when",
    RuleKind.CAUTION: "Caution when",
    RuleKind.TIP: "Remind when",
    RuleKind.INFO: "Say when",
    RuleKind.PRAISE: "Praise when",
}
"""How a line of each kind begins."""

WEEK: Final = 7
_DAYS_SAID_IN_DAYS: Final = 20
_KEY_LENGTH: Final = 16
_JOINED: Final = (AllOf, AnyOf, Unless)


def say(rule: Rule) -> str:
    """The whole line, without the facts that it may cite."""
    condition, pace = say_condition(rule.condition), say_pace(rule.pace)
    return f"{OPENINGS[rule.kind]} {condition}, {pace}: {rule.message}"


def key_of(condition: Condition) -> str:
    """The identity of whatever rule has this condition: 16 hexadecimal digits."""
    return sha256(say_condition(canonical(condition)).encode()).hexdigest()[:_KEY_LENGTH]


def say_condition(condition: Condition) -> str:
    """What is watched, as a clause. Brackets stand wherever two kinds of joining meet."""
    match condition:
        case AllOf(parts):
            return " and ".join(_part(part, *_JOINED) for part in parts)
        case AnyOf(parts):
            # Without brackets the happening of a next part would be read as one more to come after.
            return " or ".join(_part(part, *_JOINED, rules.DoneAfter) for part in parts)
        case Unless(held, exception):
            return f"{_part(held, Unless)} unless {_part(exception, *_JOINED)}"
    return _LEAVES[type(condition)](condition)


def say_pace(pace: Pace) -> str:
    """How often the rule may speak."""
    *first, last = pace.gaps
    gaps = "".join(f"{gap}, then " for gap in first)
    every = "day" if pace.gaps == (1,) else f"{gaps}{count(last, 'day')}"
    if pace.silent_after is None:
        return f"at most every {every}"
    times = "once" if pace.silent_after == 1 else f"{pace.silent_after} times"
    return f"at most every {every}, then silent after {times}"


def count(number: int, noun: str) -> str:
    """For example: 1 day, 3 days."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def span(days: int) -> str:
    """A span of time: days, and from three whole weeks on, weeks."""
    if days > _DAYS_SAID_IN_DAYS and days % WEEK == 0:
        return count(days // WEEK, "week")
    return count(days, "day")


def name_of_step(kind: str) -> str:
    """The name by which rules call a step of this kind."""
    return STEP_NAMES[kind][0] if kind in STEP_NAMES else f"“{kind}”"


def name_of_happening(key: str) -> str:
    """The name by which rules call a happening; one that an installation added is quoted."""
    return HAPPENING_NAMES[key][0] if key in HAPPENING_NAMES else f"“{key}”"


def any_of_names(happenings: Sequence[str]) -> str:
    """For example: irritation, a burn or scrape or sunburn."""
    *first, last = (name_of_happening(key) for key in happenings)
    return f"{', '.join(first)} or {last}" if first else last


# --- One saying for what means the same ---------------------------------------------------------


def canonical(condition: Condition) -> Condition:
    """The same condition with its parts and happenings in their order, each once."""
    match condition:
        case AllOf(parts):
            return _joined(AllOf, parts)
        case AnyOf(parts):
            return _joined(AnyOf, parts)
        case Unless(held, exception):
            return Unless(canonical(held), canonical(exception))
        case rules.HappenedOn(happenings, at_least, window):
            return rules.HappenedOn(in_order(happenings), at_least, window)
        case rules.DoneAfter(step, happenings, within):
            return rules.DoneAfter(step, in_order(happenings), within)
    return condition


def in_order(happenings: Iterable[str]) -> tuple[str, ...]:
    """Keys as a rule keeps them."""
    return tuple(sorted(set(happenings)))


def _joined(join: type[AllOf | AnyOf], parts: Iterable[Condition]) -> Condition:
    flat: dict[str, Condition] = {}
    for part in map(canonical, parts):
        inner = part.parts if isinstance(part, AllOf | AnyOf) and type(part) is join else (part,)
        flat.update((say_condition(one), one) for one in inner)
    if len(flat) == 1:
        return next(iter(flat.values()))
    return join(tuple(flat[said] for said in sorted(flat)))


def _part(condition: Condition, *in_brackets: type[Condition]) -> str:
    said = say_condition(condition)
    return f"({said})" if isinstance(condition, in_brackets) else said


# --- The leaves ---------------------------------------------------------------------------------


def _days_of(at_least: int, window: int) -> str:
    return f"on at least {at_least} of the last {count(window, 'day')}"


def _lately(days: int) -> str:
    return f"in the last {span(days)}" if days > 1 else "in the last day"


def _done_on_fewer(leaf: rules.DoneOnFewer) -> str:
    days = f"{leaf.fewer_than} of the last {count(leaf.window, 'day')}"
    return f"{name_of_step(leaf.step)} is done on fewer than {days}"


def _done_on_at_least(leaf: rules.DoneOnAtLeast) -> str:
    days = _lately(leaf.window) if leaf.at_least == 1 else _days_of(leaf.at_least, leaf.window)
    return f"{name_of_step(leaf.step)} is done {days}"


def _missed_in_a_row(leaf: rules.MissedInARow) -> str:
    days = "yesterday" if leaf.days == 1 else f"{leaf.days} days in a row"
    return f"{name_of_step(leaf.step)} is missed {days}"


def _done_on_same_day(leaf: rules.DoneOnSameDay) -> str:
    joined = "with" if leaf.together else "without"
    return f"{name_of_step(leaf.step)} is done {joined} {name_of_step(leaf.other)} on the same day"


def _done_more_than_cap(leaf: rules.DoneMoreThanCap) -> str:
    return f"{name_of_step(leaf.step)} is done more often than your cap {_lately(leaf.window)}"


def _done_twice_within(leaf: rules.DoneTwiceWithin) -> str:
    return f"{name_of_step(leaf.step)} is done twice within {count(leaf.hours, 'hour')}"


def _done_after(leaf: rules.DoneAfter) -> str:
    happenings = any_of_names(leaf.happenings)
    return f"{name_of_step(leaf.step)} is done within {span(leaf.within)} after {happenings}"


def _done_times_a_day(leaf: rules.DoneTimesADay) -> str:
    days = _days_of(leaf.at_least, leaf.window)
    return f"{name_of_step(leaf.step)} is done at least {leaf.times} times a day {days}"


def _happened_on(leaf: rules.HappenedOn) -> str:
    happenings = any_of_names(leaf.happenings)
    if leaf.at_least > 1:
        return f"{happenings} is logged {_days_of(leaf.at_least, leaf.window)}"
    return f"{happenings} is logged {'today' if leaf.window == 1 else _lately(leaf.window)}"


def _nothing_logged(leaf: rules.NothingLogged) -> str:
    return f"nothing is logged for {span(leaf.days)}"


def _no_count(leaf: rules.NoCount) -> str:
    return f"no count is entered for {span(leaf.days)}"


def _counted_often(leaf: rules.CountedOften) -> str:
    days = _days_of(leaf.at_least, leaf.window)
    return f"at least {leaf.counts} counts a day are entered {days}"


def _more_spots(leaf: rules.MoreSpots) -> str:
    confirmed = ", confirmed by a recount" if leaf.confirmed else ""
    return f"{leaf.spots} more spots are counted than {count(leaf.weeks, 'week')} ago{confirmed}"


def _spots_at_every_count(leaf: rules.SpotsAtEveryCount) -> str:
    return f"spots are found at every count for {count(leaf.weeks, 'week')}"


_LEAVES: Final[dict[type[Any], Callable[[Any], str]]] = {
    rules.DoneOnFewer: _done_on_fewer,
    rules.DoneOnAtLeast: _done_on_at_least,
    rules.MissedInARow: _missed_in_a_row,
    rules.DoneOnSameDay: _done_on_same_day,
    rules.DoneMoreThanCap: _done_more_than_cap,
    rules.DoneTwiceWithin: _done_twice_within,
    rules.DoneAfter: _done_after,
    rules.DoneTimesADay: _done_times_a_day,
    rules.HappenedOn: _happened_on,
    rules.NothingLogged: _nothing_logged,
    rules.NoCount: _no_count,
    rules.CountedOften: _counted_often,
    rules.CountRises: lambda _: "the count rises above its usual ups and downs",
    rules.MoreSpots: _more_spots,
    rules.SpotsAtEveryCount: _spots_at_every_count,
    rules.RoutineChanged: lambda leaf: f"the routine has changed {_lately(leaf.within)}",
    rules.TrendsViewed: lambda _: "the trends are looked at",
    rules.SkinTypeIs: lambda leaf: f"the skin is {leaf.skin_type}",
}
