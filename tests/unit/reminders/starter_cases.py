"""For every rule of the guidance: the least that makes it speak, and the most that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from routines.reminders.figures import DayFigure, Figure, What
from routines.reminders.history import History
from tests.unit.reminders.given import before, figure, past, week


@dataclass(frozen=True, kw_only=True)
class Case:
    """What makes a rule speak, and what does not yet."""

    least: History
    figures: tuple[Figure, ...]
    most: History
    also_not: tuple[History, ...] = ()
    offers: str | None = None


def on(key: str, *ago: int) -> tuple[DayFigure, ...]:
    return tuple(DayFigure(before(days), key) for days in ago)


def done(*ago: int, times: int = 1) -> tuple[DayFigure, ...]:
    return tuple(DayFigure(before(days), "done", times) for days in ago)


def missed(*ago: int) -> tuple[DayFigure, ...]:
    return tuple(DayFigure(before(days), "missed") for days in ago)


def counted(*agos_and_spots: tuple[int, int]) -> tuple[DayFigure, ...]:
    return tuple(DayFigure(before(ago), "counted", spots) for ago, spots in agos_and_spots)


def low(kind: str) -> Case:
    """Four of seven days logged, done on one; with five or six logged it may still be five."""
    return Case(
        least=past(**{kind: "...xooo."}),
        figures=(
            figure(
                What.DONE_ON_FEWER,
                kind,
                week("...xooo"),
                done=1,
                missed=3,
                fewer_than=5,
                window=7,
            ),
        ),
        most=past(**{kind: "xxxxxoo."}),
        offers=kind,
    )


def happened(what: str, days: int, window: int, *, most: Mapping[str, str]) -> Case:
    """It happened on the latest days; `most` is what says nothing yet."""
    keys = what.split()
    return Case(
        least=past(happenings={keys[0]: "x" * days}),
        figures=(
            figure(
                What.HAPPENED,
                what,
                on(keys[0], *reversed(range(days))),
                days=days,
                at_least=days,
                window=window,
            ),
        ),
        most=past(happenings=most),
    )


QUIET = [6, 8, 7, 7, 6, 8, 7, 6, 7, 8, 7, 6]
RISEN = {7 * (13 - place): spots for place, spots in enumerate([*QUIET, 16, 19])}
FLAT = {7 * (13 - place): spots for place, spots in enumerate([*QUIET, 7, 6])}
TWELVE_WEEKS = {7 * number: 1 for number in range(13)}
WARNINGS = "bleeding changing-colour crusting growing near-lash-line pain spreading-redness"
TREATMENTS = "burn cryotherapy dermabrasion extraction laser microdermabrasion peel surgical"

CASES: dict[str, Case] = {
    "sunscreen-low": low("sunscreen"),
    "moisturise-low": low("moisturiser"),
    "cleanse-low": low("cleanser"),
    "sunscreen-run": Case(
        least=past(sunscreen="xooo."),
        figures=(figure(What.MISSED_IN_A_ROW, "sunscreen", missed(3, 2, 1), days=3),),
        most=past(sunscreen="ooxoo."),
        offers="sunscreen",
    ),
    "acid-then-sun": Case(
        least=past(exfoliation="x......", sunscreen="x....o."),
        figures=(
            figure(What.DONE_ON_AT_LEAST, "exfoliation", done(6), done=1, at_least=1, window=7),
            figure(What.MISSED_IN_A_ROW, "sunscreen", missed(1), days=1),
        ),
        most=past(exfoliation="x........", sunscreen="ooooooo."),
        also_not=(
            past(exfoliation="xxxxxx.", sunscreen="ooooox."),
            past(exfoliation="x..x.x.", sunscreen="......."),
        ),
        offers="sunscreen",
    ),
    "moisturise-after": Case(
        least=past(exfoliation="x.", moisturiser="o."),
        figures=(figure(What.DONE_WITHOUT, "exfoliation moisturiser", done(1), passed_over=0),),
        most=past(exfoliation="xx", moisturiser="x."),
        also_not=(past(exfoliation="x..x.x.", moisturiser="......."),),
        offers="moisturiser",
    ),
    "overwash": Case(
        least=past(cleanser="3.3.3"),
        figures=(
            figure(
                What.TIMES_A_DAY, "cleanser", done(4, 2, 0, times=3), times=3, at_least=3, window=7
            ),
        ),
        most=past(cleanser="3...... 3223222"),
    ),
    "over-exfoliate": Case(
        least=past(exfoliation="x.x..x"),
        figures=(
            figure(What.MORE_THAN_CAP, "exfoliation", done(5, 3, 0), times=3, cap=2, window=7),
        ),
        most=past(exfoliation="xx.....x...x"),
    ),
    "exfoliate-close": Case(
        least=past(exfoliation="xx"),
        figures=(
            figure(
                What.TWICE_WITHIN,
                "exfoliation",
                [DayFigure(before(ago), "done", 1, "evening") for ago in (1, 0)],
                apart=24,
                hours=48,
            ),
        ),
        most=past(exfoliation="x.x"),
    ),
    "exfoliate-irritated": Case(
        least=past(exfoliation="x", happenings={"sunburn": "x......."}),
        figures=(
            figure(
                What.DONE_AFTER,
                "exfoliation irritation sunburn",
                (*on("sunburn", 7), *done(0)),
                within=7,
            ),
        ),
        most=past(exfoliation="x", happenings={"irritation": "xxxx........"}),
        also_not=(past(exfoliation="xx.", happenings={"irritation": "x", "sunburn": "x"}),),
    ),
    "sun-strong": happened(
        "strong-sun", 3, 7, most={"strong-sun": "xx.....xx", "sunburn": "x......."}
    ),
    "tanning-bed": happened("tanning-bed", 1, 7, most={"tanning-bed": "x......."}),
    "harsh-cleanser": happened("harsh-product", 2, 7, most={"harsh-product": "x.x......"}),
    "irritation-lasts": happened("irritation", 3, 7, most={"irritation": "x.....xx"}),
    "picking": happened("picked", 1, 2, most={"picked": "xx.."}),
    "picking-again": happened("picked", 3, 14, most={"picked": "xx............x"}),
    "clogging": happened("heavy-product", 3, 7, most={"heavy-product": "xxxx........"}),
    "warning-sign": happened(WARNINGS, 1, 7, most={"pain": "x......."}),
    "healing": happened(TREATMENTS, 1, 42, most={"laser": "x" + "." * 42}),
    "removal-plan": happened("removed-myself", 1, 7, most={"removed-myself": "x......."}),
    "medicine": happened(
        "new-medicine", 1, 7, most={"new-medicine": "x.......", "steroid-cream": "x" * 13}
    ),
    "retinoid-care": Case(
        least=past(retinoid="x......"),
        figures=(figure(What.DONE_ON_AT_LEAST, "retinoid", done(6), done=1, at_least=1, window=7),),
        most=past(retinoid="x......o"),
    ),
    "count-due": Case(
        least=past(counts={7: 4}),
        figures=(figure(What.NO_COUNT, "", on("counted", 7), days=7, at_least=7),),
        most=past(counts={6: 4}),
        offers="count",
    ),
    "come-back": Case(
        least=past(sunscreen="x....."),
        figures=(figure(What.NOTHING_LOGGED, "", on("logged", 5), days=4, at_least=4),),
        most=past(sunscreen="x...."),
    ),
    "count-rise": Case(
        least=past(counts=RISEN),
        figures=(figure(What.COUNT_RISES, "", on("counted", 0), lately=17.5, before=6.9),),
        most=past(counts=FLAT),
    ),
    "crop": Case(
        least=past(counts={35: 2, 7: 12, 0: 13}),
        figures=(
            figure(What.MORE_SPOTS, "", counted((35, 2), (7, 12), (0, 13)), spots=10, weeks=4),
        ),
        most=past(counts={35: 2, 7: 11, 0: 20}),
    ),
    "count-often": Case(
        least=past(counts=dict.fromkeys((6, 5, 4, 1, 0), 3), counts_each_day=2),
        figures=(
            figure(
                What.COUNTED_OFTEN,
                "",
                counted((6, 2), (5, 2), (4, 2), (1, 2), (0, 2)),
                counts=2,
                at_least=5,
                window=7,
            ),
        ),
        most=past(counts=dict.fromkeys((7, 6, 5, 4, 1), 3), counts_each_day=3),
    ),
    "persistent": Case(
        least=past(counts=TWELVE_WEEKS),
        figures=(
            figure(
                What.SPOTS_AT_EVERY_COUNT,
                "",
                counted((84, 1), (0, 1)),
                counts=13,
                fewest=1,
                weeks=12,
            ),
        ),
        most=past(counts=TWELVE_WEEKS | {42: 0}),
    ),
    "too-soon": Case(
        least=past(changed="x" + "." * 41, trends_open=True),
        figures=(
            figure(What.ROUTINE_CHANGED, "", on("changed", 41), within=42),
            figure(What.TRENDS_VIEWED),
        ),
        most=past(changed="xxxx" + "." * 42, trends_open=True),
    ),
    "steady-week": Case(
        least=past(sunscreen="xxxxxx.", moisturiser="xxxxxx.", exfoliation="xx....."),
        figures=(
            figure(
                What.DONE_ON_AT_LEAST, "moisturiser", week(".xxxxxx"), done=6, at_least=6, window=7
            ),
            figure(
                What.DONE_ON_AT_LEAST, "sunscreen", week(".xxxxxx"), done=6, at_least=6, window=7
            ),
        ),
        most=past(sunscreen="xxxxxx.", moisturiser="xxxxxx.", exfoliation="xxx...."),
    ),
    "exfoliate-close-sensitive": Case(
        least=past(exfoliation="x.x", skin_type="sensitive"),
        figures=(
            figure(
                What.TWICE_WITHIN,
                "exfoliation",
                [DayFigure(before(ago), "done", 1, "evening") for ago in (2, 0)],
                apart=48,
                hours=72,
            ),
            figure(What.SKIN_TYPE, "sensitive"),
        ),
        most=past(exfoliation="x..x", skin_type="sensitive"),
    ),
}

OTHER_WAYS: list[tuple[str, str, int, int]] = [
    ("sun-strong", "sunburn", 1, 7),
    ("medicine", "steroid-cream", 14, 28),
    ("retinoid-care", "home-acid", 1, 7),
    *(("warning-sign", key, 1, 7) for key in WARNINGS.split()),
    *(("healing", key, 1, 42) for key in TREATMENTS.split()),
]
"""What else sets a rule off: the rule, what happened, on how many days, of how many."""
