"""Values for tests of the mapping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from routines.diary.cadence import Cadence
from routines.portability.foreign import Habit, Item, Mark, Said
from routines.portability.incoming import Incoming
from routines.portability.mapping.choices import Chosen
from routines.portability.mapping.finding import Finding
from routines.portability.mapping.targets import Target
from routines.portability.mapping.translating import translate
from routines.portability.values import Step, Term

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 1, 5), date(2026, 1, 6)
KEY = UUID(int=1)


def step(
    name: str, kind: str = "other", slot: str = "any", *, key: UUID = KEY, ended: bool = False
) -> Step:
    term = Term(
        name=name,
        slot=slot,
        cadence=Cadence(),
        position=4,
        starts_on=MONDAY,
        ends_on=TUESDAY if ended else None,
    )
    return Step(key=key, kind=kind, terms=(term,))


def habit(ref: str = "a", *, is_numerical: bool = False, unit: str = "") -> Habit:
    return Habit(ref=ref, name=ref.upper(), is_numerical=is_numerical, unit=unit)


def mark(
    said: Said = Said.DONE,
    ref: str = "a",
    day: date = MONDAY,
    *,
    number: str | None = None,
    note: str = "",
    at: datetime | None = None,
    place: str = "line 2",
) -> Mark:
    return Mark(
        place=place,
        habit=ref,
        day=day,
        said=said if number is None else Said.NUMBER,
        number=None if number is None else Decimal(number),
        note=note,
        at=at,
    )


def chosen(items: Sequence[Item], targets: dict[str, Target], *, texts: bool = True) -> Chosen:
    finding = Finding(AT.date())
    for item in items:
        finding.add(item)
    return Chosen(found=finding.found(), targets=targets, texts=texts, has_texts=finding.texts)


def brought(
    items: Sequence[Item],
    targets: dict[str, Target],
    *,
    texts: bool = True,
    steps: Sequence[Step] = (),
) -> list[Incoming]:
    return list(
        translate(
            lambda: iter(items),
            chosen=chosen(items, targets, texts=texts),
            format="test",
            at=AT,
            steps=steps,
        )
    )
