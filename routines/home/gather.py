"""Putting the rooms side by side: rows of several rooms turned into one page's values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from routines.accounts.clock import EARLIEST_DAY
from routines.accounts.models import User
from routines.diary import regions
from routines.diary.days import Day, DayState
from routines.diary.gather import by_day, read_day, read_days
from routines.diary.models import DayNote, Happening, HappeningGroup, HappeningKind
from routines.home.history import (
    Extras,
    MonthPage,
    WeekPage,
    month_page,
    month_span,
    week_page,
)
from routines.home.today import Chip, TodayPage, slot_cards, strip, strip_span
from routines.reminders.cards import Thought
from routines.reminders.today import thoughts_for
from routines.spots.counting import total
from routines.spots.models import Count
from routines.spots.today import prompt_for


def read_today(user: User, day: date, now: datetime) -> TodayPage:
    """Return the page of a day. Eight queries at most, however long the diary is."""
    today = user.today(now)
    first, last = strip_span(day, today)
    days = by_day(read_days(user, min(first, day - timedelta(days=1)), last, today))
    the_day, before = days[day], days[day - timedelta(days=1)]
    is_paused, is_today = the_day.state is DayState.PAUSED, day == today
    count = prompt_for(user, today=today, is_paused=is_paused) if is_today else None
    has_counted = count is not None and count.last_count_day == today
    return TodayPage(
        day=day,
        today=today,
        is_after_midnight=is_today and now.astimezone(user.zone).date() > today,
        is_paused=is_paused,
        is_empty=not any(one.steps for one in days.values()),
        slots=slot_cards(the_day),
        chips=read_chips(user, day),
        note=read_note(user, day),
        strip=strip([one for one in days.values() if one.day >= first], day, today),
        can_copy=can_copy(before, the_day),
        count=count,
        thoughts=(
            thoughts_for(user, day=the_day, now=now, has_counted=has_counted) if is_today else ()
        ),
    )


def read_thoughts(user: User, now: datetime) -> tuple[Thought, ...]:
    """What Today says of reminders, read by itself."""
    today = user.today(now)
    day = read_day(user, today, today)
    prompt = prompt_for(user, today=today, is_paused=day.state is DayState.PAUSED)
    has_counted = prompt.last_count_day == today
    return thoughts_for(user, day=day, now=now, has_counted=has_counted)


def can_copy(before: Day, day: Day) -> bool:
    """Whether "same as the day before" would fill anything in."""
    answered = {item.step.step_id for item in before.steps if item.given}
    return any(item.step.step_id in answered for item in day.steps if item.given is None)


def read_chips(user: User, day: date) -> tuple[Chip, ...]:
    """What happened that day, and what is offered at one tap besides. Two queries."""
    happened = list(
        Happening.objects.of(user)
        .on(day)
        .kept()
        .select_related("kind")
        .order_by("kind__position", "region")
    )
    known = {happening.kind_id for happening in happened if not happening.region}
    quick = HappeningKind.objects.filter(is_active=True, is_quick=True)
    return tuple(_happened(happened)) + tuple(
        Chip(key=kind.key, name=kind.name, icon=kind.icon, active=False)
        for kind in quick
        if kind.pk not in known
    )


def _happened(happenings: Iterable[Happening]) -> Iterable[Chip]:
    for happening in happenings:
        region = happening.region
        yield Chip(
            key=happening.kind.key,
            name=happening.kind.name,
            icon=happening.kind.icon,
            active=True,
            region=region,
            where=regions.LABELS[regions.Region(region)].lower() if region else "",
            note=happening.note,
            is_warning=happening.kind.group == HappeningGroup.WARNING,
        )


def read_note(user: User, day: date) -> str:
    """The note of a day, empty where there is none. One query."""
    return DayNote.objects.of(user).filter(day=day).values_list("text", flat=True).first() or ""


def read_month(user: User, month: date, now: datetime, first_weekday: int) -> MonthPage:
    """Return a month at a glance. Six queries."""
    today = user.today(now)
    first, last = month_span(month, first_weekday)
    return month_page(
        month=month,
        days=read_days(user, first, last, today),
        extras=read_extras(user, first, last),
        today=today,
        earliest=EARLIEST_DAY,
    )


def read_extras(user: User, first: date, last: date) -> dict[date, Extras]:
    """Return what the days have beside their steps, for those that have any. Three queries."""
    counts: dict[date, list[int]] = defaultdict(list)
    if not user.counts_hidden:
        for count in Count.objects.of(user).kept().between(first, last).in_order():
            counts[count.day].append(total(count.value()))
    happenings: dict[date, dict[str, str]] = defaultdict(dict)
    rows = Happening.objects.of(user).between(first, last).kept().order_by("kind__position")
    for day, icon, name in rows.values_list("day", "kind__icon", "kind__name"):
        happenings[day][name] = icon
    notes = set(
        DayNote.objects.of(user)
        .filter(day__range=(first, last))
        .exclude(text="")
        .values_list("day", flat=True)
    )
    return {
        day: Extras(
            counts=tuple(counts.get(day, ())),
            happenings=tuple((icon, name) for name, icon in happenings.get(day, {}).items()),
            has_note=day in notes,
        )
        for day in counts.keys() | happenings.keys() | notes
    }


def read_week(user: User, last: date, now: datetime) -> WeekPage:
    """Return the seven days up to `last`. Three queries."""
    today = user.today(now)
    days = read_days(user, last - timedelta(days=6), last, today)
    return week_page(days=days, today=today, earliest=EARLIEST_DAY)
