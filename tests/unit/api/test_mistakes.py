"""What is said of a value at fault."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import pytest
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from routines.api.mistakes import WORDS, words_for
from routines.api.shapes.base import Day, In


class Inner(BaseModel):
    """Something in something."""


class Sent(In):
    """One member for each kind of mistake."""

    answer: Literal["done", "not_done", "skipped"] = "done"
    times: Annotated[int, Field(ge=1, le=20)] = 1
    note: Annotated[str, Field(min_length=1, max_length=3, pattern="^[a-z]*$")] = "x"
    weekdays: Annotated[list[int], Field(min_length=1, max_length=2, default_factory=list)]
    day: Day | None = None
    inner: Inner = Inner()
    sure: bool = True


def mistake(sent: dict[str, Any]) -> ErrorDetails:
    with pytest.raises(ValidationError) as raised:
        Sent.model_validate(sent)
    (found,) = raised.value.errors()
    return found


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"answer": "maybe"}, "It must be 'done', 'not_done' or 'skipped'."),
        ({"time": 2}, "There is nothing of that name; names are read strictly."),
        ({"times": "2"}, "Write a whole number."),
        ({"times": 2.5}, "Write a whole number."),
        ({"times": 0}, "It must be 1 or more."),
        ({"times": 21}, "It must be 20 or less."),
        ({"note": 3}, "Write a text."),
        ({"note": ""}, "Its length must be 1 or more."),
        ({"note": "long"}, "Its length must be 3 or less."),
        ({"note": "A"}, "It has a character or a form that it can’t have."),
        ({"weekdays": 1}, "Write a list."),
        ({"weekdays": []}, "It must hold 1 or more."),
        ({"weekdays": [1, 2, 3]}, "It must hold 2 or less."),
        ({"inner": 1}, "Write an object."),
        ({"sure": "yes"}, "Write true or false."),
        ({"day": "22.11.2026"}, "Write a day of the calendar as YYYY-MM-DD."),
    ],
)
def test_mistake_is_told_in_plain_words(sent: dict[str, Any], words: str) -> None:
    found = mistake(sent)
    assert words_for(found["type"], found.get("ctx", {}), found["msg"]) == words


def test_every_kind_that_has_words_is_one_of_pydantics() -> None:
    assert set(WORDS) <= set(get_args(ErrorType))
