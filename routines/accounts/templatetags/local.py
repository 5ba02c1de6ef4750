"""Template filters that write days, times and numbers in the person's locale."""

from __future__ import annotations

from datetime import date, datetime, time

from django import template
from django.utils import timezone

from routines.accounts import formats

register = template.Library()


def bare(day: date) -> date:
    """The day of an instant, which the template has brought into the person's zone.

    One instant in two zones is equal, and would find the other's words in the formats' caches.
    """
    return day.date() if isinstance(day, datetime) else day


@register.filter(expects_localtime=True)
def day_long(day: date) -> str:
    """Sunday 22 November"""
    return formats.day_long(bare(day), formats.current.get())


@register.filter(expects_localtime=True)
def day_full(day: date) -> str:
    """Sunday 22 November 2026"""
    return formats.day_full(bare(day), formats.current.get())


@register.filter(expects_localtime=True)
def day_medium(day: date) -> str:
    """22 Nov 2026"""
    return formats.day_medium(bare(day), formats.current.get())


@register.filter(expects_localtime=True)
def day_short(day: date) -> str:
    """22 Nov"""
    return formats.day_short(bare(day), formats.current.get())


@register.filter
def day_span(first: date, last: date) -> str:
    """16–22 Nov 2026"""
    return formats.day_span(first, last, formats.current.get())


@register.filter(expects_localtime=True)
def month_year(day: date) -> str:
    """November 2026"""
    return formats.month_year(bare(day), formats.current.get())


@register.filter(expects_localtime=True)
def weekday_short(day: date) -> str:
    """Sun"""
    return formats.weekday_names(formats.current.get())[day.weekday()]


@register.filter(expects_localtime=True)
def weekday_name(weekday: int) -> str:
    """The name of a weekday, Monday is 0."""
    return formats.weekday_names(formats.current.get(), "wide")[weekday]


@register.filter
def weekday_abbreviation(weekday: int) -> str:
    """The short name of a weekday, Monday is 0."""
    return formats.weekday_names(formats.current.get())[weekday]


@register.filter(expects_localtime=True)
def month_name(day: date) -> str:
    """November"""
    return formats.month_name(bare(day), formats.current.get())


@register.filter(expects_localtime=True)
def clock(moment: time | datetime) -> str:
    """21:30, of an instant in the person's zone."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return formats.clock(moment, formats.current.get())


@register.filter(expects_localtime=True)
def number(value: float | None, decimals: int = 0) -> str:
    """1,234; nothing at all for None."""
    return "" if value is None else formats.number(value, formats.current.get(), decimals)


@register.filter(expects_localtime=True)
def percent(share: float) -> str:
    """A share of 1 as a percentage."""
    return formats.percent(share, formats.current.get())
