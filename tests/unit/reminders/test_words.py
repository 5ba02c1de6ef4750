"""Why a reminder spoke, in words."""

from __future__ import annotations

import json

import pytest

from routines.guidance.rules import (
    Condition,
    DoneOnFewer,
    DoneOnSameDay,
    DoneTwiceWithin,
    HappenedOn,
    MissedInARow,
)
from routines.reminders.conditions import find
from routines.reminders.figure_sentences import _SENTENCES
from routines.reminders.figures import Figures, What
from routines.reminders.history import History
from routines.reminders.words import Said, SaidDay, explain
from tests.unit.reminders.by_hand import RULES
from tests.unit.reminders.given import before, past
from tests.unit.reminders.starter_cases import CASES


def say(condition: Condition, history: History, locale: str = "en_GB") -> list[str]:
    found = find(condition, history)
    assert found is not None
    return [said.in_one_line() for said in explain(Figures(found), locale)]


def test_every_figure_has_a_sentence() -> None:
    assert set(_SENTENCES) == set(What)


def test_a_sentence_comes_with_its_days() -> None:
    found = find(DoneOnFewer("sunscreen", 5, 7), past(sunscreen="xo2so.o."))
    assert explain(Figures(found or ()), "en_GB") == (
        Said(
            sentence="Sunscreen was done on 2 of the last 7 days.",
            days=(
                SaidDay(before(7), "Sun 15 Nov", "done", "done"),
                SaidDay(before(6), "Mon 16 Nov", "missed", "not done"),
                SaidDay(before(5), "Tue 17 Nov", "done", "done twice"),
                SaidDay(before(4), "Wed 18 Nov", "skipped", "skipped"),
                SaidDay(before(3), "Thu 19 Nov", "missed", "not done"),
                SaidDay(before(2), "Fri 20 Nov", "unknown", "not logged"),
                SaidDay(before(1), "Sat 21 Nov", "missed", "not done"),
            ),
        ),
    )


EXPECTED = {
    "sunscreen-low": [
        (
            "Sunscreen was done on 1 of the last 7 days: Sun 15 Nov not logged, "
            "Mon 16 Nov not logged, Tue 17 Nov not logged, Wed 18 Nov done, Thu 19 Nov not done, "
            "Fri 20 Nov not done, Sat 21 Nov not done"
        )
    ],
    "sunscreen-run": [
        (
            "Sunscreen was missed 3 days in a row: Thu 19 Nov not done, Fri 20 Nov not done, "
            "Sat 21 Nov not done"
        )
    ],
    "acid-then-sun": [
        "Exfoliation was done on 1 of the last 7 days: Mon 16 Nov done",
        "Sunscreen was missed on Sat 21 Nov: Sat 21 Nov not done",
    ],
    "moisturise-after": [
        "Exfoliation was done without moisturiser on the same day: Sat 21 Nov done"
    ],
    "overwash": [
        (
            "Gentle cleanser was done 3 times or more on 3 of the last 7 days: "
            "Wed 18 Nov done 3 times, Fri 20 Nov done 3 times, Sun 22 Nov done 3 times"
        )
    ],
    "over-exfoliate": [
        (
            "Exfoliation was done 3 times in the last 7 days; your cap is twice in 7 days: "
            "Tue 17 Nov done, Thu 19 Nov done, Sun 22 Nov done"
        )
    ],
    "exfoliate-close": [
        (
            "Exfoliation was done twice about 24 hours apart, going by the parts of the day; the "
            "text asks for 48 hours: Sat 21 Nov done in the evening, Sun 22 Nov done in the evening"
        )
    ],
    "exfoliate-close-sensitive": [
        (
            "Exfoliation was done twice about 48 hours apart, going by the parts of the day; the "
            "text asks for 72 hours: Fri 20 Nov done in the evening, Sun 22 Nov done in the evening"
        ),
        "Your settings say that your skin is sensitive.",
    ],
    "exfoliate-irritated": [
        (
            "Exfoliation was done within 7 days after “Sunburn” was logged: Sun 15 Nov Sunburn, "
            "Sun 22 Nov done"
        )
    ],
    "irritation-lasts": [
        (
            "“Irritated skin” was logged on 3 of the last 7 days: Fri 20 Nov Irritated skin, "
            "Sat 21 Nov Irritated skin, Sun 22 Nov Irritated skin"
        )
    ],
    "picking": ["“Picked or squeezed” was logged on Sun 22 Nov: Sun 22 Nov Picked or squeezed"],
    "count-due": [
        "No count was entered for 7 days; the last one is of Sun 15 Nov: Sun 15 Nov counted"
    ],
    "come-back": [
        "Nothing was logged for 4 days; the last entry is of Tue 17 Nov: Tue 17 Nov the last entry"
    ],
    "count-often": [
        (
            "Spots were counted twice or more on 5 of the last 7 days: Mon 16 Nov 2 counted, "
            "Tue 17 Nov 2 counted, Wed 18 Nov 2 counted, Sat 21 Nov 2 counted, Sun 22 Nov 2 counted"
        )
    ],
    "count-rise": [
        (
            "In the two weeks until Sun 22 Nov there were 17.5 spots a count on average, in the "
            "eight weeks before 6.9: Sun 22 Nov counted"
        )
    ],
    "crop": [
        (
            "At least 10 more were counted than 4 weeks or more before, and again at the "
            "next count: Sun 18 Oct 2 counted, Sun 15 Nov 12 counted, Sun 22 Nov 13 counted"
        )
    ],
    "persistent": [
        (
            "Each of 13 counts from Sun 30 Aug to Sun 22 Nov found spots; the fewest were 1: "
            "Sun 30 Aug 1 counted, Sun 22 Nov 1 counted"
        )
    ],
    "too-soon": [
        "The routine changed on Mon 12 Oct: Mon 12 Oct the routine changed",
        "You were looking at your trends.",
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_why_of_each_kind_of_rule(name: str) -> None:
    assert say(RULES[name].rule.condition, CASES[name].least) == EXPECTED[name]


@pytest.mark.parametrize(
    ("condition", "history", "expected"),
    [
        (
            MissedInARow("sunscreen", 1),
            past(sunscreen="..", logged="xxxx."),
            (
                "Nothing was said of sunscreen on Sat 21 Nov, a day that was logged: "
                "Sat 21 Nov not ticked"
            ),
        ),
        (
            MissedInARow("sunscreen", 2),
            past(sunscreen=".o.", logged="xxxx."),
            (
                "Sunscreen was not done or not ticked 2 days in a row: Fri 20 Nov not ticked, "
                "Sat 21 Nov not done"
            ),
        ),
        (
            DoneOnSameDay("exfoliation", "moisturiser", together=False),
            past(exfoliation="x.", moisturiser="..", logged="xxxx."),
            (
                "Exfoliation was done, and nothing was said of moisturiser on the same day: "
                "Sat 21 Nov done"
            ),
        ),
    ],
)
def test_what_was_not_answered_is_not_said_to_be_not_done(
    condition: Condition, history: History, expected: str
) -> None:
    assert say(condition, history) == [expected]


def test_days_and_numbers_follow_the_locale() -> None:
    assert say(RULES["count-rise"].rule.condition, CASES["count-rise"].least, "de_AT") == [
        (
            "In the two weeks until So., 22. Nov. there were 17,5 spots a count on average, in the "
            "eight weeks before 6,9: So., 22. Nov. counted"
        )
    ]


def test_a_window_around_a_pause_says_so() -> None:
    history = past(sunscreen="xxo....ooxx.", paused="xxx.....")
    (said,) = say(DoneOnFewer("sunscreen", 5, 7), history)
    assert said.startswith("Sunscreen was done on 3 of the last 7 days, pauses aside:")


def test_twice_on_one_day_needs_no_hours() -> None:
    (said,) = say(DoneTwiceWithin("exfoliation", 48), past(exfoliation="2"))
    assert said.startswith("Exfoliation was done twice on one day:")


def test_done_with_names_both() -> None:
    both = DoneOnSameDay("exfoliation", "retinoid", together=True)
    assert say(both, past(exfoliation="x", retinoid="x")) == [
        "Exfoliation and retinoid were done on the same day: Sun 22 Nov done"
    ]


def test_happenings_are_called_as_the_catalogue_calls_them() -> None:
    history = past(happenings={"snow-glare": "x.", "sunburn": "x"})
    figures = Figures(find(HappenedOn(("snow-glare", "sunburn"), 2, 7), history) or ())
    names = {"snow-glare": "Glare of snow", "sunburn": "Burnt"}
    assert [said.sentence for said in explain(figures, "en_GB", names)] == [
        "“Glare of snow” or “Burnt” was logged on 2 of the last 7 days."
    ]
    assert [said.sentence for said in explain(figures, "en_GB")] == [
        "“snow glare” or “Sunburn” was logged on 2 of the last 7 days."
    ]


@pytest.mark.parametrize("name", CASES)
def test_figures_come_back_from_a_row_as_they_went_in(name: str) -> None:
    figures = Figures(CASES[name].figures)
    assert Figures.from_json(json.loads(json.dumps(figures.to_json()))) == figures


def test_no_figures_are_none() -> None:
    assert Figures.from_json({}) == Figures()
    assert explain(Figures(), "en_GB") == ()
