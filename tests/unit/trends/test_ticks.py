"""Where the axes have a word."""

from __future__ import annotations

from datetime import date

import pytest

from routines.trends.chart import Window
from routines.trends.ticks import count_ticks, day_ticks


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1, 2, 3, 4]),
        (4.2, [0, 1, 2, 3, 4, 5]),
        (11, [0, 5, 10, 15]),
        (16, [0, 5, 10, 15, 20]),
        (999, [0, 200, 400, 600, 800, 1000]),
    ],
)
def test_counts_are_whole_from_zero_and_few(highest: float, ticks: list[int]) -> None:
    assert count_ticks(highest) == ticks


@pytest.mark.parametrize(
    ("first", "major", "minor"),
    [
        ("2026-10-26", ["1 Nov", "8 Nov", "15 Nov", "22 Nov"], []),
        ("2026-08-31", ["27 Sept", "25 Oct", "22 Nov"], ["13 Sept", "11 Oct", "8 Nov"]),
        ("2026-05-24", ["Jul", "Sept", "Nov"], ["Jun", "Aug", "Oct"]),
        ("2025-11-23", ["Jan 2026", "May", "Sept"], ["Mar", "Jul", "Nov"]),
        (
            "2016-11-22",
            ["2018", "2020", "2022", "2024", "2026"],
            ["2017", "2019", "2021", "2023", "2025"],
        ),
    ],
)
def test_days_are_labelled_at_round_distances(
    first: str, major: list[str], minor: list[str]
) -> None:
    window = Window(first=date.fromisoformat(first), last=date(2026, 11, 22))
    ticks = day_ticks(window, "en_GB")
    assert [tick.label for tick in ticks if not tick.is_minor] == major
    assert [tick.label for tick in ticks if tick.is_minor] == minor


def test_days_are_written_as_the_locale_does() -> None:
    window = Window(first=date(2026, 10, 26), last=date(2026, 11, 22))
    assert [tick.label for tick in day_ticks(window, "de_AT")][-1] == "22. Nov."
