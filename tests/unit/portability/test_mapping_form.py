"""The form that asks what is what."""

from __future__ import annotations

import hashlib
import io
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from routines.diary.models import Kind
from routines.portability.forms.mapping import WhatIsWhatForm, form_for
from routines.portability.forms.mapping_options import NEW, targets_of
from routines.portability.reading import Asked, Choices, look
from routines.portability.values import Step
from tests.unit.portability.loop_files import Loop, loop_zip
from tests.unit.portability.mapping.given import AT, KEY, MONDAY, step

HABITS = (
    Loop(name="Sunscreen <b>🌞</b>", marks=[(MONDAY, 2, "")]),
    Loop(name="Spots", is_numerical=True, marks=[(MONDAY, 3000, "")]),
    Loop(name="Guitar"),
)
TABLE = b"day,wash,mood\n03/04/2026,1,good\n05/04/2026,0,bad\n"


def asked(*steps: Step) -> Asked:
    return Asked(today=MONDAY, at=AT, zone="UTC", steps=steps, happenings={"sunburn": "Sunburn"})


def choices_of(data: bytes) -> Choices:
    return look(io.BytesIO(data), name="", asked=asked(), remembered={}).choices


def form(data: bytes, sent: dict[str, str] | None = None, *steps: Step) -> WhatIsWhatForm:
    made = form_for(format="", choices=choices_of(data), asked=asked(*steps))
    assert isinstance(made, WhatIsWhatForm)
    if sent is None:
        return made
    query = QueryDict(mutable=True)
    query.update({**as_shown(made), **sent})
    bound = form_for(format="", choices=choices_of(data), asked=asked(*steps), data=query)
    assert isinstance(bound, WhatIsWhatForm)
    return bound


def as_shown(made: WhatIsWhatForm) -> dict[str, str]:
    """What a browser sends of a form that nobody touched."""
    page = render_to_string("portability/imports/what_is_what.html", {"form": made})
    values = {
        name: made.get_initial_for_field(field, name)
        for name, field in made.fields.items()
        if f'name="{name}"' in page
    }
    return {
        name: "on" if value is True else str(value or "")
        for name, value in values.items()
        if value is not False
    }


def named(ref: str) -> str:
    return hashlib.sha256(ref.encode()).hexdigest()[:16]


def habits(choices: Choices) -> dict[str, tuple[str, str]]:
    return {each["name"]: (each["to"], each["slot"]) for each in choices["habits"]}


def test_form_that_nobody_touched_says_what_was_guessed() -> None:
    data = loop_zip(HABITS)
    sent = form(data, {})
    assert sent.is_valid(), sent.errors
    assert sent.choices() == choices_of(data)


def test_form_shows_names_as_text_and_what_they_may_become() -> None:
    ended = step("Old soap", key=KEY, ended=True)
    page = render_to_string(
        "portability/imports/what_is_what.html", {"form": form(loop_zip(HABITS), None, ended)}
    )
    assert "<bdi>Sunscreen &lt;b&gt;🌞&lt;/b&gt;</bdi>" in page
    assert page.count("<select") == 3 * 2 + 1
    assert page.count(f'value="step:{KEY}"') == 3
    assert page.count("Spots: Nose") == 1
    assert page.count('value="new:sunscreen" selected') == 1
    assert "1 row · <bdi>done</bdi>" in page
    assert "0 rows</p>" in page


def test_steps_of_one_name_are_told_apart_by_the_part_of_the_day() -> None:
    evening, morning, oil = (
        step(name, "moisturiser", slot, key=UUID(int=number))
        for number, (name, slot) in enumerate(
            [("Cream", "evening"), ("cream", "morning"), ("Oil", "any")], start=1
        )
    )
    options = dict(targets_of(asked(evening, morning, oil)))["A step of yours"]
    assert [words for _, words in options] == ["cream, morning", "Cream, evening", "Oil"]


def test_every_kind_of_step_may_be_new() -> None:
    assert set(NEW) == set(Kind)


def test_what_was_sent_is_chosen() -> None:
    name = named("Guitar")
    sent = form(
        loop_zip(HABITS),
        {f"to_{name}": f"step:{KEY}", f"to_{named('Spots')}": "count:nose"},
        step("Music"),
    )
    assert sent.is_valid()
    assert habits(sent.choices()) == {
        "Sunscreen <b>🌞</b>": ("new:sunscreen", "morning"),
        "Spots": ("count:nose", "any"),
        "Guitar": (f"step:{KEY}", "any"),
    }


@pytest.mark.parametrize(
    ("every", "sunscreen", "spots"),
    [("out", "out", "out"), ("new", "out", "count:whole_face")],
)
def test_all_can_be_left_out_at_once(every: str, sunscreen: str, spots: str) -> None:
    sent = form(loop_zip(HABITS[:2]), {"every": every})
    assert sent.is_valid()
    assert [to for to, _ in habits(sent.choices()).values()] == [sunscreen, spots]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (f"to_{named('Spots')}", ""),
        (f"to_{named('Spots')}", "count:elbow"),
        (f"to_{named('Guitar')}", "count:nose"),
        (f"to_{named('Guitar')}", f"step:{KEY}"),
        (f"slot_{named('Guitar')}", "noon"),
        ("every", "none"),
    ],
)
def test_what_is_not_offered_is_refused_beside_its_field(field: str, value: str) -> None:
    sent = form(loop_zip(HABITS), {field: value})
    assert sent.errors == {field: ["Choose one of the answers that are offered."]}


def test_table_asks_how_ambiguous_dates_are_written() -> None:
    shown = form(TABLE)
    order: Any = shown.fields["order"]
    assert list(order.choices) == [
        ("", "Please say"),
        ("ymd", "Year, month, day"),
        ("dmy", "03/04/2026 is 3 April 2026"),
        ("mdy", "03/04/2026 is 4 March 2026"),
    ]
    unsaid = form(TABLE, {})
    assert unsaid.errors == {"__all__": ["Say how the dates are written."]}


def test_columns_that_are_said_anew_ask_for_another_look() -> None:
    sent = form(TABLE, {"order": "dmy", "column_2": "note"})
    assert sent.is_valid(), sent.errors
    chosen = sent.choices()
    assert (chosen["stale"], chosen["texts"]) == (True, True)
    assert [column["role"] for column in chosen["table"]["columns"]] == ["date", "habit", "note"]


def test_columns_that_make_no_sense_are_refused() -> None:
    sent = form(TABLE, {"order": "dmy", "column_1": "date"})
    assert sent.errors == {"__all__": ["Say of exactly one column that it is the date."]}
    page = render_to_string("portability/imports/what_is_what.html", {"form": sent})
    assert 'role="alert"' in page


def test_choices_of_another_version_are_said_to_be_out_of_date() -> None:
    old = form_for(format="", choices={"version": 0}, asked=asked(), data=QueryDict())
    assert not old.is_valid()
    assert old.errors == {
        "__all__": ["What was said of this file is out of date. Please send it once more."]
    }
