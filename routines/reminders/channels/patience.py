"""Waiting for others, but not forever.

Time-outs of sockets begin anew with every byte: a server that sends one now and then could hold the
only worker for as long as it likes, and with it everybody's reminders.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from typing import Generic, TypeVar

Result = TypeVar("Result")

LONGEST_WAIT = 30.0
"""Seconds for one message to one destination, all in all."""


class TookTooLong(Exception):  # noqa: N818 - it is an answer, not an error
    """It was given up; the thread goes on alone until its socket has had enough."""


@dataclass
class _Outcome(Generic[Result]):
    result: Result | None = None
    problem: BaseException | None = None


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what `work` returns, or raise what it raises; it may not use the database.

    Raises TookTooLong. The thread is a daemon: one that hangs keeps no process from ending.
    """
    outcome = _Outcome[Result]()
    context = copy_context()
    thread = threading.Thread(target=context.run, args=(_note, work, outcome), daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TookTooLong
    if outcome.problem is not None:
        raise outcome.problem
    return outcome.result  # type: ignore[return-value]


def _note(work: Callable[[], Result], outcome: _Outcome[Result]) -> None:
    try:
        outcome.result = work()
    except BaseException as problem:  # noqa: BLE001 - it is raised again where it was waited for
        outcome.problem = problem
