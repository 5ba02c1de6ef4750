"""Rules, days and destinations to make passes over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from routines.accounts.models import User
from routines.diary.models import Entry, Happening, HappeningKind, Step
from routines.guidance import rules, saying
from routines.guidance.rules import Pace, Rule, RuleKind, StandingRule
from routines.reminders.channels import Message, Target
from routines.reminders.models import Destination
from tests.conftest import NOON

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 22)
NINE = datetime(2026, 11, 22, 9, tzinfo=BERLIN)
"""The time for messages on the tests' Sunday."""


def standing(
    condition: rules.Condition,
    *,
    kind: RuleKind = RuleKind.TIP,
    message: str = "Keep it by the toothbrush.",
    pace: Pace | None = None,
    revision: int = 1,
) -> StandingRule:
    rule = Rule(
        kind=kind,
        condition=condition,
        pace=pace or Pace(),
        message=message,
        key=saying.key_of(condition),
    )
    return StandingRule(
        rule=rule,
        topic="a-topic",
        title="A topic",
        revision=revision,
        line=3,
        sentence=saying.say(rule),
        facts=("prev-sunscreen-daily",),
    )


SUNSCREEN_LOW = standing(rules.DoneOnFewer("sunscreen", 5, 7), pace=Pace((3,)))
IRRITATED = standing(
    rules.HappenedOn(("irritation",), 1, 7),
    kind=RuleKind.SAFETY,
    message="Pause it until your skin is calm again.",
)
BLEEDING = standing(
    rules.HappenedOn(("bleeding",), 1, 7),
    kind=RuleKind.WARNING_SIGN,
    message="Please have it looked at, soon.",
    pace=Pace((7,)),
)


def answer_days(
    steps: Sequence[Step], kind: str, answers: str, *, last: date = TODAY - timedelta(days=1)
) -> None:
    """Give the first step of a kind an answer a day, the last letter for `last`.

    "d" is done, "m" not done, "." nothing.
    """
    step = next(step for step in steps if step.kind == kind)
    words = {"d": "done", "m": "not_done"}
    for ago, letter in enumerate(reversed(answers)):
        if letter != ".":
            Entry.objects.create(
                user_id=step.user_id,
                step=step,
                day=last - timedelta(days=ago),
                answer=words[letter],
                given_at=NOON - timedelta(days=ago + 1),
            )


def happen(user: User, key: str, day: date = TODAY) -> None:
    kind = HappeningKind.objects.get(key=key)
    Happening.objects.create(user=user, day=day, kind=kind, given_at=NOON)


def make_destination(user: User, channel: str = "email", **fields: object) -> Destination:
    usual: dict[str, object] = {"identity": f"{channel} of {user.pk}", "made_at": NOON}
    return Destination.objects.create(user=user, channel=channel, **{**usual, **fields})


class Recorder:
    """A channel that keeps what it is given, or fails as it is told to, once for each `failure`."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.tried: list[Message] = []
        self.taken: list[Message] = []

    def send(self, message: Message, target: Target) -> None:
        self.tried.append(message)
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append(message)

    @property
    def words(self) -> list[list[str]]:
        """What each message that was taken says."""
        return [[line.words for line in message.lines] for message in self.taken]
