"""Days, times and numbers as a person's locale writes them. The words around them are English."""

from __future__ import annotations

import re
from contextvars import ContextVar
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_day_names,
)
from babel.numbers import format_decimal, format_percent

Width = Literal["abbreviated", "narrow", "short", "wide"]

FALLBACK = "en_GB"
LONGEST_HEADER = 200

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"

DAY_LONG_SKELETONS = ("MMMMEEEEd", "MMMMEd", "MMMEEEEd", "MMMEd", "MEd")

OFFERED_LOCALES = (
    "af", "ar_EG", "bg", "bn", "ca", "cs", "cy", "da", "de_AT", "de_CH", "de_DE", "el", "en_AU",
    "en_CA", "en_GB", "en_IE", "en_IN", "en_NZ", "en_US", "en_ZA", "es_AR", "es_ES", "es_MX", "et",
    "eu", "fa", "fi", "fil", "fr_BE", "fr_CA", "fr_CH", "fr_FR", "ga", "gl", "he", "hi", "hr", "hu",
    "id", "is", "it_CH", "it_IT", "ja", "ko", "lt", "lv", "ms", "nb", "nl_BE", "nl_NL", "pl",
    "pt_BR", "pt_PT", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur",
    "vi", "zh_Hans_CN", "zh_Hant_TW",
)  # fmt: skip
"""What the settings offer by name; a browser may ask for any other that Babel knows."""

current: ContextVar[str] = ContextVar("locale", default=FALLBACK)
"""The locale of the person being answered; set at the door."""


@lru_cache(maxsize=256)
def known_locale(name: str) -> str | None:
    """Return the name as Babel writes it ("de_AT"), or None for one it does not know."""
    try:
        return str(Locale.parse(name.replace("-", "_")))
    except (UnknownLocaleError, ValueError, TypeError):
        return None


@lru_cache(maxsize=1024)
def preferred_locale(accept_language: str) -> str:
    """Return the locale a browser asks for first among the known ones.

    A bare "en" says nothing about the order of day and month, so it becomes the fallback.
    """
    wishes: list[tuple[float, str]] = []
    for part in accept_language[:LONGEST_HEADER].split(","):
        match = re.fullmatch(r"\s*([A-Za-z0-9-]{2,35})\s*(?:;\s*q=([01](?:\.\d{1,3})?))?\s*", part)
        if match:
            wishes.append((float(match[2] or 1), match[1]))
    for _, name in sorted(wishes, key=lambda wish: -wish[0]):
        locale = known_locale(name)
        if locale is not None:
            return FALLBACK if locale == "en" else locale
    return FALLBACK


def isolated(text: str, locale: str) -> str:
    """Return what a right-to-left locale wrote, fenced off from the English around it.

    Without the fence (Unicode's isolates) a numeral or a stroke beside it changes places: of
    "26 counts from 01/06/2026" the 26 would stand within the day.
    """
    if not is_right_to_left(locale):
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"


@lru_cache(maxsize=1)
def locale_names() -> tuple[tuple[str, str], ...]:
    """Return (locale, its name in its own language) of those on offer, sorted by that name."""
    named = []
    for locale in OFFERED_LOCALES:
        own_name = Locale.parse(locale).get_display_name() or locale
        named.append((locale, own_name[0].upper() + own_name[1:]))
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


@lru_cache(maxsize=256)
def _day_long_pattern(locale: str) -> str:
    """Return the locale's order of weekday, day and month, with both names written out.

    Few locales have that very pattern; most have one with shorter names to make longer.
    """
    skeletons = Locale.parse(locale).datetime_skeletons
    nearest = next(name for name in DAY_LONG_SKELETONS if name in skeletons)

    def widen(part: re.Match[str]) -> str:
        return {"E": "EEEE", "M": "MMMM"}.get(part[0][0], part[0])

    return re.sub(r"'[^']*'|E+|M{3,}", widen, str(skeletons[nearest].pattern))


@lru_cache(maxsize=4096)
def day_long(day: date, locale: str) -> str:
    """Sunday 22 November"""
    return isolated(format_date(day, _day_long_pattern(locale), locale=locale), locale)


@lru_cache(maxsize=4096)
def day_full(day: date, locale: str) -> str:
    """Sunday 22 November 2026"""
    return isolated(format_date(day, "full", locale=locale), locale)


@lru_cache(maxsize=4096)
def day_short(day: date, locale: str) -> str:
    """22 Nov"""
    return isolated(format_skeleton("MMMd", day, locale=locale), locale)


@lru_cache(maxsize=4096)
def day_medium(day: date, locale: str) -> str:
    """22 Nov 2026"""
    return isolated(format_date(day, "medium", locale=locale), locale)


@lru_cache(maxsize=1024)
def day_span(first: date, last: date, locale: str) -> str:
    """16–22 Nov 2026, or 29 Oct – 4 Nov 2026: what both days share is said once."""
    return isolated(format_interval(first, last, "yMMMd", locale=locale), locale)


@lru_cache(maxsize=1024)
def month_year(day: date, locale: str) -> str:
    """November 2026"""
    return isolated(format_skeleton("yMMMM", day, locale=locale), locale)


@lru_cache(maxsize=512)
def month_short(day: date, locale: str) -> str:
    """Nov"""
    return isolated(format_date(day, "LLL", locale=locale), locale)


@lru_cache(maxsize=512)
def month_short_year(day: date, locale: str) -> str:
    """Nov 2026"""
    return isolated(format_skeleton("yMMM", day, locale=locale), locale)


@lru_cache(maxsize=512)
def year(day: date, locale: str) -> str:
    """2026"""
    return isolated(format_skeleton("y", day, locale=locale), locale)


@lru_cache(maxsize=512)
def month_name(day: date, locale: str) -> str:
    """November"""
    return isolated(format_date(day, "LLLL", locale=locale), locale)


@lru_cache(maxsize=512)
def weekday_names(locale: str, width: Width = "abbreviated") -> tuple[str, ...]:
    """Monday first."""
    names = get_day_names(width, "stand-alone", locale=locale)
    return tuple(isolated(names[number], locale) for number in range(7))


@lru_cache(maxsize=64)
def first_weekday(locale: str) -> int:
    """Monday is 0."""
    return Locale.parse(locale).first_week_day


@lru_cache(maxsize=64)
def is_right_to_left(locale: str) -> bool:
    return Locale.parse(locale).text_direction == "rtl"


def clock(moment: time | datetime, locale: str) -> str:
    """21:30; an instant is written as in the zone it is given in."""
    # One instant in two zones is equal, and would find the other's words in the cache.
    bare = moment.time() if isinstance(moment, datetime) else moment.replace(tzinfo=None)
    return _clock(bare, locale)


@lru_cache(maxsize=4096)
def _clock(moment: time, locale: str) -> str:
    return isolated(format_time(moment, "short", locale=locale), locale)


@lru_cache(maxsize=4096)
def number(value: float, locale: str, decimals: int = 0) -> str:
    """1,234.5"""
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=locale)


def percent(share: float, locale: str) -> str:
    """A share of 1 as a percentage: 0.17 is "17 %", spaced as the locale does."""
    return format_percent(share, locale=locale)
