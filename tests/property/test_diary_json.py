"""What holds for any diary as a file: nothing is lost, and no file does harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.portability.diary_json.shapes import SECTIONS
from routines.portability.foreign import Dropped, RefusedFile, Unreadable
from routines.portability.incoming import Located
from routines.portability.values import Preferences
from tests.unit.portability import records
from tests.unit.portability.documents import bring, changed, document

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "diary.schema.json").read_text())
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
THOROUGH = settings(max_examples=150, deadline=None)


@given(records.diaries, records.preferences)
@THOROUGH
def test_what_is_written_is_read_back(diary: dict[str, list[Any]], own: Preferences) -> None:
    brought = bring(document(diary, own))
    expected = [own, *(record for name in SECTIONS for record in diary[name])]
    assert [one.record for one in brought if isinstance(one, Located)] == expected
    assert len(brought) == len(expected)


@given(records.diaries, records.preferences)
@THOROUGH
def test_any_diary_fits_the_schema_and_is_one_text(
    diary: dict[str, list[Any]], own: Preferences
) -> None:
    content = document(diary, own)
    assert [str(error) for error in VALIDATOR.iter_errors(json.loads(content))] == []
    read = bring(content)
    again: dict[str, list[Any]] = {name: [] for name in SECTIONS}
    names = {shape.of: name for name, shape in SECTIONS.items()}
    for one in read[1:]:
        assert isinstance(one, Located)
        again[names[type(one.record)]].append(one.record)
    assert document(again, own) == content


@given(st.sampled_from([*SECTIONS]), st.data())
@THOROUGH
def test_one_field_of_anything_else_is_read_or_told(section: str, data: st.DataObject) -> None:
    """A record with one field replaced is what the schema accepts, or it is unreadable."""
    shape = SECTIONS[section]
    written = shape.write(data.draw(records.SECTIONS[section]))
    name = data.draw(st.sampled_from([*written]))
    written[name] = data.draw(records.json_values)
    content = changed(**{section: [written]})
    _, found = bring(content)
    if VALIDATOR.is_valid(json.loads(content)):
        # Only what concerns several fields at once is beyond the schema.
        assert isinstance(found, Located) or (
            isinstance(found, Unreadable) and "“" not in found.reason
        )
    else:
        assert isinstance(found, Unreadable)
        assert found.place == f"{section}, item 1"
        assert found.reason.startswith(f"“{name}”")


@given(st.binary(max_size=300) | records.json_values.map(lambda one: json.dumps(one).encode()))
@THOROUGH
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(RefusedFile, match=r"[.]\Z"):
        bring(content)


@given(st.integers(0, 4000), st.binary(max_size=4))
@THOROUGH
def test_a_damaged_file_is_refused_or_told(place: int, damage: bytes) -> None:
    content = bytearray(document({}))
    content[place : place + len(damage)] = damage
    try:
        found = bring(bytes(content))
    except RefusedFile:
        return
    assert all(isinstance(one, Located | Unreadable | Dropped) for one in found)
