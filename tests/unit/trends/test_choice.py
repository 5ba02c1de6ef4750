"""What may be asked for, and the addresses that ask for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.trends.chart import Window
from routines.trends.choice import Choice, Link, range_links

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


OWN = Choice(first=date(2026, 1, 5), last=date(2026, 3, 1), region="chin")


@pytest.mark.parametrize(
    ("choice", "begun", "first", "last"),
    [
        (Choice("12w"), 100, 83, 0),
        (Choice("26w"), 100, 100, 0),
        (Choice("26w"), 0, 27, 0),  # never a sliver
        (Choice("all"), 2000, 2000, 0),
        (Choice(first=ago(50), last=ago(20)), 100, 50, 20),
        (Choice(first=ago(150), last=ago(20)), 100, 100, 20),
        (Choice(first=ago(20), last=ago(20)), 100, 26, 20),
        (Choice(first=ago(400), last=ago(300)), 100, 306, 300),  # all of it before the diary
    ],
)
def test_window_is_what_was_asked_as_far_as_there_was_a_diary(
    choice: Choice, begun: int, first: int, last: int
) -> None:
    assert choice.window(ago(begun), TODAY) == Window(first=ago(first), last=ago(last))


def test_address_leaves_out_what_is_usual() -> None:
    assert Choice().address == "?"
    assert Choice("12w").address == "?range=12w"
    assert Choice("all", "left_eye").address == "?range=all&region=left_eye"
    assert OWN.address == "?from=2026-01-05&to=2026-03-01&region=chin"
    assert OWN.whole.address == "?from=2026-01-05&to=2026-03-01"


def test_links_of_ranges_keep_the_region() -> None:
    assert range_links(Choice("12w", "nose"))[:3] == (
        Link("4 weeks", "?range=4w&region=nose", False),
        Link("12 weeks", "?range=12w&region=nose", True),
        Link("26 weeks", "?region=nose", False),
    )


def test_no_range_is_chosen_beside_own_dates() -> None:
    assert [link.is_chosen for link in range_links(OWN)] == [False] * 5
