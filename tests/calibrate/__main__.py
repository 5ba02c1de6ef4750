"""`make calibrate`: how often the statistics are wrong about people whose truth is known."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import product

from tests.calibrate.people import BornAndGone, Rhythm, Skin, Wandering
from tests.calibrate.trials import (
    Flares,
    Patience,
    Shares,
    try_flares,
    try_patience,
    try_planned,
    try_trend,
    try_year,
)

LOOKS = (9, 12, 16, 20, 26)
"""Weeks. At eight the counts span 55 days at most, one too few for any answer."""

FALL = 20.0
CUTS = (0.6, 0.0)
PLANNED = BornAndGone(life=45, error=0.12, mean=25)
MOST_FALSE, LEAST_COVERED = 0.015, 0.92
SKINS: tuple[Skin, ...] = (
    Wandering(memory=7),
    Wandering(memory=7, clumped=True),
    Wandering(memory=30),
    Wandering(memory=30, clumped=True),
    BornAndGone(life=45, error=0.12),
    BornAndGone(life=45, error=0.15),
    BornAndGone(life=90, error=0.12),
    BornAndGone(life=90, error=0.15),
)
SETTINGS = tuple(product(SKINS, Rhythm))
PATIENT = tuple(
    product(
        (
            Wandering(memory=7),
            Wandering(memory=7, mean=30, spread=0.15),
            Wandering(memory=30, mean=30, spread=0.15),
            Wandering(memory=7, mean=60, spread=0.15),
            Wandering(memory=30, mean=60, spread=0.15),
        ),
        Rhythm,
    )
)
"""With few spots no fall of 20 % a month can be promised to show; with many it can."""

YEAR_SHARE = 4
"""One in so many people is asked every week for a year."""

FLARE_SHARE = 10
"""And one in so many every day: it is the costly one."""


def main() -> int:
    """Print the tables; return 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=400, help="simulated people a setting")
    parser.add_argument("--seed", type=int, default=20_260)
    options = parser.parse_args()
    began = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        is_well = print_tables(pool, options.people, options.seed)
    print(f"\n{time.perf_counter() - began:.0f} s")
    return 0 if is_well else 1


def print_tables(pool: ProcessPoolExecutor, people: int, seed: int) -> bool:
    """Start everything, and print each table as soon as it is there."""
    quiet = [_trend(pool, setting, 0.0, people, seed) for setting in SETTINGS]
    falling = [_trend(pool, setting, FALL, people, seed + 1) for setting in SETTINGS]
    patience = [
        pool.submit(try_patience, skin, rhythm, 16, people // 2, seed + 2)
        for skin, rhythm in PATIENT
    ]
    planned = [
        pool.submit(try_planned, PLANNED, rhythm, cut, people, seed + 3)
        for rhythm, cut in product(Rhythm, CUTS)
    ]
    years = [
        pool.submit(try_year, *setting, max(1, people // YEAR_SHARE), seed + 5)
        for setting in SETTINGS
    ]
    flares = [
        pool.submit(try_flares, skin, rhythm, max(1, people // FLARE_SHARE), seed + 4)
        for skin, rhythm in SETTINGS
    ]
    is_well = _print_null(quiet, people)
    _print_years(years, max(1, people // YEAR_SHARE))
    _print_fall(falling)
    _print_patience(patience)
    _print_planned(planned)
    _print_flares(flares)
    return is_well


def _trend(
    pool: ProcessPoolExecutor,
    setting: tuple[Skin, Rhythm],
    fall: float,
    people: int,
    seed: int,
) -> Future[dict[int, Shares]]:
    return pool.submit(try_trend, *setting, fall, LOOKS, people, seed)


def _print_null(runs: Sequence[Future[dict[int, Shares]]], people: int) -> bool:
    print(f"\nNothing changes ({people} people a setting): false 'going up/down' in % of looks")
    _print_row("", [f"{week} w" for week in LOOKS] + ["all", "95 % covers"])
    is_well = True
    for setting, run in zip(SETTINGS, runs, strict=True):
        shares = run.result()
        total = sum(shares.values(), start=Shares())
        worst = max(share.claimed for share in shares.values())
        is_fine = worst <= MOST_FALSE and total.coverage >= LEAST_COVERED
        is_well &= is_fine
        cells = [f"{100 * shares[week].claimed:.1f}" for week in LOOKS]
        cells += [f"{100 * total.claimed:.2f}", f"{100 * total.coverage:.1f}"]
        _print_row(_name(setting), cells, "" if is_fine else "  <- misses its target")
    print(f"Targets: at most {100 * MOST_FALSE:.1f} of each look, coverage {LEAST_COVERED:.0%}.")
    return is_well


def _print_years(runs: Sequence[Future[int]], people: int) -> None:
    print(f"\nNothing changes, and {people} people look every week for a year: told a change in %")
    for setting, run in zip(SETTINGS, runs, strict=True):
        _print_row(_name(setting), [f"{100 * run.result() / people:.0f}"])


def _print_fall(runs: Sequence[Future[dict[int, Shares]]]) -> None:
    print(f"\nA fall of {FALL:.0f} % a month (of births: the spots themselves lag behind)")
    _print_row("found in %", [f"{week} w" for week in LOOKS] + ["wrong way", "95 % covers"])
    for setting, run in zip(SETTINGS, runs, strict=True):
        shares = run.result()
        total = sum(shares.values(), start=Shares())
        cells = [f"{100 * shares[week].claimed:.0f}" for week in LOOKS]
        covers = f"{100 * total.coverage:.1f}" if isinstance(setting[0], Wandering) else "–"
        wrong = 100 * total.wrong_way / max(1, total.looks)
        _print_row(_name(setting), [*cells, f"{wrong:.2f}", covers])


def _print_patience(runs: Sequence[Future[Patience]]) -> None:
    print(
        f"\nAfter 16 quiet weeks: 'a fall of {FALL:.0f} % a month would show in about n more weeks'"
    )
    _print_row("", ["told %", "mean n", "found %"])
    for setting, run in zip(PATIENT, runs, strict=True):
        told = run.result()
        found = f"{100 * told.found / told.promised:.0f}" if told.promised else "–"
        cells = [f"{100 * told.promised / told.people:.0f}", f"{told.mean_weeks:.1f}", found]
        _print_row(_name(setting), cells)


def _print_planned(runs: Sequence[Future[tuple[int, int]]]) -> None:
    print(f"\nPlanned trials of {PLANNED}: clear in %")
    _print_row("", [f"cuts {cut:.0%}" for cut in CUTS])
    results = [run.result() for run in runs]
    for place, rhythm in enumerate(Rhythm):
        own = results[place * len(CUTS) : (place + 1) * len(CUTS)]
        _print_row(rhythm.value, [f"{100 * clear / max(1, of):.1f}" for of, clear in own])


def _print_flares(runs: Sequence[Future[Flares]]) -> None:
    print("\nFlares (2.5 times as many for six weeks; of births, 8 times as many for two)")
    _print_row("", ["false a year", "found %"])
    for setting, run in zip(SETTINGS, runs, strict=True):
        flares = run.result()
        cells = [f"{flares.false_alarms / flares.people:.2f}"]
        cells += [f"{100 * flares.found / flares.people:.0f}"]
        _print_row(_name(setting), cells)


def _print_row(name: str, cells: Iterable[str], note: str = "") -> None:
    print(f"{name:<48}" + "".join(f"{cell:>12}" for cell in cells) + note)


def _name(setting: tuple[Skin, Rhythm]) -> str:
    skin, rhythm = setting
    return f"{skin}, {rhythm.value}"


if __name__ == "__main__":
    sys.exit(main())
