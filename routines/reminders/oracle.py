"""What an editor is told about rules before publishing them: sample diaries, and how many people.

People are counted, never named, and only ever a part of them where there are many. Nothing is
written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import F

from routines.accounts.models import User
from routines.guidance.consequences import REACH_DAYS, SAMPLE_DAYS, Telling, Told
from routines.guidance.rules import StandingRule
from routines.reminders.conditions import find
from routines.reminders.deciding import Intent
from routines.reminders.gather import read_histories
from routines.reminders.history import History
from routines.reminders.samples import SAMPLES
from routines.reminders.telling import tell

MOST_PEOPLE = 500
"""So many are looked at; of more, every n-th, and the numbers are taken times n."""
BATCH = 100


class DiaryOracle:
    """See guidance.consequences.Oracle."""

    def tell_samples(self, *, rules: Sequence[StandingRule], today: date) -> list[Telling]:
        """What the sample diaries would have been told in the SAMPLE_DAYS up to `today`."""
        return [
            Telling(
                diary=sample.name,
                about=sample.about,
                told=tuple(map(_told, tell(rules, sample.history(today), SAMPLE_DAYS))),
            )
            for sample in SAMPLES
        ]

    def count_people(
        self, *, rules: Sequence[StandingRule], keys: Collection[str], now: datetime
    ) -> Mapping[str, int]:
        """How many people each rule of `keys` would have reminded in the last REACH_DAYS.

        As if they kept to the usual settings and had heard nothing before.
        """
        changed = [standing for standing in rules if standing.rule.key in keys]
        if not changed:
            return {}
        ids, every = _people()
        reached: Counter[str] = Counter()
        for start in range(0, len(ids), BATCH):
            for history in _histories(ids[start : start + BATCH], rules, now):
                reached.update(_reached(history, rules, changed))
        return {key: number * every for key, number in reached.items()}


def _told(intent: Intent) -> Told:
    standing = intent.standing
    return Told(
        day=intent.day,
        kind=standing.rule.kind,
        topic=standing.topic,
        key=standing.rule.key,
        message=standing.rule.message,
    )


def _people() -> tuple[list[int], int]:
    """Whom to look at, and how many each of them stands for. Two queries."""
    people = User.objects.filter(is_active=True, is_demo=False).order_by("pk")
    every = 1 + people.count() // (MOST_PEOPLE + 1)
    looked_at = people.annotate(part=F("pk") % every).filter(part=0) if every > 1 else people
    return list(looked_at.values_list("pk", flat=True)[:MOST_PEOPLE]), every


def _histories(
    ids: Sequence[int], rules: Sequence[StandingRule], now: datetime
) -> Collection[History]:
    users = list(User.objects.filter(pk__in=ids))
    today_of = {user.pk: user.today(now) for user in users}
    return read_histories(users, rules, today_of, earlier=REACH_DAYS).values()


def _reached(
    history: History, rules: Sequence[StandingRule], changed: Sequence[StandingRule]
) -> set[str]:
    """Return the keys of the changed rules that would have spoken to one person.

    Most rules hold for few people, so it is asked first whether any of them holds on any day.
    """
    if not any(_holds_lately(standing, history) for standing in changed):
        return set()
    keys = {standing.rule.key for standing in changed}
    return {intent.standing.rule.key for intent in tell(rules, history, REACH_DAYS)} & keys


def _holds_lately(standing: StandingRule, history: History) -> bool:
    return any(
        find(standing.rule.condition, history.as_of(history.today - timedelta(days=ago)))
        is not None
        for ago in range(REACH_DAYS)
    )
