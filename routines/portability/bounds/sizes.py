"""The bounds. Ten years of eight habits are 2 MB in 30,000 rows: there is room for a long life."""

from __future__ import annotations

from typing import Final

KILOBYTE: Final = 1024
MEGABYTE: Final = 1024 * KILOBYTE

PIECE: Final = 64 * KILOBYTE
"""Bytes that are read at once."""

LARGEST_FILE: Final = 64 * MEGABYTE
"""Bytes of a file as it is sent."""

MOST_MEMBERS: Final = 5_000
LARGEST_MEMBER: Final = 128 * MEGABYTE
LARGEST_TOTAL: Final = 256 * MEGABYTE
"""Bytes of all members of an archive, unpacked."""
LARGEST_DIRECTORY: Final = 1 * MEGABYTE
"""Bytes of an archive's list of members."""
MOST_TIMES: Final = 200
"""How often larger than packed a member may be, from LEAST_JUDGED bytes on."""
LEAST_JUDGED: Final = 1 * MEGABYTE
LONGEST_NAME: Final = 500
"""Characters of a member's name."""

LONGEST_LINE: Final = 120_000
"""Characters of a line, and of a row of a table with all its lines."""
MOST_COLUMNS: Final = 450
MOST_ROWS: Final = 250_000

MOST_HABITS: Final = 400
"""Habits, activities, features of a file: each is a line of a form, which has its own bound."""
LONGEST_HABIT: Final = 500
"""Characters of the name of one."""

LONGEST_TEXT: Final = 256 * KILOBYTE
"""Bytes of a text in a JSON file."""
DEEPEST: Final = 32
MOST_VALUES: Final = 300_000
"""Values in one item of a JSON file: a habit of Beaver Habits holds all its days."""
MOST_ITEMS: Final = 2_000_000
MOST_DIGITS: Final = 40


def in_words(size: int) -> str:
    """Return 64 MB, 120 kB."""
    if size >= MEGABYTE:
        return f"{size // MEGABYTE} MB"
    return f"{size // KILOBYTE} kB"
