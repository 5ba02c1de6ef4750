"""What is still open in a part of a day, answered at once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from routines.accounts.models import User
from routines.diary.days import Day, DayState
from routines.diary.gather import read_day
from routines.diary.models import Answer
from routines.diary.services.entries import Logged, Said, log_steps


def log_rest(*, user: User, day: date, slot: str, at: datetime, today: date) -> Logged:
    """Answer “done” for what is due in a part of the day and has no answer yet.

    What was answered before stays as it is, whoever answered in the meantime. Doing it twice
    changes nothing. The caller has looked at the day.
    """
    with transaction.atomic():
        # Held, so that nobody answers between looking and writing.
        User.objects.hold(user)
        done = Said(answer=Answer.DONE)
        answers = dict.fromkeys(_open_steps(read_day(user, day, today), slot), done)
        return log_steps(user=user, day=day, answers=answers, at=at)


def _open_steps(day: Day, slot: str) -> list[int]:
    """Their keys in this database. Nothing is asked for on a paused day."""
    if day.state is DayState.PAUSED:
        return []
    return [item.step.step_id for item in day.in_slot(slot) if item.is_open]
