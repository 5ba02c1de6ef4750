"""Whether anything was said, or taken back, while a request was answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Heard:
    """What was heard so far."""

    anything: bool = False


_heard: ContextVar[Heard | None] = ContextVar("heard", default=None)


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear what `note` says until the end of the block, in this thread."""
    heard = Heard()
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def note() -> None:
    """Say that there are other words for a person now; nothing happens where nobody listens."""
    heard = _heard.get()
    if heard is not None:
        heard.anything = True
