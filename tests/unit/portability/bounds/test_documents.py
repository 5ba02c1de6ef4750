"""Documents item by item, and the ones that are refused."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.portability.bounds import sizes
from routines.portability.bounds.documents import read_document
from routines.portability.foreign import RefusedFile

text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
scalars = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | text
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(text, inner), max_leaves=20
)


def read(data: str | bytes) -> list[tuple[str, Any]]:
    return list(read_document(io.BytesIO(data.encode() if isinstance(data, str) else data)))


def refusal(data: str | bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        read(data)
    return str(refused.value)


def test_items_come_under_their_key() -> None:
    assert read('\ufeff{"a": 1, "b": [2, {"c": [3]}, [4, [5]]], "d": [], "e": {"f": 0.10}}') == [
        ("a", 1),
        ("b", 2),
        ("b", {"c": [3]}),
        ("b", [4, [5]]),
        ("e", {"f": Decimal("0.10")}),
    ]


def test_outermost_list_is_as_if_under_no_key() -> None:
    assert read('[1, [2], {"a": null}]') == [("", 1), ("", [2]), ("", {"a": None})]


def expected(document: object) -> list[tuple[str, Any]]:
    pairs = document.items() if isinstance(document, dict) else [("", document)]
    return [
        (key, item)
        for key, value in pairs
        for item in (value if isinstance(value, list) else [value])
    ]


@given(st.dictionaries(text, values) | st.lists(values), st.booleans())
def test_whatever_was_written_is_read(document: object, as_ascii: bool) -> None:  # noqa: FBT001
    assert read(json.dumps(document, ensure_ascii=as_ascii)) == expected(document)


@pytest.mark.parametrize("data", ["", "{", '{"a":}', "[1,]", "nonsense", '{"a": NaN}', "{} {}"])
def test_what_is_no_json_is_refused(data: str) -> None:
    assert refusal(data) == "This file is no JSON that can be read."


@pytest.mark.parametrize("data", ["1", '"a"', "null"])
def test_single_value_is_refused(data: str) -> None:
    assert refusal(data) == "This file holds one value only, no list."


def test_broken_encoding_is_refused_with_its_line() -> None:
    assert refusal(b'{"a":\n"\xe9"}').startswith("Line 2 of this file is not written in UTF-8")


def test_deep_document_is_refused() -> None:
    assert refusal("[" * 33 + "]" * 33) == "This file is nested too deep to be read."
    assert read("[" * 32 + "]" * 32)


@pytest.mark.parametrize(
    "number",
    ["1e999999999", "-1e41", "9" * 42, "1." + "1" * 50, "9" * 5000, "1e99999999999999999999"],
)
def test_huge_number_is_refused(number: str) -> None:
    assert refusal(f"[{number}]") == "This file holds a number that is too large."


@given(st.integers(sizes.PIECE - 60, sizes.PIECE))
def test_huge_number_across_two_pieces_is_refused(before: int) -> None:
    data = f"[{' ' * before}{'9' * 5000}]"
    assert refusal(data) == "This file holds a number that is too large."


def test_text_of_digits_is_no_number() -> None:
    digits = {"9" * 5000: "1e9999", "-": '"' + "9" * 50}
    assert read(json.dumps(digits)) == list(digits.items())


def test_zero_sign_is_refused() -> None:
    assert refusal(r'{"a": "b\u0000"}') == "This file holds a sign that no text has (U+0000)."


@pytest.mark.parametrize("inside", ["a" * 300_000, '\\"' * 150_000, "\\\\" * 150_000])
def test_long_text_is_refused(inside: str) -> None:
    assert refusal(f'{{"a": "{inside}"}}') == "This file holds a text that is too long to be read."


def test_long_texts_side_by_side_are_read() -> None:
    items = ["a" * 200_000, '"' * 100_000, "\\" * 100_000, ""]
    assert read(json.dumps(items)) == [("", item) for item in items]


def test_item_with_too_much_in_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "MOST_VALUES", 10)
    assert refusal(json.dumps([[1] * 10])) == (
        "There is more in one item of this file than is read here."
    )


def test_too_many_items_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "MOST_ITEMS", 10)
    assert refusal(json.dumps([1] * 11)) == "There is more in this file than is read here."


@given(st.binary(max_size=100))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    try:
        items = read(data)
    except RefusedFile:
        return
    assert items == expected(json.loads(data.decode("utf-8-sig")))
