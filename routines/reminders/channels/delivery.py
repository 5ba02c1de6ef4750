"""From rows to a message on its way."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from routines.diary.models import Kind, Slot
from routines.reminders.channels import Line, Message, Refused, Target, channel_of
from routines.reminders.models import Destination, Outgoing, Reminder

OFFERS: dict[str, str] = {
    **{kind.value: kind.label.lower() for kind in Kind},
    Kind.OTHER: "the step",
    Slot.MORNING: "the rest of the morning",
    Slot.EVENING: "the rest of the evening",
    Slot.ANY: "the rest of the day",
}
"""What "Done" logs: a kind of step, or for a nudge what is still open of a part of the day."""
TRIED_OUT = "This is a diary to look around in, so nothing is sent from it."


def deliver(outgoing: Outgoing, *, at: datetime) -> None:
    """Send what is on its way, once. Raises Retry, Gone or Refused; returning means it was taken.

    It may take seconds: never inside a transaction. The caller decides what is still worth saying
    and hands over an outgoing message whose reminders, destination and user are loaded.
    """
    lines = tuple(line_of(reminder) for reminder in outgoing.reminders.all())
    message = Message(key=outgoing.key, at=at, base_url=settings.PUBLIC_URL, lines=lines)
    send_to(outgoing.destination, message)


def send_to(destination: Destination, message: Message) -> None:
    """Send one message to one destination. Raises Retry, Gone or Refused."""
    if destination.user.is_demo:
        raise Refused(TRIED_OUT)
    channel_of(destination.channel).send(message, target_of(destination))


def target_of(destination: Destination) -> Target:
    return Target(
        key=destination.key, user_id=destination.user_id, address=dict(destination.address)
    )


def line_of(reminder: Reminder) -> Line:
    """Return what a message says of a reminder."""
    return Line(
        key=reminder.key,
        kind=reminder.kind,
        words=reminder.message,
        offers=OFFERS.get(reminder.offers, ""),
    )
