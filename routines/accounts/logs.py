"""The log says what broke, never whose address or which words were in it."""

from __future__ import annotations

import logging
import re

ADDRESS = re.compile(r"[^\s@<>\"'()=,;:\[\]]+@[^\s@<>\"'()=,;:\[\]]+")
# PostgreSQL repeats the row that it refused: "DETAIL:  Failing row contains (7, my note, …)".
ROW_DETAIL = re.compile(r"^(\s*DETAIL:).*$", re.MULTILINE)
# A part of a path that is a key by itself: a signed link, a shared report, a calendar's address.
# They mix letters of both cases and digits; ids of rows, titles of topics and names of files stay.
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
TOKEN = re.compile(
    rf"(?<=/)(?!{UUID}(?![\w:.=-]))(?![\w.-]*\.py\b)(?=[^/\s]*[A-Z0-9])[\w:.=-]{{24,}}"
)

# What lets another program in (routines.api.secret), wherever it stands.
SECRET = re.compile(r"diary_[A-Za-z0-9_-]{43}")


def without_personal_data(text: str) -> str:
    """Return the text with e-mail addresses, quoted database rows and secret addresses left out."""
    text = ADDRESS.sub("[address]", ROW_DETAIL.sub(r"\1 [left out]", text))
    return TOKEN.sub("[token]", SECRET.sub("[token]", text))


class DiscreetFormatter(logging.Formatter):
    """Writes records, stack traces included, without addresses and rows."""

    def format(self, record: logging.LogRecord) -> str:
        return without_personal_data(super().format(record))
