"""The log names nobody and repeats nothing that was written."""

from __future__ import annotations

import logging
import sys

from routines.accounts.logs import DiscreetFormatter, without_personal_data


def test_addresses_are_left_out() -> None:
    text = "Login failed: alice@example.org (from <bob+x@mail.example.co.uk>), user 7"

    assert without_personal_data(text) == "Login failed: [address] (from <[address]>), user 7"


def test_rows_repeated_by_the_database_are_left_out() -> None:
    text = 'violates check "x"\nDETAIL:  Failing row contains (7, my secret note).\nHINT: none'

    assert without_personal_data(text) == 'violates check "x"\nDETAIL: [left out]\nHINT: none'


def test_stack_traces_are_discreet_too() -> None:
    try:
        raise ValueError("alice@example.org is taken")
    except ValueError:
        record = logging.LogRecord("name", logging.ERROR, __file__, 1, "no", (), sys.exc_info())

    written = DiscreetFormatter("{message}", style="{").format(record)

    assert written.endswith("ValueError: [address] is taken")
