"""Words for what is wrong with a value that was sent. They never repeat the value."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "missing": "It is missing.",
        "extra_forbidden": "There is nothing of that name; names are read strictly.",
        "literal_error": "It must be {expected}.",
        "bool_type": "Write true or false.",
        "int_type": "Write a whole number.",
        "int_from_float": "Write a whole number.",
        "string_type": "Write a text.",
        "list_type": "Write a list.",
        "model_type": "Write an object.",
        "model_attributes_type": "Write an object.",
        "dict_type": "Write an object.",
        "greater_than_equal": "It must be {ge} or more.",
        "less_than_equal": "It must be {le} or less.",
        "string_too_short": "Its length must be {min_length} or more.",
        "string_too_long": "Its length must be {max_length} or less.",
        "string_pattern_mismatch": "It has a character or a form that it can’t have.",
        "too_short": "It must hold {min_length} or more.",
        "too_long": "It must hold {max_length} or less.",
    }
)
"""By pydantic's names for the kinds of mistakes."""

OWN: Final = "Value error, "
"""What pydantic puts before the words of our own validators."""


def words_for(kind: str, context: Mapping[str, object], message: str) -> str:
    """Return a sentence for a mistake; `message` is what pydantic says of it."""
    if kind in WORDS:
        return WORDS[kind].format_map(context)
    return message.removeprefix(OWN)
