"""The chart's own arithmetic, run by the Node that builds the front end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHARTS = Path(__file__).parents[3] / "frontend" / "scripts" / "charts"
NODE = Path(sys.executable).parent / "node"


def run(module: str, expression: str) -> Any:
    """Return what `expression` gives; `module` is there as `it`."""
    script = (
        f"import * as it from {json.dumps((CHARTS / module).as_uri())};"
        f"console.log(JSON.stringify({expression}))"
    )
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", script],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return json.loads(done.stdout)


RUNS = (
    '[{"way": "by_region", "days": [0, 0, 7], "counts": [5, 8, 6], "again": [1]},'
    ' {"way": "quick", "days": [3], "counts": [9], "again": []}]'
)


def test_points_come_by_day_with_their_recounts() -> None:
    assert run("model.mjs", f"it.allPoints({RUNS})") == [
        {"day": 0, "spots": 5, "again": False, "way": "by_region", "run": 0},
        {"day": 0, "spots": 8, "again": True, "way": "by_region", "run": 0},
        {"day": 3, "spots": 9, "again": False, "way": "quick", "run": 1},
        {"day": 7, "spots": 6, "again": False, "way": "by_region", "run": 0},
    ]


def test_line_passes_between_the_counts_of_a_day() -> None:
    assert run("model.mjs", f"it.lineThrough({RUNS})") == [
        {"day": 0, "run": 0, "spots": 6.5},
        {"day": 7, "run": 0, "spots": 6},
        {"day": 3, "run": 1, "spots": 9},
    ]


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1, 2, 3, 4]),
        (5, [0, 1, 2, 3, 4, 5]),
        (11, [0, 5, 10, 15]),
        (16, [0, 5, 10, 15, 20]),
        (999, [0, 200, 400, 600, 800, 1000]),
    ],
)
def test_ticks_are_whole_from_zero_and_few(highest: int, ticks: list[int]) -> None:
    assert run("model.mjs", f"it.wholeTicks({highest})") == ticks


def test_nearest_point_is_by_day_and_then_by_height() -> None:
    points = '[{"day": 0, "spots": 5}, {"day": 0, "spots": 90}, {"day": 40, "spots": 6}]'
    asked = "[[3, 4], [3, 80], [39, 90], [-50, 80]]"
    assert run("model.mjs", f"{asked}.map((at) => it.nearest({points}, ...at))") == [0, 1, 2, 1]


def test_crowded_marks_go_into_the_next_row() -> None:
    assert run("model.mjs", "it.rowsFor([10, 100, 110, 112, 140], 20, 2)") == [0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("first", "last", "width", "labels"),
    [
        ("2026-10-26", "2026-11-22", 600, ["1 Nov", "8 Nov", "15 Nov", "22 Nov"]),
        ("2026-01-10", "2026-11-22", 300, ["Apr", "Jul", "Oct"]),
        ("2025-11-23", "2026-11-22", 340, ["Jan 2026", "Apr", "Jul", "Oct"]),
        ("2016-11-22", "2026-11-22", 500, ["2018", "2020", "2022", "2024", "2026"]),
    ],
)
def test_days_are_labelled_at_round_distances(
    first: str, last: str, width: int, labels: list[str]
) -> None:
    days = f'new it.Days({{first: "{first}", last: "{last}", locale: "en-GB"}})'
    ticks = f"(({{dates, write}}) => dates.map(write))({days}.ticks({width}))"
    assert run("days.mjs", ticks) == labels


def test_days_are_written_as_the_locale_does_and_fall_back() -> None:
    wanted = '["de-AT", "not a locale"]'
    written = (
        f'{wanted}.map((locale) => new it.Days({{first: "2026-10-24", last: "2026-10-27", locale}})'
        ".long(1))"
    )
    assert run("days.mjs", written) == ["25. Oktober 2026", "25 October 2026"]
