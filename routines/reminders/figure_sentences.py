"""A sentence for each kind of figure. The words are English, days and numbers the locale's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from babel.dates import format_skeleton

from routines.accounts import formats
from routines.diary.catalogue import STARTER_KINDS
from routines.diary.words import times_words
from routines.reminders.figures import Figure, What
from routines.reminders.history import State

STEP_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cleanser": "gentle cleanser",
        "moisturiser": "moisturiser",
        "sunscreen": "sunscreen",
        "exfoliation": "exfoliation",
        "retinoid": "retinoid",
        "other": "another step",
    }
)
HAPPENING_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {kind.key: kind.name for kind in STARTER_KINDS}
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """In whose locale, and how happenings are called."""

    locale: str
    names: Mapping[str, str]

    def day(self, day: date) -> str:
        return day_with_weekday(day, self.locale)

    def number(self, value: float) -> str:
        return formats.number(value, self.locale, decimals=1)

    def happening(self, key: str) -> str:
        return self.names.get(key) or HAPPENING_NAMES.get(key) or key.replace("-", " ")


def sentence_of(part: Figure, speaker: Speaker) -> str:
    """What a figure says, without its days."""
    return _SENTENCES[part.what](part, speaker)


@lru_cache(maxsize=4096)
def day_with_weekday(day: date, locale: str) -> str:
    """Mon 16 Nov"""
    return format_skeleton("MMMEd", day, locale=locale)


def _step(part: Figure, place: int = 0) -> str:
    kind = part.subjects[place]
    return STEP_NAMES.get(kind, kind)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _last_days(part: Figure) -> str:
    """The last 7 days; where paused days were left out, it says so"""
    window = round(part.numbers["window"])
    days = [one.day for one in part.days]
    reaches = (max(days) - min(days)).days + 1 if days else 0
    aside = ", pauses aside" if reaches > window else ""
    return f"the last {window} days{aside}" if window > 1 else "the last day"


def _done_on(part: Figure, speaker: Speaker) -> str:
    done = speaker.number(part.numbers["done"])
    return _capital(f"{_step(part)} was done on {done} of {_last_days(part)}.")


def _missed(part: Figure, speaker: Speaker) -> str:
    is_said = all(one.said != State.PASSED_OVER for one in part.days)
    if part.numbers["days"] == 1:
        day = speaker.day(part.days[-1].day)
        if is_said:
            return _capital(f"{_step(part)} was missed on {day}.")
        return f"Nothing was said of {_step(part)} on {day}, a day that was logged."
    missed = "missed" if is_said else "not done or not ticked"
    return _capital(f"{_step(part)} was {missed} {part.numbers['days']} days in a row.")


def _with(part: Figure, speaker: Speaker) -> str:
    return _capital(f"{_step(part)} and {_step(part, 1)} were done on the same day.")


def _without(part: Figure, speaker: Speaker) -> str:
    if part.numbers.get("passed_over"):
        return _capital(
            f"{_step(part)} was done, and nothing was said of {_step(part, 1)} on the same day."
        )
    return _capital(f"{_step(part)} was done without {_step(part, 1)} on the same day.")


def _more_than_cap(part: Figure, speaker: Speaker) -> str:
    times = times_words(round(part.numbers["times"]))
    cap = times_words(round(part.numbers["cap"]))
    return _capital(
        f"{_step(part)} was done {times} in {_last_days(part)}; your cap is {cap} in 7 days."
    )


def _twice_within(part: Figure, speaker: Speaker) -> str:
    if part.days[0].day == part.days[-1].day:
        return _capital(f"{_step(part)} was done twice on one day.")
    apart = speaker.number(part.numbers["apart"])
    asked = speaker.number(part.numbers["hours"])
    return _capital(
        f"{_step(part)} was done twice about {apart} hours apart, going by the parts of the day; "
        f"the text asks for {asked} hours."
    )


def _done_after(part: Figure, speaker: Speaker) -> str:
    keys = [one.said for one in part.days if one.said in part.subjects[1:]]
    within = round(part.numbers["within"])
    happened = _either(keys, speaker)
    return _capital(f"{_step(part)} was done within {within} days after {happened} was logged.")


def _times_a_day(part: Figure, speaker: Speaker) -> str:
    times = times_words(round(part.numbers["times"]))
    days = speaker.number(len(part.days))
    return _capital(f"{_step(part)} was done {times} or more on {days} of {_last_days(part)}.")


def _happened(part: Figure, speaker: Speaker) -> str:
    happened = _either([one.said for one in part.days], speaker)
    days = part.numbers["days"]
    if days == 1:
        return f"{happened} was logged on {speaker.day(part.days[-1].day)}."
    return f"{happened} was logged on {speaker.number(days)} of {_last_days(part)}."


def _nothing_logged(part: Figure, speaker: Speaker) -> str:
    days = speaker.number(part.numbers["days"])
    return f"Nothing was logged for {days} days; the last entry is of {_day_of(part, speaker)}."


def _no_count(part: Figure, speaker: Speaker) -> str:
    days = speaker.number(part.numbers["days"])
    return f"No count was entered for {days} days; the last one is of {_day_of(part, speaker)}."


def _counted_often(part: Figure, speaker: Speaker) -> str:
    counts = times_words(round(part.numbers["counts"]))
    days = speaker.number(len(part.days))
    return f"Spots were counted {counts} or more on {days} of {_last_days(part)}."


def _rises(part: Figure, speaker: Speaker) -> str:
    lately, before = (speaker.number(part.numbers[name]) for name in ("lately", "before"))
    return (
        f"In the two weeks until {_day_of(part, speaker)} there were {lately} spots a count on "
        f"average, in the eight weeks before {before}."
    )


def _more_spots(part: Figure, speaker: Speaker) -> str:
    then, *late = part.days
    fewest = min(one.number for one in late) - then.number
    weeks = speaker.number(part.numbers["weeks"])
    again = ", and again at the next count" if len(late) > 1 else ""
    more = speaker.number(fewest)
    return f"At least {more} more were counted than {weeks} weeks or more before{again}."


def _at_every_count(part: Figure, speaker: Speaker) -> str:
    counts, fewest = (speaker.number(part.numbers[name]) for name in ("counts", "fewest"))
    first, last = (speaker.day(one.day) for one in (part.days[0], part.days[-1]))
    return f"Each of {counts} counts from {first} to {last} found spots; the fewest were {fewest}."


def _changed(part: Figure, speaker: Speaker) -> str:
    return f"The routine changed on {_joined([speaker.day(one.day) for one in part.days], 'and')}."


def _trends_viewed(part: Figure, speaker: Speaker) -> str:
    return "You were looking at your trends."


def _skin_type(part: Figure, speaker: Speaker) -> str:
    return f"Your settings say that your skin is {part.subjects[0]}."


def _day_of(part: Figure, speaker: Speaker) -> str:
    return speaker.day(part.days[-1].day)


def _either(keys: Iterable[str], speaker: Speaker) -> str:
    """“Sunburn” or “Irritated skin”"""
    return _joined([f"“{speaker.happening(key)}”" for key in dict.fromkeys(keys)], "or")


def _joined(parts: Sequence[str], word: str) -> str:
    *first, last = parts
    return f"{', '.join(first)} {word} {last}" if first else last


_SENTENCES: Final[Mapping[What, Callable[[Figure, Speaker], str]]] = MappingProxyType(
    {
        What.DONE_ON_FEWER: _done_on,
        What.DONE_ON_AT_LEAST: _done_on,
        What.MISSED_IN_A_ROW: _missed,
        What.DONE_WITH: _with,
        What.DONE_WITHOUT: _without,
        What.MORE_THAN_CAP: _more_than_cap,
        What.TWICE_WITHIN: _twice_within,
        What.DONE_AFTER: _done_after,
        What.TIMES_A_DAY: _times_a_day,
        What.HAPPENED: _happened,
        What.NOTHING_LOGGED: _nothing_logged,
        What.NO_COUNT: _no_count,
        What.COUNTED_OFTEN: _counted_often,
        What.COUNT_RISES: _rises,
        What.MORE_SPOTS: _more_spots,
        What.SPOTS_AT_EVERY_COUNT: _at_every_count,
        What.ROUTINE_CHANGED: _changed,
        What.TRENDS_VIEWED: _trends_viewed,
        What.SKIN_TYPE: _skin_type,
    }
)
