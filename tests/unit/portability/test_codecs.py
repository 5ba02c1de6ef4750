"""Kinds of fields: what they take, and what they say of what they don't."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from routines.portability.diary_json.codecs import (
    ANY_OBJECT,
    DAY,
    FLAG,
    MOMENT,
    WALL_TIME,
    WEEKDAYS,
    Codec,
    Wrong,
    many,
    numbers,
    optional,
    text,
    whole,
)

NOSE = numbers(["nose", "chin"], most=9)


@pytest.mark.parametrize(
    ("codec", "written", "problem"),
    [
        (text(3), "four", "has more than 3 letters"),
        (text(3, least=1), "", "is empty"),
        (text(3), "\0", "holds characters that can’t be kept"),
        (text(3), "\ud83d", "holds characters that can’t be kept"),
        (DAY, "1899-12-31", "is not a day as in 2026-11-22"),
        (DAY, "2026-02-30", "is not a day as in 2026-11-22"),
        (DAY, "2" * 5000, "is not a day as in 2026-11-22"),
        (MOMENT, "0001-01-01T00:00:00+14:00", "is not a time with its zone"),
        (MOMENT, "9999-12-31T23:59:59-14:00", "is not a time with its zone"),
        (WALL_TIME, "21:30:00+01:00", "is not a time as in 21:30:00"),
        (WEEKDAYS, [], "names no weekday"),
        (WEEKDAYS, [7], "is not between 0 and 6"),
        (FLAG, 1, "is neither true nor false"),
        (many(whole(0, 9), most=1), [1, 2], "has more than 1 parts"),
        (NOSE, {"knee": 1}, "names something that is not counted here"),
        (NOSE, {"nose": -1}, "is not between 0 and 9"),
        (ANY_OBJECT, {"a": ["\0"]}, "holds characters that can’t be kept"),
        (ANY_OBJECT, [], "is not an object"),
    ],
)
def test_what_is_none_of_its_kind_is_wrong(codec: Codec, written: Any, problem: str) -> None:
    with pytest.raises(Wrong) as wrong:
        codec.read(written)
    assert str(wrong.value).startswith(problem)


@pytest.mark.parametrize(
    ("codec", "value", "written"),
    [
        (DAY, date(2026, 11, 22), "2026-11-22"),
        (MOMENT, datetime(2026, 11, 22, 12, tzinfo=UTC), "2026-11-22T12:00:00Z"),
        (WALL_TIME, time(21, 30), "21:30:00"),
        (WEEKDAYS, frozenset({4, 0}), [0, 4]),
        (NOSE, {"nose": 0, "chin": 3}, {"nose": 0, "chin": 3}),
        (optional(DAY), None, None),
        (many(DAY, most=2), (date(2026, 11, 22),), ["2026-11-22"]),
    ],
)
def test_values_are_written_and_read_back(codec: Codec, value: Any, written: Any) -> None:
    assert codec.write(value) == written
    assert codec.read(written) == value


def test_moment_is_written_in_utc_wherever_it_was_said() -> None:
    moment = datetime(2026, 11, 22, 21, 40, 0, 7, tzinfo=timezone(timedelta(hours=1)))
    assert MOMENT.write(moment) == "2026-11-22T20:40:00.000007Z"
    assert MOMENT.read("2026-11-22T21:40:00.000007+01:00") == moment


def test_free_json_is_one_text_whatever_the_order_of_its_names() -> None:
    one = ANY_OBJECT.write({"b": {"z": 1, "a": (2,)}, "a": None})
    assert list(one) == ["a", "b"]
    assert one == {"a": None, "b": {"a": [2], "z": 1}}
    assert ANY_OBJECT.read({"share": Decimal("0.1")}) == {"share": 0.1}
