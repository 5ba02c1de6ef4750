"""Records of a diary of every kind, with ugly words in them, as files may bring them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from routines.diary.cadence import Cadence, Kind
from routines.diary.regions import FACE, OPTIONAL
from routines.portability import values
from routines.portability.diary_json import shapes

UGLY = (
    "=1+1",
    "@SUM(A1)",
    "<b>bold</b>",
    "“quoted”, with a comma",
    'she said "no"',
    "two\nlines",
    "\r\n",
    "\ttab",
    "\u202eright to left\u202c",
    "😀🏳️‍🌈",
    "é",
    "\ufeff",
    "\x1f\x7f\x85\u2028",
    "\\u0000",
    " ",
)


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
    plain = st.text(letters, min_size=least, max_size=min(most, 30))
    ugly = st.sampled_from([text for text in UGLY if least <= len(text) <= most])
    return st.one_of(plain, ugly)


days = st.dates(date(1900, 1, 1), date(8999, 12, 31))
moments = st.datetimes(datetime(1902, 1, 1), datetime(8998, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is beside them
times = st.times()
cadences = st.one_of(
    st.just(Cadence()),
    st.integers(1, 6).map(lambda number: Cadence(kind=Kind.WEEKLY, times_a_week=number)),
    st.integers(2, 90).map(lambda number: Cadence(kind=Kind.EVERY, every_days=number)),
    st.frozensets(st.integers(0, 6), min_size=1).map(
        lambda chosen: Cadence(kind=Kind.WEEKDAYS, weekdays=chosen)
    ),
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(-1e20, 1e20).filter(lambda number: number == 0 or abs(number) > 1e-20)
    | texts(40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(10), inner, max_size=3),
    max_leaves=8,
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def build(of: Any, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(of, **fields)


@st.composite
def steps(draw: st.DrawFn, key: UUID | None = None) -> values.Step:
    """A step whose terms follow each other, with gaps or without."""
    bounds = sorted(draw(st.lists(days, unique=True, max_size=6)))
    terms = []
    while bounds:
        starts_on = bounds.pop(0)
        ends_on = None
        if bounds:
            ends_on = bounds.pop(0) if draw(st.booleans()) else bounds[0]
        terms.append(
            values.Term(
                name=draw(texts(60, 1)),
                slot=draw(st.sampled_from(shapes.SLOTS)),
                cadence=draw(cadences),
                position=draw(st.integers(0, 50)),
                starts_on=starts_on,
                ends_on=ends_on,
                product=draw(maybe(st.uuids())),
            )
        )
    kind = draw(st.sampled_from(shapes.KINDS))
    return values.Step(key=key or draw(st.uuids()), kind=kind, terms=tuple(terms))


@st.composite
def answers(draw: st.DrawFn) -> values.Answer:
    answer = draw(st.sampled_from(shapes.ANSWERS))
    reason = draw(st.sampled_from(shapes.SKIP_REASONS[1:])) if answer == "skipped" else ""
    return values.Answer(
        step=draw(st.uuids()),
        day=draw(days),
        answer=answer,
        given_at=draw(moments),
        skip_reason=reason,
        times=draw(st.integers(1, 20)),
        product=draw(maybe(st.uuids())),
        note=draw(texts(500)),
    )


@st.composite
def numbers(draw: st.DrawFn) -> dict[str, int]:
    """Numbers as a count may have them: the face in one way, and something besides "unsure"."""
    places = [region.value for region in OPTIONAL]
    places += draw(st.sampled_from([["whole_face"], [region.value for region in FACE]]))
    chosen = draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
    unsure = ["unsure"] if draw(st.booleans()) else []
    return {name: draw(st.integers(0, 999)) for name in [*chosen, *unsure]}


@st.composite
def pauses(draw: st.DrawFn) -> values.Pause:
    first, last = sorted([draw(days), draw(days)])
    ends_on = last if draw(st.booleans()) else None
    return values.Pause(starts_on=first, ends_on=ends_on, reason=draw(texts(120)))


@st.composite
def trials(draw: st.DrawFn) -> values.Trial:
    first, closed = sorted(draw(st.lists(days, min_size=2, max_size=2, unique=True)))
    return values.Trial(
        step=draw(st.uuids()),
        starts_on=first,
        blocks=draw(st.sampled_from([4, 6, 8, 10, 12])),
        begins_with_step=draw(st.booleans()),
        closed_on=closed if draw(st.booleans()) else None,
    )


@st.composite
def reminders(draw: st.DrawFn) -> values.Reminder:
    outcome = draw(st.sampled_from(shapes.OUTCOMES))
    return values.Reminder(
        origin=draw(st.sampled_from(["rule", "nudge", "trial"])),
        rule_key=draw(texts(64, 1)),
        kind=draw(texts(20, 1)),
        message=draw(texts(500)),
        day=draw(days),
        due_at=draw(moments),
        made_at=draw(moments),
        topic=draw(texts(80)),
        title=draw(texts(200)),
        revision=draw(maybe(st.integers(0, 10**6))),
        line=draw(maybe(st.integers(0, 10**6))),
        sentence=draw(texts(500)),
        saying=draw(texts(500)),
        facts=tuple(draw(st.lists(json_values, max_size=3))),
        figures=draw(st.dictionaries(texts(10), json_values, max_size=3)),
        offers=draw(texts(12)),
        outcome=outcome,
        answered_at=draw(moments) if outcome else None,
        until=draw(maybe(moments)) if outcome == "not_now" else None,
    )


preferences = build(
    values.Preferences,
    time_zone=st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia"]),
    day_starts_at=times,
    locale=st.sampled_from(["", "de", "pt-br"]),
    appearance=st.sampled_from(["system", "light", "dark"]),
    skin_type=st.sampled_from(["", "dry", "sensitive"]),
    exfoliation_cap=maybe(st.integers(1, 3)),
    count_weekday=st.integers(0, 6),
    counts_hidden=st.booleans(),
    messages_at=times,
    quiet_from=times,
    quiet_until=times,
    most_a_day=st.integers(0, 10),
    most_a_week=st.integers(0, 50),
    reminders_paused_until=maybe(days),
    language=st.just("en"),
)
SECTIONS: dict[str, st.SearchStrategy[Any]] = {
    "products": build(
        values.Product,
        key=st.uuids(),
        name=texts(120, 1),
        brand=texts(80),
        opened_on=maybe(days),
        months_it_keeps=maybe(st.integers(1, 120)),
        finished_on=maybe(days),
    ),
    "steps": steps(),
    "pauses": pauses(),
    "answers": answers(),
    "happenings": build(
        values.Happening,
        day=days,
        kind=texts(40, 1),
        given_at=moments,
        region=st.sampled_from(shapes.REGIONS),
        note=texts(500),
        active=st.booleans(),
    ),
    "notes": build(values.Note, day=days, text=texts(2000), given_at=moments),
    "counts": build(
        values.Count,
        key=st.uuids(),
        day=days,
        counted_at=moments,
        given_at=moments,
        numbers=numbers(),
        note=texts(500),
        removed_at=maybe(moments),
    ),
    "trials": trials(),
    "nudges": build(
        values.Nudge,
        key=st.uuids(),
        slot=st.sampled_from(shapes.SLOTS),
        at=times,
        weekdays=st.frozensets(st.integers(0, 6), min_size=1),
        active=st.booleans(),
    ),
    "rests": build(values.Rest, rule_key=texts(64, 1), made_at=moments, until=maybe(moments)),
    "wishes": build(
        values.Wish,
        kind=texts(20, 1),
        channel=st.sampled_from(shapes.CHANNELS),
        wanted=st.booleans(),
    ),
    "reminders": reminders(),
}
"""Section → any record of it."""

diaries = st.fixed_dictionaries({name: st.lists(one, max_size=3) for name, one in SECTIONS.items()})
