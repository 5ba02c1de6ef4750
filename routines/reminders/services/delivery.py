"""Draining the outbox: at least once, under an id that stays the same (docs/decisions/0013).

A message is leased, sent outside of any transaction, and marked. Whoever dies in between leaves the
lease to run out, and the next attempt carries the same id.
"""

from __future__ import annotations

import logging
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from routines.accounts.models import agreed_version
from routines.reminders import retries, schedule
from routines.reminders.channels import Gone, Message, Refused, Retry
from routines.reminders.channels.delivery import line_of, send_to
from routines.reminders.models import Channel, Destination, Outgoing, OutgoingQuerySet, Reminder
from routines.reminders.services import plans, worth

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""Longer than any attempt takes, also one that runs into every time-out on its way."""
BUDGET = timedelta(seconds=45)
"""How long one run goes on; what is left waits for the next minute's."""
TIRES_AFTER = 3
"""Failures of the mail server after which the rest of the mail waits for the next run."""
KEPT = timedelta(days=30)
TOO_LATE = "It could not be sent within a day."
NOT_OURS = "Something went wrong on our side."
IS_GONE = "The destination no longer exists."
Clock = Callable[[], datetime]
Chance = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Drained:
    """How many messages were sent, will be tried again, were given up, or had nothing to say."""

    sent: int = 0
    again: int = 0
    given_up: int = 0
    dropped: int = 0


def drain(*, clock: Clock, chance: Chance, budget: timedelta = BUDGET) -> Drained:
    """Try to send everything whose time has come; several may do so at a time.

    `clock` tells the time, `chance` gives numbers from 0 to 1 that spread what is tried again.
    """
    ends, ended, tired = clock() + budget, Counter[str](), Counter[str]()
    while clock() < ends:
        skipped = [channel for channel, failures in tired.items() if failures >= TIRES_AFTER]
        outgoing = lease_next(at=clock(), skipped=skipped)
        if outgoing is None:
            break
        outcome = _attempt(outgoing, clock, chance)
        ended[outcome] += 1
        channel = outgoing.destination.channel
        if channel == Channel.EMAIL:
            # All mail goes through one server; the other channels have one for each destination.
            tired[channel] = tired[channel] + 1 if outcome == "again" else 0
    return Drained(**ended)


def lease_next(*, at: datetime, skipped: Collection[str] = ()) -> Outgoing | None:
    """Take the message that has waited longest, for `LEASE`; None where none is due."""
    due = Outgoing.objects.due(at).exclude(destination__channel__in=skipped)
    while candidate := due.order_by("next_try_at", "pk").values("pk", "lease").first():
        lease = uuid.uuid4()
        # Naming the old lease: of two that see the same message only one changes it.
        taken = (
            Outgoing.objects.due(at)
            .filter(**candidate)
            .update(lease=lease, leased_until=at + LEASE, attempts=F("attempts") + 1)
        )
        # Its person may have left since.
        if taken and (outgoing := _read(candidate["pk"])) is not None:
            return outgoing
    return None


def _read(key: int) -> Outgoing | None:
    """The message with all that sending it asks for. Two queries."""
    rows = Outgoing.objects.select_related("user", "destination__user")
    with_consent = rows.annotate(agreed=agreed_version("user"))
    found: Any = with_consent.prefetch_related("reminders").filter(pk=key).first()
    if found is not None:
        found.user.consent_version = found.agreed
    outgoing: Outgoing | None = found
    return outgoing


def _attempt(outgoing: Outgoing, clock: Clock, chance: Chance) -> str:
    """Try one leased message and note what came of it; return the word for it in `Drained`."""
    now = clock()
    if now > outgoing.due_at + retries.GIVES_UP_AFTER:
        return _give_up(outgoing, TOO_LATE, now)
    free_at = schedule.release(now, _table(outgoing))
    if free_at > now:
        return _put_back(outgoing, free_at)
    reminders = worth.trim(outgoing, at=now)
    if not reminders:
        return _settle(outgoing, "dropped", dropped_at=now)
    return _send(outgoing, _message(outgoing, reminders, now), clock, chance)


def _send(outgoing: Outgoing, message: Message, clock: Clock, chance: Chance) -> str:
    try:
        send_to(outgoing.destination, message)
    except Gone:
        return _lose_destination(outgoing, clock())
    except Refused as refusal:
        return _give_up(outgoing, str(refusal), clock())
    except Retry as reason:
        return _try_again(outgoing, str(reason), clock(), chance(), asked=reason.after)
    except Exception as problem:  # noqa: BLE001 - one bad message must not hold up all others
        # Its text may hold an address or a token.
        log.error("Message %s failed: %s", outgoing.key, type(problem).__name__)
        return _try_again(outgoing, NOT_OURS, clock(), chance())
    _note_problem(outgoing, "")
    return _settle(outgoing, "sent", sent_at=clock())


def _message(outgoing: Outgoing, reminders: Iterable[Reminder], now: datetime) -> Message:
    lines = tuple(line_of(reminder) for reminder in reminders)
    return Message(key=outgoing.key, at=now, base_url=settings.PUBLIC_URL, lines=lines)


def _table(outgoing: Outgoing) -> schedule.Timetable:
    return plans.timetable_of(outgoing.user, plans.read_plan(outgoing.user))


def _settle(outgoing: Outgoing, word: str, **columns: datetime | str) -> str:
    """Note the end of a message. What was sent is sent, whoever holds the lease by now."""
    row = Outgoing.objects.unsettled().filter(pk=outgoing.pk)
    row.update(lease=None, leased_until=None, **columns)
    return word


def _give_up(outgoing: Outgoing, problem: str, now: datetime) -> str:
    _note_problem(outgoing, problem)
    return _settle(outgoing, "given_up", given_up_at=now, problem=_short(problem))


def _lose_destination(outgoing: Outgoing, now: datetime) -> str:
    """Nothing is ever sent there again, nor what else is on its way."""
    with transaction.atomic():
        Destination.objects.filter(pk=outgoing.destination_id).update(
            active=False, gone_at=now, problem=IS_GONE
        )
        Outgoing.objects.unsettled().filter(destination=outgoing.destination_id).update(
            lease=None, leased_until=None, given_up_at=now, problem=IS_GONE
        )
    return "given_up"


def _try_again(
    outgoing: Outgoing, problem: str, now: datetime, chance: float, asked: timedelta | None = None
) -> str:
    moment = retries.next_try(
        due_at=outgoing.due_at, now=now, attempts=outgoing.attempts, chance=chance, asked=asked
    )
    if moment is None:
        return _give_up(outgoing, problem, now)
    _held(outgoing).update(
        lease=None, leased_until=None, next_try_at=moment, problem=_short(problem)
    )
    return "again"


def _put_back(outgoing: Outgoing, until: datetime) -> str:
    """It is quiet where its person is; this was no attempt."""
    _held(outgoing).update(
        lease=None, leased_until=None, next_try_at=until, attempts=F("attempts") - 1
    )
    return "again"


def _held(outgoing: Outgoing) -> OutgoingQuerySet:
    """The row while the lease is ours: another worker's is left as it is."""
    return Outgoing.objects.unsettled().filter(pk=outgoing.pk, lease=outgoing.lease)


def _note_problem(outgoing: Outgoing, problem: str) -> None:
    """Keep with the destination what went wrong last, where that is news."""
    if outgoing.destination.problem != problem:
        Destination.objects.filter(pk=outgoing.destination_id).update(problem=_short(problem))


def _short(problem: str) -> str:
    return problem[: Outgoing._meta.get_field("problem").max_length]  # noqa: SLF001 - Django's own public name


def tidy(*, at: datetime) -> int:
    """Delete messages of more than thirty days ago; what they said stays in the inbox."""
    deleted, _ = Outgoing.objects.filter(made_at__lt=at - KEPT).delete()
    return deleted
