"""The log says what broke, never whose address or which words were in it."""

from __future__ import annotations

import logging
import re

ADDRESS = re.compile(r"[^\s@<>\"'()=,;:\[\]]+@[^\s@<>\"'()=,;:\[\]]+")
# PostgreSQL repeats the row that it refused: "DETAIL:  Failing row contains (7, my note, …)".
ROW_DETAIL = re.compile(r"^(\s*DETAIL:).*$", re.MULTILINE)


def without_personal_data(text: str) -> str:
    """Return the text with e-mail addresses and quoted database rows left out."""
    return ADDRESS.sub("[address]", ROW_DETAIL.sub(r"\1 [left out]", text))


class DiscreetFormatter(logging.Formatter):
    """Writes records, stack traces included, without addresses and rows."""

    def format(self, record: logging.LogRecord) -> str:
        return without_personal_data(super().format(record))
