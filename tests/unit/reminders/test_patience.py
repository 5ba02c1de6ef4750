"""Waiting for others, but not forever."""

from __future__ import annotations

import threading
from contextvars import ContextVar

import pytest

from routines.reminders.channels.patience import TookTooLong, within

mood: ContextVar[str] = ContextVar("mood", default="none")


def fail() -> None:
    raise KeyError("as it would without waiting")


def test_result_and_problem_come_back() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(KeyError, match="as it would"):
        within(5, fail)


def test_work_sees_the_context_it_was_asked_in() -> None:
    token = mood.set("calm")
    try:
        assert within(5, mood.get) == "calm"
    finally:
        mood.reset(token)


def test_what_takes_too_long_is_given_up() -> None:
    enough = threading.Event()
    with pytest.raises(TookTooLong):
        within(0.02, enough.wait)
    enough.set()
