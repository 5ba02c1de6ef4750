"""What holds for any past, any rules and any wishes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from routines.diary.cadence import Cadence, Kind, is_due
from routines.guidance import rules as language
from routines.guidance.rules import Condition, Pace, RuleKind, StandingRule
from routines.reminders.assembling import due_days
from routines.reminders.conditions import find
from routines.reminders.dayset import first_of
from routines.reminders.deciding import (
    URGENT,
    Intent,
    Preferences,
    Resting,
    RuleRest,
    decide,
)
from routines.reminders.figures import Figures
from routines.reminders.history import History, StepDays
from routines.reminders.pace import has_said_enough
from routines.reminders.words import explain
from routines.trends import alarms
from routines.trends.series import Point
from tests.unit.reminders.by_hand import standing

TODAY = date(2026, 11, 22)
REACH = 30
KINDS = ("sunscreen", "exfoliation", "moisturiser", "cleanser")
KEYS = ("sunburn", "irritation", "pain")

days = st.integers(0, 2**REACH - 1)
few = st.integers(0, 12)
kinds = st.sampled_from(KINDS)
keys = st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def steps(draw: st.DrawFn) -> StepDays:
    done, skipped, not_done = draw(days), draw(days), draw(days)
    planned = draw(st.one_of(st.just(2**REACH - 1), days))
    return StepDays(
        planned=planned,
        due=draw(days) & planned,
        done=done,
        skipped=skipped & ~done,
        not_done=not_done & ~done & ~skipped,
        hours={
            ago: draw(st.sampled_from([(8,), (12,), (21,), (8, 21), (21, 21, 21)]))
            for ago in range(REACH)
            if done >> ago & 1 and draw(st.booleans())
        },
    )


@st.composite
def points(draw: st.DrawFn) -> tuple[Point, ...]:
    agos = sorted(draw(st.lists(st.integers(0, 300), max_size=25)), reverse=True)
    return tuple(
        Point(TODAY - timedelta(days=ago), draw(st.integers(0, 30)), is_recount=False)
        for ago in agos
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    own = {kind: draw(steps()) for kind in draw(st.sets(kinds))}
    logged = draw(days)
    for one in own.values():
        logged |= one.answered
    counts = draw(st.dictionaries(st.integers(0, REACH - 1), st.integers(1, 5), max_size=5))
    return History(
        today=TODAY,
        reach=REACH,
        logged=logged,
        paused=draw(st.one_of(st.just(0), days)),
        changed=draw(days),
        steps=own,
        happenings={key: draw(days) for key in draw(st.sets(st.sampled_from(KEYS)))},
        last_logged=first_of(logged) if logged else draw(st.none() | st.integers(REACH, 900)),
        last_count=min(counts) if counts else draw(st.none() | st.integers(REACH, 400)),
        counts_a_day=counts,
        points=draw(points()),
        counts_hidden=draw(st.booleans()),
        skin_type=draw(st.sampled_from(["", "sensitive"])),
        exfoliation_cap=draw(st.integers(1, 3)),
        trends_open=draw(st.booleans()),
    )


leaf = st.one_of(
    st.builds(language.DoneOnFewer, kinds, few, few),
    st.builds(language.DoneOnAtLeast, kinds, few, few),
    st.builds(language.MissedInARow, kinds, few),
    st.builds(language.DoneOnSameDay, kinds, kinds, together=st.booleans()),
    st.builds(language.DoneMoreThanCap, kinds, few),
    st.builds(language.DoneTwiceWithin, kinds, st.integers(0, 200)),
    st.builds(language.DoneAfter, kinds, keys, few),
    st.builds(language.DoneTimesADay, kinds, few, few, few),
    st.builds(language.HappenedOn, keys, few, st.integers(0, 10**9)),
    st.builds(language.NothingLogged, few),
    st.builds(language.NoCount, few),
    st.builds(language.CountedOften, few, few, few),
    st.just(language.CountRises()),
    st.builds(language.MoreSpots, few, few, confirmed=st.booleans()),
    st.builds(language.SpotsAtEveryCount, st.integers(0, 10**9)),
    st.builds(language.RoutineChanged, few),
    st.just(language.TrendsViewed()),
    st.builds(language.SkinTypeIs, st.just("sensitive")),
)


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(language.AllOf, several),
        st.builds(language.AnyOf, several),
        st.builds(language.Unless, parts, parts),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(leaf, joined, max_leaves=4)
paces = st.builds(
    Pace,
    gaps=st.lists(st.integers(0, 20), max_size=3).map(tuple),
    silent_after=st.none() | st.integers(0, 3),
)


@st.composite
def rule_sets(draw: st.DrawFn) -> list[StandingRule]:
    """Some rules; keys are given by hand, since not every condition can be said."""
    return [
        _named(draw(conditions), draw(st.sampled_from(RuleKind)), draw(paces), number)
        for number in range(draw(st.integers(0, 6)))
    ]


def _named(condition: Condition, kind: RuleKind, pace: Pace, number: int) -> StandingRule:
    made = standing(language.TrendsViewed(), kind, pace, topic=f"topic {number // 2}", line=number)
    return replace(made, rule=replace(made.rule, condition=condition, key=f"{number:016}"))


@st.composite
def restings(draw: st.DrawFn) -> Resting:
    said = st.lists(st.integers(-2, 60), max_size=4).map(
        lambda agos: tuple(TODAY - timedelta(days=ago) for ago in sorted(set(agos), reverse=True))
    )
    rests = st.builds(
        RuleRest,
        spoken=said,
        silent_until=st.none() | st.integers(-3, 3).map(lambda ago: TODAY - timedelta(days=ago)),
        is_muted=st.booleans(),
    )
    sent = st.tuples(
        st.integers(0, 10).map(lambda ago: TODAY - timedelta(days=ago)), st.sampled_from(RuleKind)
    )
    names = st.integers(0, 5).map("{:016}".format)
    return Resting(
        rules=draw(st.dictionaries(names, rests, max_size=4)),
        sent=tuple(draw(st.lists(sent, max_size=5))),
    )


preferences = st.builds(
    Preferences,
    most_a_day=st.integers(0, 4),
    most_a_week=st.integers(0, 6),
    is_paused=st.booleans(),
    wanted=st.one_of(st.just(frozenset(RuleKind)), st.frozensets(st.sampled_from(RuleKind))),
)


@given(rule_sets(), histories(), restings(), preferences, st.randoms())
def test_no_cap_is_exceeded_and_no_order_matters(
    rules: list[StandingRule],
    history: History,
    resting: Resting,
    wishes: Preferences,
    random: Random,
) -> None:
    known = {"history": history, "today": TODAY, "resting": resting, "preferences": wishes}
    intents = decide(rules=rules, **known)
    random.shuffle(rules)
    assert decide(rules=rules, **known) == intents

    ordinary = [one for one in intents if one.standing.rule.kind not in URGENT]
    before = [day for day, kind in resting.sent if kind not in URGENT]
    room_today = wishes.most_a_day - before.count(TODAY)
    room_of_week = wishes.most_a_week - sum((TODAY - day).days < 7 for day in before)
    assert len(ordinary) <= max(0, min(room_today, room_of_week))
    assert {one.standing.rule.kind for one in intents} <= wishes.wanted
    assert max(Counter(one.standing.rule.key for one in intents).values(), default=1) == 1
    for one in intents:
        assert not resting.rules.get(one.standing.rule.key, RuleRest()).is_muted


@given(rule_sets(), histories(), restings(), preferences)
def test_nothing_is_said_twice_on_a_day(
    rules: list[StandingRule], history: History, resting: Resting, wishes: Preferences
) -> None:
    first = decide(rules=rules, history=history, today=TODAY, resting=resting, preferences=wishes)
    again = decide(
        rules=rules,
        history=history,
        today=TODAY,
        resting=recorded(resting, first),
        preferences=wishes,
    )
    assert again == ()


def recorded(resting: Resting, intents: tuple[Intent, ...]) -> Resting:
    """What was said before, and what is said now."""
    known = dict(resting.rules)
    for one in intents:
        key = one.standing.rule.key
        rest = known.get(key, RuleRest())
        known[key] = replace(rest, spoken=(*rest.spoken, one.day))
    said = tuple((one.day, one.standing.rule.kind) for one in intents)
    return Resting(rules=known, sent=(*resting.sent, *said))


@given(conditions, histories(), st.integers(-40, 60))
def test_any_condition_can_be_looked_at_on_any_day_and_its_figures_said(
    condition: Condition, history: History, ago: int
) -> None:
    found = find(condition, history.as_of(TODAY - timedelta(days=ago)))
    if found is not None:
        figures = Figures(found)
        assert Figures.from_json(figures.to_json()) == figures
        assert len(explain(figures, "de_AT")) == len(found)


@given(histories(), st.integers(0, 20), st.integers(0, 20))
def test_looking_back_twice_is_looking_back_further(
    history: History, first: int, second: int
) -> None:
    once = history.as_of(TODAY - timedelta(days=first + second))
    assert history.as_of(TODAY - timedelta(days=first)).as_of(once.today) == once


@given(kinds, few, st.integers(1, 10), histories(), days)
def test_what_is_not_known_is_never_held_against_anybody(
    kind: str, fewer_than: int, window: int, history: History, forgotten: int
) -> None:
    """Who logs less on some days than they did never hears more of it."""
    condition = language.DoneOnFewer(kind, fewer_than, window)
    known = history.steps.get(kind)
    if known is None or known.answered & 1 or find(condition, history) is not None:
        return
    missed = history.missed(kind) & forgotten
    less = replace(
        history,
        logged=history.logged & ~missed,
        steps={**history.steps, kind: replace(known, not_done=known.not_done & ~missed)},
    )
    assert find(condition, less) is None


cadences = st.one_of(
    st.just(Cadence()),
    st.integers(1, 6).map(lambda times: Cadence(kind=Kind.WEEKLY, times_a_week=times)),
    st.integers(2, 90).map(lambda every: Cadence(kind=Kind.EVERY, every_days=every)),
    st.frozensets(st.integers(0, 6), min_size=1).map(
        lambda weekdays: Cadence(kind=Kind.WEEKDAYS, weekdays=weekdays)
    ),
)


@given(cadences, days)
def test_days_are_due_as_the_diary_says(cadence: Cadence, done: int) -> None:
    as_days = {TODAY - timedelta(days=ago) for ago in range(REACH) if done >> ago & 1}
    due = due_days(cadence, done, TODAY)
    for ago in range(REACH):
        assert bool(due >> ago & 1) == is_due(cadence, TODAY - timedelta(days=ago), as_days)


@given(points())
def test_ten_more_than_four_weeks_ago_is_the_crop_of_the_trends(counted: tuple[Point, ...]) -> None:
    history = History(today=TODAY, points=counted)
    found = find(language.MoreSpots(10, 4, confirmed=True), history)
    assert (found is not None) == (alarms.crop(counted, TODAY) is not None)


@given(points())
def test_twelve_weeks_of_spots_are_what_the_trends_call_persistent(
    counted: tuple[Point, ...],
) -> None:
    history = History(today=TODAY, points=counted)
    found = find(language.SpotsAtEveryCount(12), history)
    assert (found is not None) == (alarms.persistent(counted, TODAY) is not None)


@given(paces, st.lists(st.integers(1, 100), max_size=5, unique=True))
def test_a_rule_whose_condition_never_ceased_is_asked_for_few_days(
    pace: Pace, agos: list[int]
) -> None:
    asked: list[date] = []

    def held_on(day: date) -> bool:
        asked.append(day)
        return True

    spoken = [TODAY - timedelta(days=ago) for ago in sorted(agos, reverse=True)]
    has_said_enough(pace, spoken, TODAY, held_on)
    assert len(asked) == len(set(asked)) <= 56
