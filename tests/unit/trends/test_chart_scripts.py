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


DOTS = '[{"x": 0, "y": 95}, {"x": 0, "y": 10}, {"x": 40, "y": 94}]'


def test_dots_are_read_from_the_two_texts() -> None:
    data = r'{"places": "12.5 40\n20 0", "words": "one: 5 spots\ntwo: 9 spots"}'
    assert run("dots.mjs", f"it.readDots({data})") == [
        {"x": 12.5, "y": 40, "words": "one: 5 spots"},
        {"x": 20, "y": 0, "words": "two: 9 spots"},
    ]


def test_nearest_dot_is_by_day_and_then_by_height() -> None:
    asked = "[[0, 96], [0, 20], [39, 10], [-50, 20]].map(([x, y]) => ({x, y}))"
    nearest = f"{asked}.map((at) => it.nearest({DOTS}, at, 600, 300))"
    assert run("dots.mjs", nearest) == [0, 1, 2, 1]


@pytest.mark.parametrize(
    ("key", "number"),
    [("ArrowLeft", 10), ("ArrowUp", 12), ("PageDown", 1), ("PageUp", 19), ("Home", 0), ("End", 19)],
)
def test_keys_lead_from_dot_to_dot(key: str, number: int) -> None:
    assert run("dots.mjs", f"it.numberFor({json.dumps(key)}, 11, 20)") == number


def test_other_keys_lead_nowhere() -> None:
    assert run("dots.mjs", "String(it.numberFor('a', 11, 20))") == "undefined"
