"""The starter topics, read once for all tests."""

from __future__ import annotations

from functools import cache

from routines.guidance.files import read_topic
from routines.guidance.services import STARTER_FOLDER
from routines.guidance.text import TopicText


@cache
def starter_files() -> dict[str, str]:
    """File name → file."""
    return {
        path.name: path.read_text(encoding="utf-8") for path in sorted(STARTER_FOLDER.iterdir())
    }


@cache
def starters() -> dict[str, TopicText]:
    """Slug → text. A file that can't be read fails its own test, not this one."""
    texts = (read_topic(file).text for file in starter_files().values())
    return {text.slug: text for text in texts if text is not None}
