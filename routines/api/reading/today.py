"""Today as one value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from routines.accounts.models import User
from routines.api.reading.days import Rows, read_rows, write_days
from routines.api.shapes.days import DayShape
from routines.api.shapes.today import (
    CountPromptShape,
    OpenStep,
    PartOfDay,
    PartsOfDay,
    ThoughtShape,
    TodayShape,
)
from routines.diary import days as diary
from routines.diary.days import SLOTS, Day, DayState
from routines.reminders.cards import LOOKS, Thought
from routines.reminders.services.plans import part_of_day
from routines.reminders.today import thoughts_for
from routines.spots.prompt import CountPrompt, next_due
from routines.spots.today import prompt_for


def read_today(user: User, today: date, now: datetime) -> TodayShape:
    """Return what is due and what waits. Seven queries."""
    rows = read_rows(user, today, today)
    day = diary_day(rows, today)
    prompt = prompt_for(user, today=today, is_paused=day.state is DayState.PAUSED)
    has_counted = prompt.last_count_day == today
    keys = {term.plan.step_id: term.key for term in rows.terms}
    parts = {slot: _part(day, slot, keys) for slot in SLOTS}
    part: Any = part_of_day(user, now)
    return TodayShape(
        day=DayShape.model_validate_json(write_days(rows, [today], today)[0]),
        now=now.astimezone(user.zone),
        time_zone=user.time_zone,
        part=part,
        open=sum(len(part.open) for part in parts.values()),
        parts=PartsOfDay(**parts),
        count=None if user.counts_hidden else _prompt(user, day, prompt),
        reminders=[
            _thought(thought)
            for thought in thoughts_for(user, day=day, now=now, has_counted=has_counted)
        ],
    )


def _part(day: Day, slot: str, keys: Mapping[int, UUID]) -> PartOfDay:
    """A part of the day. Nothing is open on a paused day."""
    items = day.in_slot(slot)
    still_open = [
        OpenStep(step=keys[item.step.step_id], name=item.step.name)
        for item in items
        if item.is_open and day.state is not DayState.PAUSED
    ]
    return PartOfDay(
        due=sum(1 for item in items if item.due or item.given),
        done=sum(1 for item in items if item.answer == "done"),
        open=still_open,
        is_finished=not still_open,
    )


def diary_day(rows: Rows, today: date) -> Day:
    """The same rows as the diary's own value of a day."""
    return diary.build_days(
        first=today,
        last=today,
        today=today,
        plans=[term.plan for term in rows.terms],
        answers=[
            diary.Given(step_id=step_id, day=date.fromisoformat(day), answer=given[0])
            for step_id, given_on in rows.given.items()
            for day, given in given_on.items()
        ],
        pauses=rows.pauses,
    )[0]


def _prompt(user: User, day: Day, prompt: CountPrompt) -> CountPromptShape:
    due_on = next_due(
        today=day.day,
        weekday=prompt.weekday,
        joined_on=user.today(user.date_joined),
        last_count_day=prompt.last_count_day,
    )
    return CountPromptShape(
        asking=prompt.asking.value,
        weekday=prompt.weekday,
        last_count_day=prompt.last_count_day,
        due_on=None if day.state is DayState.PAUSED else due_on,
    )


def _thought(thought: Thought) -> ThoughtShape:
    return ThoughtShape(
        reminder=thought.key,
        kind=next(kind for kind, look in LOOKS.items() if look is thought.look),
        title=thought.look.label,
        message=thought.message,
        offers=thought.offers,
        put_off=[wait.value for wait, _ in thought.waits],
    )
