"""What the account pages' tests share."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

INLINE = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>|\sstyle=|\son[a-z]+=|<style|javascript:"
)


@pytest.fixture
def find_inline() -> Callable[[str], list[str]]:
    """Returns what a page has that the security policy would not run or apply."""
    return INLINE.findall
