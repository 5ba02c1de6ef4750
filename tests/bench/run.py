"""Measuring, and saying what came out."""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from tests.bench import goals
from tests.bench.client import Answer, Timing, Visitor, requests_a_second, time_in_turns
from tests.bench.editor import NAME as PREVIEW
from tests.bench.editor import editor_pages, keystroke_goal
from tests.bench.pages import CONNECTIONS, READ, Page, floor_pages, pages_of
from tests.bench.programs import PUT, YEAR, program_pages
from tests.bench.rules import rule_goals
from tests.bench.sites import fill, served

SECONDS_AT_ONCE = 3.0
ROUNDS = 10
REPEATS = 10
KILO = 1000


@dataclass(frozen=True)
class Measured:
    """What a page took."""

    name: str
    queries: int | None
    timing: Timing
    a_second: float
    answer: Answer

    def row(self, floor: Measured) -> tuple[str, ...]:
        """The cells of its line in the table."""
        return (
            self.name,
            f"{self.timing.median:.1f}",
            f"{self.timing.slow:.1f}",
            f"{self.a_second:.0f}",
            "" if self.queries is None else str(self.queries),
            f"{len(self.answer.body) / KILO:.1f}",
            f"{self.answer.transferred / KILO:.1f}",
            f"{self.timing.median / floor.timing.median:.2f}",
        )


def main() -> int:
    """Measure, print, and return 1 where a goal is missed."""
    options = read_options()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), options.server) as sites:
        application, floor, floor_sessions = sites
        started = time.perf_counter()
        people = fill(application)
        print(f"Loaded {len(people)} diaries in {time.perf_counter() - started:.0f} s.")
        application.start()
        floor.start()
        pages = pages_of(application, people) | editor_pages(application)
        pages |= program_pages(application, people)
        pages |= floor_pages(floor, floor_sessions)
        measured = measure(pages)
        first, repeat = load_over_the_wire(people["10 years"].visitor(application.port))
    print_table(measured)
    return judge(measured, first, repeat)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--server", default="", help="another command line than the Procfile's; PORT is in $PORT"
    )
    return parser.parse_args()


def measure(pages: dict[str, Page]) -> dict[str, Measured]:
    """One request after the other in turns, then several at once, page by page."""
    timings = time_in_turns(
        {name: page.asks[0] for name, page in pages.items()}, rounds=ROUNDS, repeats=REPEATS
    )
    return {
        name: Measured(
            name=name,
            queries=page.queries,
            timing=timings[name],
            a_second=requests_a_second(list(page.asks), seconds=SECONDS_AT_ONCE),
            answer=page.asks[0](),
        )
        for name, page in pages.items()
    }


def load_over_the_wire(visitor: Visitor) -> tuple[int, int]:
    """Bytes of Today with all that it names, and of the next visit by a browser that kept it."""
    page = visitor.get("/")
    html = page.body.decode()
    named = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"|<use href="([^"#]+)', html)
    paths = {urljoin("/", first or second) for first, second in named}
    files = [visitor.get(path, coding="br, gzip") for path in sorted(paths)]
    again = [file for file in files if "immutable" not in file.headers.get("cache-control", "")]
    first = page.transferred + sum(file.transferred for file in files)
    return first, page.transferred + sum(file.transferred for file in again)


def print_table(measured: dict[str, Measured]) -> None:
    head = ("", "median ms", "95 % ms", "a second", "queries", "HTML kB", "wire kB", "× floor")
    print()
    print(goals.table(head, [one.row(floor_of(name, measured)) for name, one in measured.items()]))
    print(f"\nA second: answered at {CONNECTIONS} connections. Queries: with session and person.\n")


def floor_of(name: str, measured: dict[str, Measured]) -> Measured:
    """What a page is compared with."""
    if "tap" in name or "insert" in name or name.startswith(PUT):
        return measured["Floor: insert"]
    if "rends" in name or "chart" in name:
        return measured["Floor: chart"]
    return measured["Floor: page"]


def judge(measured: dict[str, Measured], first: int, repeat: int) -> int:
    """Print the goals, and return 1 where one is missed."""
    wanted = [
        *speed_goals(measured),
        *query_goals(measured),
        goals.Goal("Today's first load", first / KILO, goals.FIRST_LOAD_BYTES / KILO, " kB"),
        goals.Goal("Today once more", repeat / KILO, goals.REPEAT_BYTES / KILO, " kB"),
        *rule_goals(),
        keystroke_goal(measured[PREVIEW].timing.slow),
    ]
    return goals.judge(wanted)


def speed_goals(measured: dict[str, Measured]) -> list[goals.Goal]:
    """How many times the floor's time a page takes, and ten years' time that of one."""
    medians = {name: one.timing.median for name, one in measured.items()}

    def to_floor(name: str) -> float:
        return medians[name] / floor_of(name, measured).timing.median

    years = medians["Today, 10 years"] / medians["Today, 1 year"]
    return [
        goals.Goal("Today to the floor", to_floor("Today, 10 years"), goals.TODAY_TO_FLOOR),
        goals.Goal("One tap to the floor", to_floor("One tap, 10 years"), goals.TAP_TO_FLOOR),
        goals.Goal("Entry put to the floor", to_floor(f"{PUT}, 10 years"), goals.PUT_TO_FLOOR),
        goals.Goal("Year of days to the floor", to_floor(f"{YEAR}, 10 years"), goals.YEAR_TO_FLOOR),
        *(
            goals.Goal(
                f"{name} after a write to the floor",
                to_floor(f"{name} anew, 10 years"),
                goals.TRENDS_TO_FLOOR,
            )
            for name in ("Trends", "All trends")
        ),
        *(
            goals.Goal(
                f"{name} once more to the floor",
                to_floor(f"{name}, 10 years"),
                goals.TRENDS_AGAIN_TO_FLOOR,
            )
            for name in ("Trends", "All trends")
        ),
        goals.Goal("Today at ten years to one", years, goals.TEN_YEARS_TO_ONE),
    ]


def query_goals(measured: dict[str, Measured]) -> list[goals.Goal]:
    """At most ten on any page, and at ten years no more than at one."""
    queries = {name: one.queries or 0 for name, one in measured.items()}
    most = max(queries[f"{name}, 10 years"] for name in READ)
    return [
        goals.Goal("Most queries of a page", most, goals.MOST_QUERIES),
        *(
            goals.Goal(
                f"{name}: queries at ten years, to those at one",
                queries[f"{name}, 10 years"],
                queries[f"{name}, 1 year"],
            )
            for name in (*READ, "One tap", PUT, YEAR)
        ),
    ]
