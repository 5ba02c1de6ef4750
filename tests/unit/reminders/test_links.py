"""Links that are signed, end, and are good for one purpose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from routines.reminders.links import BrokenLink, OldLink, Purpose, read, sign
from tests.conftest import NOON

KEYS = ("22222222222242228222222222222222", "33333333333343338333333333333333")
ONE_SECOND = timedelta(seconds=1)


def test_link_gives_its_keys_back() -> None:
    token = sign(Purpose.ANSWER, KEYS, at=NOON)

    assert read(Purpose.ANSWER, token, now=NOON) == KEYS


@pytest.mark.parametrize(
    ("purpose", "days"), [(Purpose.ANSWER, 7), (Purpose.UNSUBSCRIBE, 365)], ids=str
)
def test_link_ends_to_the_second(purpose: Purpose, days: int) -> None:
    token = sign(purpose, KEYS, at=NOON)
    end = NOON + timedelta(days=days)

    assert read(purpose, token, now=end - ONE_SECOND) == KEYS
    with pytest.raises(OldLink):
        read(purpose, token, now=end)


def test_link_for_one_purpose_is_none_for_another() -> None:
    token = sign(Purpose.ANSWER, KEYS, at=NOON)

    with pytest.raises(BrokenLink):
        read(Purpose.UNSUBSCRIBE, token, now=NOON)


@pytest.mark.parametrize("number", range(0, 60, 7))
def test_link_with_another_letter_is_broken(number: int) -> None:
    token = sign(Purpose.ANSWER, KEYS, at=NOON)
    changed = token[:number] + ("A" if token[number] != "A" else "B") + token[number + 1 :]

    with pytest.raises(BrokenLink):
        read(Purpose.ANSWER, changed, now=NOON)


@pytest.mark.parametrize("token", ["", ".", "a", "a.b", "ü", "a" * 5000, "WzFd.x"])
def test_anything_else_is_broken(token: str) -> None:
    with pytest.raises(BrokenLink):
        read(Purpose.ANSWER, token, now=NOON)


def test_link_is_made_of_letters_that_addresses_take(settings: object) -> None:
    token = sign(Purpose.ANSWER, KEYS, at=NOON)

    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    assert len(token) < 200
