"""Whole diaries that could be somebody's, and writing them into the database as rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from routines.accounts.models import User
from routines.diary.cadence import Cadence, bits_from_weekdays
from routines.diary.models import (
    DayNote,
    Entry,
    Happening,
    HappeningKind,
    Pause,
    Product,
    Step,
    StepTerm,
)
from routines.portability import values
from routines.portability.diary_json import shapes
from routines.reminders.figures import DayFigure, Figure, Figures, What
from routines.reminders.models import KINDS, Nudge, Plan, Reminder, Rest, Wish
from routines.spots.models import Count
from routines.trends.models import Trial
from tests.conftest import NOON
from tests.unit.portability import records
from tests.unit.portability.records import cadences, json_values, maybe, numbers, texts

TODAY = NOON.date()
RULES = ("sunscreen-low", "picking", "come-back")
SLOTS, STEPS = shapes.SLOTS, shapes.KINDS
FIGURES = Figures(
    (
        Figure(
            what=What.DONE_ON_FEWER,
            subjects=("sunscreen",),
            days=(DayFigure(TODAY, "done", 1), DayFigure(TODAY, "unknown", 0, "morning")),
            numbers={"done": 1, "window": 7},
        ),
    )
)
HAPPENINGS = ("strong-sun", "picked", "irritation")
PREFERENCES = ("messages_at", "quiet_from", "quiet_until", "most_a_day", "most_a_week", "language")


def day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


names = texts(60, 1).filter(lambda name: bool(name.strip()))
past_days = st.integers(0, 40).map(day)
past_moments = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - the zone is beside them
    datetime(2026, 11, 22, 11, 59),  # noqa: DTZ001 - the zone is beside them
    timezones=st.just(UTC),
)


@dataclass
class MadeDiary:
    """What is in it. `trial_reminders` and `trial_rests` speak of a trial by its place."""

    preferences: values.Preferences
    products: list[values.Product] = field(default_factory=list)
    steps: list[values.Step] = field(default_factory=list)
    pauses: list[values.Pause] = field(default_factory=list)
    answers: list[values.Answer] = field(default_factory=list)
    happenings: list[values.Happening] = field(default_factory=list)
    notes: list[values.Note] = field(default_factory=list)
    counts: list[values.Count] = field(default_factory=list)
    trials: list[values.Trial] = field(default_factory=list)
    nudges: list[values.Nudge] = field(default_factory=list)
    rests: list[values.Rest] = field(default_factory=list)
    wishes: list[values.Wish] = field(default_factory=list)
    reminders: list[values.Reminder] = field(default_factory=list)
    trial_reminders: list[tuple[int, values.Reminder]] = field(default_factory=list)
    trial_rests: list[tuple[int, values.Rest]] = field(default_factory=list)


@st.composite
def made_diaries(draw: st.DrawFn) -> MadeDiary:
    made = MadeDiary(
        preferences=replace(draw(records.preferences), language="en", time_zone="Europe/Berlin")
    )
    made.products = draw(st.lists(products(), max_size=3, unique_by=lambda one: one.key))
    keys = [one.key for one in made.products]
    made.steps = draw(st.lists(steps(keys), max_size=4, unique_by=lambda one: one.key))
    made.pauses = draw(pauses())
    made.answers = [one for step in made.steps for one in draw(answers(step, keys))]
    made.happenings = draw(happenings())
    made.notes = draw(notes())
    made.counts = draw(counts())
    made.trials = draw(trials(made.steps))
    made.nudges = draw(st.lists(records.SECTIONS["nudges"], max_size=2, unique_by=key_of))
    made.rests = draw(rests())
    made.wishes = draw(wishes())
    made.reminders = draw(reminders(made.nudges))
    if made.trials:
        _speak_of_trials(draw, made)
    return made


def key_of(one: Any) -> UUID:
    key: UUID = one.key
    return key


@st.composite
def products(draw: st.DrawFn) -> values.Product:
    opened, finished = sorted(draw(st.lists(past_days, min_size=2, max_size=2)))
    return values.Product(
        key=draw(st.uuids()),
        name=draw(texts(120, 1).filter(lambda name: bool(name.strip()))),
        brand=draw(texts(80)),
        opened_on=draw(maybe(st.just(opened))),
        months_it_keeps=draw(maybe(st.integers(1, 120))),
        finished_on=draw(maybe(st.just(finished))),
    )


@st.composite
def steps(draw: st.DrawFn, products: list[UUID]) -> values.Step:
    """A step with terms one after the other, perhaps with gaps, perhaps still going on."""
    bounds = sorted(draw(st.lists(st.integers(-30, 60).map(day), unique=True, max_size=5)))
    terms = [
        _term(draw, products, starts_on, ends_on)
        for starts_on, ends_on in pairwise(bounds)
        if draw(st.booleans())
    ]
    if bounds and draw(st.booleans()):
        terms.append(_term(draw, products, bounds[-1], None))
    kind = draw(st.sampled_from(shapes.KINDS))
    return values.Step(key=draw(st.uuids()), kind=kind, terms=tuple(terms))


def _term(
    draw: st.DrawFn, products: list[UUID], starts_on: date, ends_on: date | None
) -> values.Term:
    return values.Term(
        name=draw(names),
        slot=draw(st.sampled_from(shapes.SLOTS)),
        cadence=draw(cadences),
        position=draw(st.integers(0, 9)),
        starts_on=starts_on,
        ends_on=ends_on,
        product=draw(st.sampled_from([None, *products])),
    )


@st.composite
def answers(draw: st.DrawFn, step: values.Step, products: list[UUID]) -> list[values.Answer]:
    """Answers on days of the routine, and some that were taken back, on any day."""
    made = []
    for on in draw(st.lists(past_days, unique=True, max_size=5)):
        is_on = any(
            term.starts_on <= on and (term.ends_on is None or on < term.ends_on)
            for term in step.terms
        )
        answer = draw(records.answers())
        if not is_on:
            answer = replace(answer, answer="", skip_reason="")
        product = draw(st.sampled_from([None, *products]))
        at = draw(past_moments)
        made.append(replace(answer, step=step.key, day=on, product=product, given_at=at))
    return made


@st.composite
def pauses(draw: st.DrawFn) -> list[values.Pause]:
    """Pauses that do not overlap; the last may go on."""
    bounds = sorted(draw(st.lists(st.integers(-60, 60).map(day), unique=True, max_size=6)))
    made = [
        values.Pause(starts_on=first, ends_on=last, reason=draw(texts(120)))
        for first, last in zip(bounds[::2], bounds[1::2], strict=False)
    ]
    if len(bounds) % 2:
        made.append(values.Pause(starts_on=bounds[-1], reason=draw(texts(120))))
    return made


@st.composite
def happenings(draw: st.DrawFn) -> list[values.Happening]:
    places = st.tuples(past_days, st.sampled_from(HAPPENINGS), st.sampled_from(shapes.REGIONS[:3]))
    return [
        values.Happening(
            day=on,
            kind=kind,
            given_at=draw(past_moments),
            region=region,
            note=draw(texts(500)),
            active=draw(st.booleans()),
        )
        for on, kind, region in draw(st.lists(places, unique=True, max_size=4))
    ]


@st.composite
def notes(draw: st.DrawFn) -> list[values.Note]:
    return [
        values.Note(day=on, text=draw(texts(2000)), given_at=draw(past_moments))
        for on in draw(st.lists(past_days, unique=True, max_size=3))
    ]


@st.composite
def counts(draw: st.DrawFn) -> list[values.Count]:
    return [
        values.Count(
            key=key,
            day=draw(past_days),
            counted_at=draw(past_moments),
            given_at=draw(past_moments),
            numbers=draw(numbers()),
            note=draw(texts(500)),
            removed_at=draw(maybe(past_moments)),
        )
        for key in draw(st.lists(st.uuids(), unique=True, max_size=4))
    ]


@st.composite
def trials(draw: st.DrawFn, steps: list[values.Step]) -> list[values.Trial]:
    """Trials one after the other; only the last may be open."""
    if not steps:
        return []
    starts = sorted(draw(st.lists(st.integers(-20, 400).map(day), unique=True, max_size=3)))
    return [
        values.Trial(
            step=draw(st.sampled_from(steps)).key,
            starts_on=starts_on,
            blocks=draw(st.sampled_from([4, 6, 12])),
            begins_with_step=draw(st.booleans()),
            closed_on=None
            if starts_on == starts[-1] and draw(st.booleans())
            else starts_on + timedelta(days=draw(st.integers(1, 500))),
        )
        for starts_on in starts
    ]


@st.composite
def rests(draw: st.DrawFn) -> list[values.Rest]:
    keys = st.sampled_from([*RULES, "trial:gone:3"])
    return [
        values.Rest(rule_key=key, made_at=draw(past_moments), until=draw(maybe(past_moments)))
        for key in draw(st.lists(keys, unique=True))
    ]


@st.composite
def wishes(draw: st.DrawFn) -> list[values.Wish]:
    kinds = st.sampled_from([kind for kind, _ in KINDS])
    pairs = st.tuples(kinds, st.sampled_from(shapes.CHANNELS))
    return [
        values.Wish(kind=kind, channel=channel, wanted=draw(st.booleans()))
        for kind, channel in draw(st.lists(pairs, unique=True, max_size=3))
    ]


@st.composite
def reminders(draw: st.DrawFn, nudges: list[values.Nudge]) -> list[values.Reminder]:
    """Reminders of rules, once a rule and day unless withdrawn, and of nudges."""
    keys = [("rule", rule) for rule in (*RULES, "trial:gone:3")]
    keys += [("nudge", str(nudge.key)) for nudge in nudges]
    spoken = st.tuples(st.sampled_from(keys), past_days)
    made = []
    for (origin, rule_key), on in draw(st.lists(spoken, unique=True, max_size=4)):
        one = replace(draw(reminder()), origin=origin, rule_key=rule_key, day=on)
        made.append(one)
        if one.outcome == "withdrawn" and origin != "nudge":
            made.append(replace(one, message=one.message + " And again."))
    return made


@st.composite
def reminder(draw: st.DrawFn) -> values.Reminder:
    at = draw(past_moments)
    outcome = draw(st.sampled_from(shapes.OUTCOMES))
    kind = draw(st.sampled_from([kind for kind, _ in KINDS]))
    others = texts(10).filter(lambda name: name != "parts")
    return replace(
        draw(records.reminders()),
        kind=kind,
        topic=draw(st.sampled_from(["", "sunscreen-every-day", "Gone_2"])),
        facts=tuple(draw(st.lists(texts(40), max_size=3))),
        figures=draw(st.dictionaries(others, json_values, max_size=3) | st.just(FIGURES.to_json())),
        offers=draw(st.sampled_from(["", *(SLOTS if kind == "nudge" else [*STEPS, "count"])])),
        due_at=at,
        made_at=draw(past_moments),
        outcome=outcome,
        answered_at=draw(past_moments) if outcome else None,
        until=draw(maybe(past_moments)) if outcome == "not_now" else None,
    )


def _speak_of_trials(draw: st.DrawFn, made: MadeDiary) -> None:
    places = st.sampled_from(range(len(made.trials)))
    for place, on in draw(st.lists(st.tuples(places, past_days), unique=True, max_size=3)):
        one = replace(draw(reminder()), origin="trial", kind="trial", offers="", day=on)
        made.trial_reminders.append((place, one))
    for place in draw(st.lists(places, unique=True, max_size=2)):
        made.trial_rests.append((place, values.Rest(rule_key="-", made_at=draw(past_moments))))


# --- Rows -----------------------------------------------------------------------------------------


def write(made: MadeDiary, user: User) -> None:
    """Write the diary as rows of a person who has none."""
    _write_preferences(made.preferences, user)
    products = {one.key: _create(Product, user, one) for one in made.products}
    steps = {}
    for one in made.steps:
        steps[one.key] = Step.objects.create(user=user, key=one.key, kind=one.kind)
        for term in one.terms:
            _write_term(term, steps[one.key], products)
    kinds = {kind.key: kind for kind in HappeningKind.objects.all()}
    for pause in made.pauses:
        _create(Pause, user, pause)
    for answer in made.answers:
        product = products[answer.product] if answer.product else None
        _create(Entry, user, answer, step=steps[answer.step], product=product)
    for happening in made.happenings:
        _create(Happening, user, happening, kind=kinds[happening.kind])
    for note in made.notes:
        _create(DayNote, user, note)
    for count in made.counts:
        columns = columns_of(count)
        Count.objects.create(user=user, **columns.pop("numbers"), **columns)
    trials = [_create(Trial, user, one, step=steps[one.step]) for one in made.trials]
    _write_reminders(made, user, trials)


def _write_preferences(preferences: values.Preferences, user: User) -> None:
    columns = columns_of(preferences)
    paused_until = columns.pop("reminders_paused_until")
    plan = {name: columns.pop(name) for name in PREFERENCES}
    User.objects.filter(pk=user.pk).update(**columns)
    Plan.objects.update_or_create(
        user=user, defaults={"next_pass_at": NOON, "paused_until": paused_until, **plan}
    )


def _write_term(term: values.Term, step: Step, products: dict[UUID, Product]) -> None:
    columns = columns_of(term)
    cadence: Cadence = columns.pop("cadence")
    product = columns.pop("product")
    StepTerm.objects.create(
        user_id=step.user_id,
        step=step,
        product=products[product] if product else None,
        cadence_kind=cadence.kind.value,
        times_a_week=cadence.times_a_week or None,
        every_days=cadence.every_days or None,
        weekdays=bits_from_weekdays(cadence.weekdays) or None,
        **columns,
    )


def _write_reminders(made: MadeDiary, user: User, trials: list[Any]) -> None:
    for nudge in made.nudges:
        _create(Nudge, user, nudge, weekdays=bits_from_weekdays(nudge.weekdays))
    for rest in made.rests:
        _create(Rest, user, rest)
    for place, rest in made.trial_rests:
        _create(Rest, user, rest, rule_key=f"trial:{trials[place].pk}")
    for wish in made.wishes:
        _create(Wish, user, wish)
    for one in made.reminders:
        _create(Reminder, user, one, facts=list(one.facts))
    for place, one in made.trial_reminders:
        key = f"trial:{trials[place].pk}"
        _create(Reminder, user, one, facts=list(one.facts), rule_key=key)


def _create(model: Any, user: User, record: Any, **instead: Any) -> Any:
    return model.objects.create(user=user, **(columns_of(record) | instead))


def columns_of(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
