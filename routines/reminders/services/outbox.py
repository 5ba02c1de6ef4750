"""Putting what was said on its way, in the transaction that says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from routines.accounts.models import User
from routines.reminders import schedule
from routines.reminders.models import Destination, Outgoing, Reminder
from routines.reminders.services.people import Person

Parcel = tuple[Person, Destination, list[Reminder]]


def put(people: Iterable[Person], reminders: Iterable[Reminder], at: datetime) -> int:
    """Write an outgoing message for each destination that wants any of it; return how many.

    What comes up in quiet hours leaves at their end. It joins what waits for the same destination
    already, so that several things make one message. Nothing leaves a diary to look around in.
    """
    parcels = list(_parcels(people, reminders))
    waiting = _waiting([destination for _, destination, _ in parcels])
    new = {
        destination.pk: _message(person, destination, at)
        for person, destination, _ in parcels
        if destination.pk not in waiting
    }
    Outgoing.objects.bulk_create(new.values())
    through = Outgoing.reminders.through
    through.objects.bulk_create(
        [
            through(outgoing_id=(waiting | new)[destination.pk].pk, reminder_id=reminder.pk)
            for _, destination, contents in parcels
            for reminder in contents
        ],
        ignore_conflicts=True,
    )
    return len(new)


def drop(*, user: User, at: datetime) -> None:
    """Send nothing of what is on its way to somebody."""
    Outgoing.objects.of(user).unsettled().update(lease=None, leased_until=None, dropped_at=at)


def _parcels(people: Iterable[Person], reminders: Iterable[Reminder]) -> Iterator[Parcel]:
    by_user: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in reminders:
        by_user[reminder.user_id].append(reminder)
    for person in people:
        if person.user.is_demo or person.user.pk not in by_user:
            continue
        for destination in person.destinations:
            contents = [
                reminder
                for reminder in by_user[person.user.pk]
                if person.wants(reminder.kind, destination.channel)
            ]
            if contents:
                yield person, destination, contents


def _waiting(destinations: Sequence[Destination]) -> dict[int, Outgoing]:
    """What nobody has tried to send yet, by destination; held, so that nobody begins to."""
    if not destinations:
        return {}
    untried = Outgoing.objects.unsettled().filter(
        destination__in=destinations, attempts=0, lease__isnull=True
    )
    return {one.destination_id: one for one in untried.select_for_update(skip_locked=True)}


def _message(person: Person, destination: Destination, at: datetime) -> Outgoing:
    due_at = schedule.release(at, person.table)
    return Outgoing(
        user=person.user, destination=destination, made_at=at, due_at=due_at, next_try_at=due_at
    )
