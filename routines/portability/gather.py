"""From the database to the values of a diary, section by section.

A section holds everything of the person: answers that were taken back, happenings and counts that
were removed. Products and steps come in the order in which they were made, which an import keeps;
all else by its day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from routines.accounts.models import User
from routines.diary.cadence import weekdays_from_bits
from routines.diary.models import (
    DayNote,
    Entry,
    Happening,
    Pause,
    Product,
    Step,
    StepTerm,
)
from routines.portability import values
from routines.portability.names import Names
from routines.portability.pieces import Pieces
from routines.reminders.models import Nudge, Plan, Reminder, Rest, Wish
from routines.spots.models import NUMBER_FIELDS, Count
from routines.trends.models import Trial

SAID = ("step_id", "product_id", "day", "answer", "given_at", "skip_reason", "times", "note")
"""The columns of an answer, as `answers` takes them."""


@dataclass(kw_only=True)
class Reader(Pieces):
    """Reads one person's diary.

    What is added while it reads may be left out, but nothing that it yields names a step or a
    product that it did not yield.
    """

    user: User

    def sections(self) -> Mapping[str, Iterator[values.Record]]:
        """Return an iterator a section, by the names and in the order of diary.json."""
        readers: dict[str, Callable[[], Iterator[values.Record]]] = {
            "products": self.products,
            "steps": self.steps,
            "pauses": self.pauses,
            "answers": self.answers,
            "happenings": self.happenings,
            "notes": self.notes,
            "counts": self.counts,
            "trials": self.trials,
            "nudges": self.nudges,
            "rests": self.rests,
            "wishes": self.wishes,
            "reminders": self.reminders,
        }
        return {name: read() for name, read in readers.items()}

    @cached_property
    def names(self) -> Names:
        return Names(user=self.user)

    # --- The sections -------------------------------------------------------------------------

    def preferences(self) -> values.Preferences:
        """One query; somebody who was never reminded has what they would begin with."""
        plan = Plan.objects.filter(user=self.user).first() or Plan(user=self.user)
        user = self.user
        return values.Preferences(
            time_zone=user.time_zone,
            day_starts_at=user.day_starts_at,
            locale=user.locale,
            appearance=user.appearance,
            skin_type=user.skin_type,
            exfoliation_cap=user.exfoliation_cap,
            count_weekday=user.count_weekday,
            counts_hidden=user.counts_hidden,
            messages_at=plan.messages_at,
            quiet_from=plan.quiet_from,
            quiet_until=plan.quiet_until,
            most_a_day=plan.most_a_day,
            most_a_week=plan.most_a_week,
            reminders_paused_until=plan.paused_until,
            language=plan.language,
        )

    def products(self) -> Iterator[values.Product]:
        for row in self.read(Product.objects.of(self.user).order_by("pk")):
            if row.pk in self.names.products:
                yield values.Product(
                    key=row.key,
                    name=row.name,
                    brand=row.brand,
                    opened_on=row.opened_on,
                    months_it_keeps=row.months_it_keeps,
                    finished_on=row.finished_on,
                )

    def steps(self) -> Iterator[values.Step]:
        """As many as a routine ever held: they are few, and in memory together."""
        terms: dict[int, list[values.Term]] = defaultdict(list)
        for row in self.read(StepTerm.objects.of(self.user).order_by("step_id", "starts_on")):
            terms[row.step_id].append(self._term(row))
        for step in self.read(Step.objects.of(self.user).order_by("pk")):
            if step.pk in self.names.steps:
                yield values.Step(key=step.key, kind=step.kind, terms=tuple(terms[step.pk]))

    def _term(self, row: StepTerm) -> values.Term:
        return values.Term(
            name=row.name,
            slot=row.slot,
            cadence=row.cadence,
            position=row.position,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            product=self.names.product(row.product_id),
        )

    def pauses(self) -> Iterator[values.Pause]:
        for row in self.read(Pause.objects.of(self.user).order_by("starts_on", "ends_on", "pk")):
            yield values.Pause(starts_on=row.starts_on, ends_on=row.ends_on, reason=row.reason)

    def answers(self, *order: str) -> Iterator[values.Answer]:
        """By day, or in the order of the columns named. They are many, so no models are made."""
        rows = Entry.objects.of(self.user).order_by(*(order or ("day", "step_id")))
        steps, products = self.names.steps, self.names.products
        for step, product, day, answer, given_at, reason, times, note in self.columns(rows, *SAID):
            if (key := steps.get(step)) is not None:
                yield values.Answer(
                    step=key,
                    day=day,
                    answer=answer,
                    given_at=given_at,
                    skip_reason=reason,
                    times=times,
                    product=products.get(product),
                    note=note,
                )

    def happenings(self) -> Iterator[values.Happening]:
        rows = Happening.objects.of(self.user).select_related("kind")
        for row in self.read(rows.order_by("day", "kind__key", "region")):
            yield values.Happening(
                day=row.day,
                kind=row.kind.key,
                given_at=row.given_at,
                region=row.region,
                note=row.note,
                active=row.active,
            )

    def notes(self) -> Iterator[values.Note]:
        for row in self.read(DayNote.objects.of(self.user).order_by("day")):
            yield values.Note(day=row.day, text=row.text, given_at=row.given_at)

    def counts(self) -> Iterator[values.Count]:
        for row in self.read(Count.objects.of(self.user).order_by("day", "counted_at", "key")):
            yield values.Count(
                key=row.key,
                day=row.day,
                counted_at=row.counted_at,
                given_at=row.given_at,
                numbers={
                    name: number
                    for name in NUMBER_FIELDS
                    if (number := getattr(row, name)) is not None
                },
                note=row.note,
                removed_at=row.removed_at,
            )

    def trials(self) -> Iterator[values.Trial]:
        for row in self.read(Trial.objects.of(self.user).order_by("starts_on", "step_id", "pk")):
            if (key := self.names.steps.get(row.step_id)) is not None:
                yield values.Trial(
                    step=key,
                    starts_on=row.starts_on,
                    blocks=row.blocks,
                    begins_with_step=row.begins_with_step,
                    closed_on=row.closed_on,
                )

    def nudges(self) -> Iterator[values.Nudge]:
        for row in self.read(Nudge.objects.of(self.user).order_by("at", "slot", "key")):
            yield values.Nudge(
                key=row.key,
                slot=row.slot,
                at=row.at,
                weekdays=weekdays_from_bits(row.weekdays),
                active=row.active,
            )

    def rests(self) -> Iterator[values.Rest]:
        for row in self.read(Rest.objects.of(self.user).order_by("made_at", "pk")):
            yield values.Rest(
                rule_key=self.names.rule_key(row.rule_key), made_at=row.made_at, until=row.until
            )

    def wishes(self) -> Iterator[values.Wish]:
        for row in self.read(Wish.objects.of(self.user).order_by("kind", "channel")):
            yield values.Wish(kind=row.kind, channel=row.channel, wanted=row.wanted)

    def reminders(self) -> Iterator[values.Reminder]:
        for row in self.read(Reminder.objects.of(self.user).order_by("day", "made_at", "pk")):
            yield values.Reminder(
                origin=row.origin,
                rule_key=self.names.rule_key(row.rule_key),
                kind=row.kind,
                message=row.message,
                day=row.day,
                due_at=row.due_at,
                made_at=row.made_at,
                topic=row.topic,
                title=row.title,
                revision=row.revision,
                line=row.line,
                sentence=row.sentence,
                saying=row.saying,
                facts=tuple(row.facts),
                figures=row.figures,
                offers=row.offers,
                outcome=row.outcome,
                answered_at=row.answered_at,
                until=row.until,
            )
