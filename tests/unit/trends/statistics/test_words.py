"""Every sentence, whole."""

from __future__ import annotations

from datetime import date

import pytest

from routines.trends.before_after import Comparison, Side, Way, What
from routines.trends.engine import Estimate
from routines.trends.exposure import Along, AlongAnswer
from routines.trends.fortnight import Rise
from routines.trends.lately import Lately
from routines.trends.trial import TrialResult
from routines.trends.verdict import Kind, Verdict
from routines.trends.verdict_words import NO_BREAK, Words

SAY = Words("en_GB")
DOWN = Estimate(value=-0.30, error=0.08, degrees=28)
UNCLEAR = Estimate(value=-0.008, error=0.0365, degrees=20)
UP = Estimate(value=0.5, error=0.1, degrees=28)
WIDE = Estimate(value=0.4, error=2.0, degrees=12)
ENOUGH = Side(days=84, weeks_counted=12)


def plain(sentence: str) -> str:
    return sentence.replace(NO_BREAK, " ")


def verdict(kind: Kind, slope: Estimate | None = None, mean: float = 9.0) -> Verdict:
    return Verdict(kind=kind, counts=22, weeks=18, mean=mean, slope=slope)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            verdict(Kind.UNCLEAR, UNCLEAR),
            "No clear change: between 8 % fewer and 7 % more a month, from 22 counts in 18 weeks.",
        ),
        (
            verdict(Kind.STEADY, UNCLEAR),
            "Steady: between 8 % fewer and 7 % more a month, from 22 counts in 18 weeks.",
        ),
        (
            verdict(Kind.DOWN, DOWN),
            "Going down: between 13 % and 37 % fewer a month, from 22 counts in 18 weeks.",
        ),
        (
            verdict(Kind.UP, UP),
            "Going up: between 34 % and 102 % more a month, from 22 counts in 18 weeks.",
        ),
        (
            verdict(Kind.UNCLEAR, WIDE),
            (
                "No clear change: between 98 % fewer and more than ten times as many a month, "
                "from 22 counts in 18 weeks."
            ),
        ),
        (
            verdict(Kind.UNCLEAR, UNCLEAR, mean=2.0),
            (
                "No clear change: between 0.2 fewer and 0.1 more spots a month, at 2 spots a count "
                "on average, from 22 counts in 18 weeks."
            ),
        ),
        (verdict(Kind.NO_SPOTS, mean=0.0), "No spots logged: 22 counts in 18 weeks."),
        (
            Verdict(kind=Kind.NOT_YET, counts=3, weeks=2, weeks_missing=6),
            (
                "Not enough yet to say how the counts are going: one count a week for about "
                "6 more weeks would be enough."
            ),
        ),
        (
            Verdict(kind=Kind.NOT_YET, counts=7, weeks=7, weeks_missing=1),
            (
                "Not enough yet to say how the counts are going: one count a week for about "
                "1 more week would be enough."
            ),
        ),
    ],
)
def test_verdict(value: Verdict, sentence: str) -> None:
    assert plain(SAY.verdict(value)) == sentence


def test_numbers_as_the_locale_writes_them() -> None:
    sentence = plain(Words("de_DE").verdict(verdict(Kind.UNCLEAR, UNCLEAR, mean=2.0)))
    assert sentence.startswith("No clear change: between 0,2 fewer and 0,1 more spots a month")


@pytest.mark.parametrize(
    ("mean", "weeks", "sentence"),
    [
        (9.0, 9, "A fall of 20 % a month would show in about 9 more weeks."),
        (9.0, 1, "A fall of 20 % a month would show in about 1 more week."),
        (2.0, 9, "A fall of a fifth a month would show in about 9 more weeks."),
        (
            9.0,
            None,
            (
                "Your counts go up and down so much that a fall of 20 % a month might not show "
                "within 26 weeks."
            ),
        ),
    ],
)
def test_patience(mean: float, weeks: int | None, sentence: str) -> None:
    assert plain(SAY.patience(verdict(Kind.UNCLEAR, UNCLEAR, mean), weeks)) == sentence


@pytest.mark.parametrize("kind", [Kind.DOWN, Kind.UP, Kind.NO_SPOTS, Kind.NOT_YET])
def test_no_patience_where_it_says_nothing(kind: Kind) -> None:
    assert SAY.patience(verdict(kind), 9) == ""


def test_since_a_segment() -> None:
    cut = Verdict(kind=Kind.UNCLEAR, counts=9, weeks=9, since=date(2026, 6, 3))
    assert SAY.since(cut) == (
        "This uses the counts from 3 Jun 2026 on: a removal or a treatment that day began a "
        "new stretch."
    )
    assert SAY.since(verdict(Kind.UNCLEAR)) == ""


@pytest.mark.parametrize(
    ("lately", "opening"),
    [
        (Lately(then=12.2, now=5.5, low=-3, high=-1), "Lower than 12 weeks ago"),
        (Lately(then=5.5, now=12.2, low=1, high=3), "Higher than 12 weeks ago"),
        (Lately(then=12.2, now=11.0, low=-1, high=1), "No clear difference from 12 weeks ago"),
        (Lately(then=20.0, now=17.0, low=-1, high=-0.1), "No clear difference from 12 weeks ago"),
        (Lately(then=3.0, now=1.5, low=-1, high=-0.1), "No clear difference from 12 weeks ago"),
    ],
)
def test_lately(lately: Lately, opening: str) -> None:
    assert SAY.lately(lately).startswith(f"{opening}: about ")


def test_lately_whole() -> None:
    assert SAY.lately(Lately(then=12.2, now=5.5, low=-3, high=-1)) == (
        "Lower than 12 weeks ago: about 5.5 spots a count in the last 4 weeks, about 12 then."
    )


def compared(way: Way, estimate: Estimate) -> str:
    return plain(
        SAY.comparison(
            Comparison(
                what=What.BEGUN,
                day=date(2026, 3, 1),
                before=ENOUGH,
                after=ENOUGH,
                way=way,
                estimate=estimate,
            )
        )
    )


def test_comparison_of_a_new_product() -> None:
    assert compared(Way.RAMP, DOWN) == (
        "Lower than expected from your usual ups and downs: between 13 % and 37 % fewer spots than "
        "before, once something new has had its time. This rests on 12 weeks before and 12 weeks "
        "after."
    )


def test_comparison_without_a_clear_difference() -> None:
    assert compared(Way.STEP, UNCLEAR) == (
        "No clear difference: anything between 8 % fewer and 7 % more spots than before fits your "
        "counts. This rests on 12 weeks before and 12 weeks after."
    )


def test_comparison_with_a_number_beyond_words() -> None:
    many = Estimate(value=2.0, error=0.8, degrees=20)
    assert compared(Way.STEP, many) == (
        "Higher than expected from your usual ups and downs: between 39 % more and more than ten "
        "times as many as before. This rests on 12 weeks before and 12 weeks after."
    )


def test_comparison_that_started_high() -> None:
    assert compared(Way.LEVELS, DOWN) == (
        "Lower than expected from your usual ups and downs: between 13 % and 37 % fewer spots than "
        "before. This rests on 12 weeks before and 12 weeks after. The two weeks before were "
        "already higher than usual, and things that start at a high point often come down by "
        "themselves."
    )


@pytest.mark.parametrize(
    ("what", "subject"), [(What.BEGUN, "the change"), (What.REMOVED, "that day")]
)
def test_comparison_that_is_too_short(what: What, subject: str) -> None:
    short = Side(days=15, weeks_counted=2)
    value = Comparison(what=what, day=date(2026, 3, 1), before=ENOUGH, after=short)
    assert SAY.comparison(value) == (
        "Too little to compare: it takes 8 weeks on either side, with counts in 6 of them. So far "
        f"there are 12 weeks (12 with counts) before {subject} and 2 weeks (2 with counts) "
        "after it."
    )


@pytest.mark.parametrize(
    ("along", "sentence"),
    [
        (Along(step_id=1), "Sunscreen hardly varied, so there is nothing to compare."),
        (
            Along(step_id=1, estimate=DOWN),
            "Sunscreen: ordinary logging can’t tell whether your counts go along with it.",
        ),
        (
            Along(step_id=1, estimate=DOWN, is_clear=True),
            (
                "Sunscreen went along with lower counts: between 13 % and 37 % fewer with it "
                "always than never. That says nothing about why."
            ),
        ),
    ],
)
def test_along(along: Along, sentence: str) -> None:
    assert plain(SAY.along(along, "Sunscreen")) == sentence


def test_along_before_there_is_enough() -> None:
    assert SAY.along_missing(AlongAnswer(weeks=20)) == (
        "What goes along with your counts can be looked at after 6 more weeks of counting."
    )


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (
            TrialResult(is_over=False),
            "The plan is still running. It is looked at once, when it is over.",
        ),
        (
            TrialResult(is_over=True, thin_blocks=(2, 5)),
            "The plan can’t be looked at: blocks 2, 5 had counts in fewer than 4 weeks.",
        ),
        (
            TrialResult(is_over=True, estimate=UNCLEAR),
            (
                "No clear difference between with retinoid and without it: between 8 % fewer "
                "and 7 % more with it."
            ),
        ),
        (
            TrialResult(is_over=True, estimate=DOWN),
            "Fewer spots in the weeks with retinoid than without it: between 13 % and 37 % fewer.",
        ),
    ],
)
def test_trial(result: TrialResult, sentence: str) -> None:
    assert plain(SAY.trial(result, "retinoid")) == sentence


def test_rise() -> None:
    rise = Rise(day=date(2026, 8, 16), lately=22.4, before=9.6)
    assert SAY.rise(rise) == (
        "Higher than before: about 22 spots a count in the two weeks until 16 Aug 2026, about 9.6 "
        "in the eight weeks before. Counts are noisy, so count again; if it holds, consider asking "
        "a dermatologist."
    )
