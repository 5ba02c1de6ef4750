"""The log names nobody and repeats nothing that was written."""

from __future__ import annotations

import logging
import sys

import pytest

from routines.accounts.logs import DiscreetFormatter, without_personal_data
from routines.api.secret import make_secret


def test_addresses_are_left_out() -> None:
    text = "Login failed: alice@example.org (from <bob+x@mail.example.co.uk>), user 7"

    assert without_personal_data(text) == "Login failed: [address] (from <[address]>), user 7"


def test_rows_repeated_by_the_database_are_left_out() -> None:
    text = 'violates check "x"\nDETAIL:  Failing row contains (7, my secret note).\nHINT: none'

    assert without_personal_data(text) == 'violates check "x"\nDETAIL: [left out]\nHINT: none'


@pytest.mark.parametrize(
    "words", ["Authorization: Bearer {}", "asked with {!r}", "GET /?token={}", "{}"]
)
def test_tokens_of_other_programs_are_left_out_wherever_they_stand(words: str) -> None:
    assert without_personal_data(words.format(make_secret())) == words.format("[token]")


TOKENS = [
    "WzE3OTYxMjM0NTYsIjRhMmYiXQ.Zp0Q5w-rT9yLk2_vBx7cNqA1sDfGhJkLqWeRtYuIoP0",
    "3q2-7wAbCdEfGhIjKlMnOpQrStUvWxYz0123456789_",
    "0f8fad5bd9cb469fa16570867728950e.Zp0Q5w-rT9yLk2_vBx7cNqA1sDf",
]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize(
    "words",
    [
        "Gone: /reminders/answer/{}/",
        "Not Found: /trends/shared/{}/",
        "Not Found: /reminders/feed/{}",
        'File "x", GET /reminders/answer/{}/?choice=done',
    ],
)
def test_addresses_that_are_keys_are_left_out(words: str, token: str) -> None:
    assert without_personal_data(words.format(token)) == words.format("[token]")


@pytest.mark.parametrize(
    "words",
    [
        "Not Found: /reminders/0f8fad5b-d9cb-469f-a165-70867728950e/",
        "Not Found: /guidance/removal-by-a-professional-only/",
        'File "/application/routines/reminders/test_Something_long_0123456789.py", line 3',
        "Not Found: /day/2026-11-22/step/123456/",
    ],
)
def test_other_addresses_stay(words: str) -> None:
    assert without_personal_data(words) == words


def test_stack_traces_are_discreet_too() -> None:
    try:
        raise ValueError("alice@example.org is taken")
    except ValueError:
        record = logging.LogRecord("name", logging.ERROR, __file__, 1, "no", (), sys.exc_info())

    written = DiscreetFormatter("{message}", style="{").format(record)

    assert written.endswith("ValueError: [address] is taken")
