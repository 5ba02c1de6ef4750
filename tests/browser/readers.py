"""Somebody with ten weeks of a diary, whose program does as the documents say."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from routines.accounts.models import User
from routines.api.scopes import Scope
from routines.api.services import Wanted, make_token
from routines.diary.models import Step
from routines.diary.regions import Region
from routines.spots import services as spots
from routines.spots.counting import Numbers
from tests.browser.documents import Reader
from tests.web.reminders.rows import make_reminder

WEEKS = 10


def reader_for(person: User, scopes: Collection[Scope], address: str, folder: Path) -> Reader:
    """Return a reader with a token of this person's, and with what the documents name by keys."""
    _count_every_week(person)
    reminder = make_reminder(person, made_at=timezone.now() - timedelta(minutes=1))
    return Reader(
        folder=folder,
        address=address,
        secret=secret_for(person, *scopes),
        variables={
            "STEP": str(Step.objects.of(person).filter(kind="sunscreen").get().key),
            "COUNT": str(uuid.uuid4()),
            "REMINDER": str(reminder.key),
        },
    )


def secret_for(person: User, *scopes: Scope) -> str:
    """Make a token, and return what is shown once."""
    wanted = Wanted(name="A reader", scopes=scopes)
    return make_token(user=person, key=uuid.uuid4(), wanted=wanted, at=timezone.now()).secret


def _count_every_week(person: User) -> None:
    now = timezone.now()
    for weeks in range(WEEKS - 1, 0, -1):
        at = now - timedelta(weeks=weeks)
        numbers = Numbers(by_region={Region.NOSE: weeks % 4, Region.LEFT_CHEEK: 3 + weeks})
        said = spots.Said(day=person.today(at), numbers=numbers)
        spots.save_count(user=person, key=uuid.uuid4(), said=said, at=at)
