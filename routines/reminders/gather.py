"""Reading the recent past of many people at once: as many queries for one as for a thousand.

Days come from the database as text and are looked up in a table of the last days: for the rows of a
pass that is several times faster than making dates of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery

from routines.accounts.models import User
from routines.diary.cadence import WEEK
from routines.diary.days import PlannedStep, Span
from routines.diary.models import Answer, Entry, Happening, Pause, StepTerm
from routines.guidance.rules import StandingRule
from routines.reminders.assembling import (
    Counted,
    Marks,
    cadence_of,
    changed_days,
    days_of,
    places_of,
    steps_by_kind,
    stretched,
)
from routines.reminders.dayset import DaySet, first_of
from routines.reminders.history import History
from routines.reminders.look_back import FARTHEST, LookBack, look_back
from routines.spots.models import REGION_FIELDS, Count
from routines.trends.gather import DAY_AS_TEXT
from routines.trends.series import CountRow

Places = Mapping[str, int]
"""Days as the database writes them → days ago."""

WEEKLY_LOOK_BACK = WEEK - 1


def read_history(
    user: User, rules: Sequence[StandingRule], today: date, *, trends_open: bool = False
) -> History:
    """Return the history of one person; `trends_open` while they look at the trends."""
    history = read_histories([user], rules, {user.pk: today})[user.pk]
    return replace(history, trends_open=trends_open)


def read_histories(
    users: Sequence[User],
    rules: Sequence[StandingRule],
    today_of: Mapping[int, date],
    *,
    earlier: int = 0,
) -> dict[int, History]:
    """Return the history of each person on their own day, as far back as `rules` look.

    With `earlier` they can be looked at as of so many days before, too. Eight queries at most,
    however many people, and fewer where nothing asks or nobody needs one.
    """
    if not users:
        return {}
    batch = _Batch(users=users, look=look_back(rules).earlier(earlier), today_of=today_of)
    batch.read_pauses()
    batch.read_plans()
    batch.read_answers()
    batch.read_happenings()
    batch.read_counts()
    batch.read_last_days()
    return {user.pk: batch.history(user) for user in users}


@dataclass(kw_only=True)
class _Batch:
    """What has been read so far, by user, and of answers by step."""

    users: Sequence[User]
    look: LookBack
    today_of: Mapping[int, date]
    paused: dict[int, DaySet] = field(default_factory=lambda: defaultdict(int))
    plans: dict[int, list[PlannedStep]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[int, Marks] = field(default_factory=lambda: defaultdict(Marks))
    logged: dict[int, DaySet] = field(default_factory=lambda: defaultdict(int))
    happenings: dict[int, dict[str, DaySet]] = field(default_factory=lambda: defaultdict(dict))
    counted: dict[int, Counted] = field(default_factory=lambda: defaultdict(Counted))
    last_logged: dict[int, int] = field(default_factory=dict)
    last_count: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = [user.pk for user in self.users]
        self.counting = [user.pk for user in self.users if not user.counts_hidden]
        self.places = {pk: places_of(self.today_of[pk], FARTHEST) for pk in self.ids}
        self.first_today = min(self.today_of[pk] for pk in self.ids)
        self.last_today = max(self.today_of[pk] for pk in self.ids)

    def read_pauses(self) -> None:
        first = self._first(FARTHEST)
        rows = Pause.objects.filter(user__in=self.ids).touching(first, self.last_today)
        for pk, starts_on, ends_on in rows.values_list("user_id", "starts_on", "ends_on"):
            span = Span(first=starts_on, last=ends_on)
            self.paused[pk] |= days_of(span, self.today_of[pk], FARTHEST)

    def read_plans(self) -> None:
        terms = StepTerm.objects.filter(user__in=self.ids, starts_on__lte=self.last_today)
        rows = terms.order_by("starts_on").values_list(
            *("user_id", "step_id", "step__kind", "slot", "starts_on", "ends_on", "product_id"),
            *("cadence_kind", "times_a_week", "every_days", "weekdays"),
        )
        for pk, step_id, kind, slot, starts_on, ends_on, product, *how_often in rows:
            self.plans[pk].append(
                PlannedStep(
                    step_id=step_id,
                    kind=kind,
                    name="",
                    slot=slot,
                    cadence=cadence_of(*how_often),
                    position=0,
                    starts_on=starts_on,
                    ends_on=ends_on,
                    product=str(product or ""),
                )
            )

    def read_answers(self) -> None:
        """Of most people a few weeks; of who paused or does a step seldom, what lies before."""
        if not self.look.answers:
            return
        usual = self.look.answers + WEEKLY_LOOK_BACK
        deeper = {pk: depth for pk in self.ids if (depth := self._depth(pk)) > usual}
        self._add_answers(Q(user__in=self.ids, day__gte=self._first(usual)))
        if deeper:
            before = (self._first(max(deeper.values())), self._first(usual) - timedelta(days=1))
            self._add_answers(Q(user__in=list(deeper), day__range=before))

    def _depth(self, pk: int) -> int:
        """How many days of answers are needed of one person."""
        unpaused = stretched(self.look.answers, self.paused[pk], FARTHEST)
        seldom = max((plan.cadence.looks_back for plan in self.plans[pk]), default=0)
        return min(unpaused + seldom, FARTHEST)

    def _add_answers(self, wanted: Q) -> None:
        rows = Entry.objects.filter(wanted).exclude(answer=Answer.NOTHING).order_by()
        columns = ("user_id", "step_id", DAY_AS_TEXT, "answer", "times")
        for pk, step_id, day, answer, times in rows.values_list(*columns):
            ago = self.places[pk].get(day)
            if ago is None:
                continue
            self.logged[pk] |= 1 << ago
            self.marks[step_id].add(answer, ago, times)

    def read_happenings(self) -> None:
        """What happened lately, and what began a new segment of the counts."""
        farthest = max(self.look.happenings, self.look.compared_counts)
        if not farthest:
            return
        recent = Q(day__gte=self._first(self.look.happenings)) | Q(kind__opens_segment=True)
        rows = (
            Happening.objects.filter(recent, user__in=self.ids, day__gte=self._first(farthest))
            .kept()
            .order_by()
            .values_list("user_id", DAY_AS_TEXT, "kind__key", "kind__opens_segment")
        )
        for pk, day, key, opens_segment in rows:
            ago = self.places[pk].get(day)
            if ago is None:
                continue
            happened = self.happenings[pk]
            happened[key] = happened.get(key, 0) | 1 << ago
            if opens_segment:
                self.counted[pk].segments.append(date.fromisoformat(day))

    def read_counts(self) -> None:
        days = max(self.look.compared_counts, self.look.counts_a_day)
        if not days or not self.counting:
            return
        rows = (
            Count.objects.filter(user__in=self.counting, day__gte=self._first(days))
            .kept()
            .in_order()
            .values_list("user_id", DAY_AS_TEXT, "whole_face", *REGION_FIELDS)
        )
        for pk, day, whole_face, *numbers in rows:
            ago = self.places[pk].get(day)
            if ago is None:
                continue
            row = CountRow(date.fromisoformat(day), tuple(numbers), whole_face)
            self.counted[pk].add(row, ago)

    def read_last_days(self) -> None:
        """When somebody answered and counted last, of whom that is not known by now."""
        self.last_logged = {pk: first_of(days) for pk, days in self.logged.items() if days}
        self.last_count = {pk: min(one.a_day) for pk, one in self.counted.items() if one.a_day}
        silent = set(self.ids) - self.last_logged.keys() if self.look.watches_silence else set()
        counting = set(self.counting) if self.look.watches_counts else set()
        missing = silent | (counting - self.last_count.keys())
        for pk, logged, counted in _last_days(missing):
            today = self.today_of[pk]
            if logged is not None:
                self.last_logged.setdefault(pk, max(0, (today - logged).days))
            if counted is not None and pk in counting:
                self.last_count.setdefault(pk, max(0, (today - counted).days))

    def history(self, user: User) -> History:
        today, plans, counted = self.today_of[user.pk], self.plans[user.pk], self.counted[user.pk]
        return History(
            today=today,
            reach=FARTHEST,
            logged=self.logged[user.pk],
            paused=self.paused[user.pk],
            changed=changed_days(plans, today, self.look.changes) if self.look.changes else 0,
            steps=steps_by_kind(plans, self.marks, today, FARTHEST),
            happenings=self.happenings[user.pk],
            last_logged=self.last_logged.get(user.pk),
            last_count=self.last_count.get(user.pk),
            counts_a_day=counted.a_day,
            points=counted.points(today) if self.look.compared_counts else (),
            counts_hidden=user.counts_hidden,
            skin_type=user.skin_type,
            exfoliation_cap=user.weekly_exfoliation_cap,
        )

    def _first(self, days: int) -> date:
        """The earliest day among the last `days` of anybody."""
        return self.first_today - timedelta(days=days - 1)


def _last_days(ids: Collection[int]) -> list[tuple[int, date | None, date | None]]:
    """Return the day of the last answer and of the last count of each. One query, none for nobody.

    Both are found by the indexes of user and day, however long the diary is.
    """
    answers = Entry.objects.filter(user=OuterRef("pk")).answered().order_by("-day")
    counts = Count.objects.filter(user=OuterRef("pk")).kept().order_by("-day")
    people = User.objects.filter(pk__in=ids).annotate(
        last_answer=Subquery(answers.values("day")[:1]),
        last_count=Subquery(counts.values("day")[:1]),
    )
    return list(people.values_list("pk", "last_answer", "last_count"))
