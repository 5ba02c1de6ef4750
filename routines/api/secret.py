"""A token's text: made once, shown once, and kept as a digest only."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from typing import Final

MARK: Final = "diary_"
"""What every token begins with, so that people and scanners of leaked secrets know one."""

RANDOM_BYTES: Final = 32
SHOWN: Final = len(MARK) + 4
"""So many characters are kept to recognise a token by; they tell nothing of the rest."""

FORM: Final = re.compile(rf"{MARK}[A-Za-z0-9_-]{{43}}")


def make_secret() -> str:
    """Return a new token: the mark and 256 random bits."""
    return MARK + secrets.token_urlsafe(RANDOM_BYTES)


def digest_of(secret: str) -> str:
    """Return what is stored. The text is random through and through, so a plain digest will do."""
    return sha256(secret.encode()).hexdigest()


def is_well_formed(text: str) -> bool:
    return FORM.fullmatch(text) is not None


def holds_secret(text: str) -> bool:
    """Say whether a token stands anywhere in the text."""
    return FORM.search(text) is not None
