"""The reference sets: counts with the figures that independent libraries gave for them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent / "reference"
EXPECTED: dict[str, dict[str, Any]] = json.loads((HERE / "expected.json").read_text())
NAMES = tuple(EXPECTED)


def read(name: str) -> tuple[list[int], list[int]]:
    """Return the days and the counts of a set."""
    with (HERE / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [int(row["day"]) for row in rows], [int(row["count"]) for row in rows]
