"""What is said of all that could be: guards, caps, precedence, and what keeps somebody in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from routines.guidance.rules import (
    AllOf,
    AnyOf,
    Condition,
    CountRises,
    DoneOnFewer,
    HappenedOn,
    MissedInARow,
    NothingLogged,
    RuleKind,
    StandingRule,
    Unless,
)
from routines.reminders.dayset import all_of
from routines.reminders.deciding import Preferences, Resting, RuleRest, decide
from tests.unit.reminders.by_hand import RULES, every, standing
from tests.unit.reminders.given import TODAY, before, hear, past, step, topics

LOW, MOISTURISE, CLEANSE = (RULES[f"{name}-low"] for name in ("sunscreen", "moisturise", "cleanse"))
WARNING, STEADY = RULES["warning-sign"], RULES["steady-week"]
ALL_LOW = past(sunscreen="xxxxooo.", moisturiser="xxxxooo.", cleanser="xxxxooo.")


def happening(key: str, kind: RuleKind, *gaps: int) -> StandingRule:
    return standing(HappenedOn((key,), 1, 7), kind, every(*gaps or (7,)), topic=key)


SAFETY = happening("sunburn", RuleKind.SAFETY)
CAUTION = happening("picked", RuleKind.CAUTION)
INFO = happening("new-product", RuleKind.INFO)
ADVICE = happening("new-medicine", RuleKind.SEE_A_PROFESSIONAL)
HAPPENED = {"sunburn": "x", "picked": "x", "new-product": "x", "new-medicine": "x", "pain": "x"}


def sent(*ago: int, kind: RuleKind = RuleKind.TIP) -> Resting:
    return Resting(sent=tuple((before(days), kind) for days in ago))


def spoke(rule: StandingRule, *ago: int, until: date | None = None, muted: bool = False) -> Resting:
    rest = RuleRest(
        spoken=tuple(before(days) for days in sorted(ago, reverse=True)),
        silent_until=until,
        is_muted=muted,
    )
    return Resting(rules={rule.rule.key: rest})


def test_one_tip_a_day_and_the_one_that_was_silent_longest() -> None:
    rules = (LOW, MOISTURISE, CLEANSE)
    assert topics(hear(rules, ALL_LOW)) == ["sunscreen-low"]
    rested = Resting(
        rules={
            CLEANSE.rule.key: RuleRest(spoken=(before(6),)),
            MOISTURISE.rule.key: RuleRest(spoken=(before(5),)),
            LOW.rule.key: RuleRest(spoken=(before(4),)),
        }
    )
    assert topics(hear(rules, ALL_LOW, rested)) == ["cleanse-low"]


@pytest.mark.parametrize(
    ("resting", "preferences", "expected"),
    [
        (sent(0), Preferences(), 0),
        (sent(1), Preferences(), 1),
        (sent(6, 3, 1), Preferences(), 0),
        (sent(7, 3, 1), Preferences(), 1),
        (sent(), Preferences(most_a_day=2), 2),
        (sent(0), Preferences(most_a_day=2), 1),
        (sent(6, 3), Preferences(most_a_day=3), 1),
        (sent(), Preferences(most_a_day=0), 0),
        (sent(), Preferences(most_a_week=0), 0),
        (sent(-1), Preferences(), 0),
    ],
)
def test_caps_of_a_day_and_a_week(
    resting: Resting, preferences: Preferences, expected: int
) -> None:
    heard = hear((LOW, MOISTURISE, CLEANSE), ALL_LOW, resting, preferences)
    assert len(heard) == expected


def test_safety_and_warning_signs_stand_outside_the_caps() -> None:
    history = past(happenings=HAPPENED)
    rules = (INFO, CAUTION, ADVICE, SAFETY, WARNING)
    none = Preferences(most_a_day=0, most_a_week=0)
    assert topics(hear(rules, history, preferences=none)) == ["warning-sign", "sunburn"]
    earlier = sent(0, 1, 2, 3, kind=RuleKind.SAFETY)
    assert topics(hear(CAUTION, history, earlier)) == ["picked"]


def test_the_gravest_comes_first() -> None:
    tip = happening("tanning-bed", RuleKind.TIP)
    praise = happening("heavy-product", RuleKind.PRAISE)
    history = past(happenings=HAPPENED | {"tanning-bed": "x", "heavy-product": "x"})
    rules = (praise, INFO, tip, CAUTION, ADVICE)
    wide = Preferences(most_a_day=9, most_a_week=9)
    assert [one.standing.rule.kind for one in hear(rules, history, preferences=wide)] == [
        RuleKind.SEE_A_PROFESSIONAL,
        RuleKind.CAUTION,
        RuleKind.TIP,
        RuleKind.INFO,
        RuleKind.PRAISE,
    ]
    assert topics(hear(rules, history)) == ["new-medicine"]


def test_the_order_of_the_rules_is_nothing() -> None:
    history = replace(ALL_LOW, happenings=past(happenings=HAPPENED).happenings)
    rules = (LOW, CLEANSE, CAUTION, SAFETY)
    first, *others = (hear(order, history) for order in permutations(rules))
    assert all(other == first for other in others)


def test_safety_keeps_calls_to_do_more_silent_for_the_day() -> None:
    history = replace(ALL_LOW, happenings=past(happenings=HAPPENED).happenings)
    assert topics(hear((LOW, SAFETY), history)) == ["sunburn"]
    assert topics(hear((LOW, CAUTION, SAFETY), history)) == ["sunburn", "picked"]
    assert hear(LOW, history, sent(0, kind=RuleKind.SAFETY)) == ()
    assert topics(hear(LOW, history, sent(1, kind=RuleKind.SAFETY))) == ["sunscreen-low"]
    assert hear(LOW, history, sent(0, kind=RuleKind.WARNING_SIGN)) == ()


def test_safety_keeps_praise_silent() -> None:
    history = past(sunscreen="xxxxxxx", moisturiser="xxxxxxx", happenings=HAPPENED)
    assert topics(hear(STEADY, history)) == ["steady-week"]
    assert topics(hear((STEADY, SAFETY), history)) == ["sunburn"]


def test_a_muted_safety_message_silences_nothing() -> None:
    history = replace(ALL_LOW, happenings=past(happenings=HAPPENED).happenings)
    assert topics(hear((LOW, SAFETY), history, spoke(SAFETY, muted=True))) == ["sunscreen-low"]


def test_a_paused_day_says_nothing_but_warning_signs() -> None:
    history = replace(past(happenings=HAPPENED), paused=1)
    rules = (CAUTION, SAFETY, WARNING)
    assert topics(hear(rules, history)) == ["warning-sign"]
    reminders_paused = Preferences(is_paused=True)
    assert topics(hear(rules, past(happenings=HAPPENED), preferences=reminders_paused)) == [
        "warning-sign"
    ]


def test_only_the_person_keeps_a_warning_sign_silent() -> None:
    history = past(happenings=HAPPENED)
    assert hear(WARNING, history, spoke(WARNING, muted=True)) == ()
    unwanted = Preferences(wanted=frozenset(RuleKind) - {RuleKind.WARNING_SIGN})
    assert hear(WARNING, history, preferences=unwanted) == ()


def test_a_snooze_ends_on_its_day() -> None:
    assert hear(LOW, ALL_LOW, spoke(LOW, until=before(-1))) == ()
    assert topics(hear(LOW, ALL_LOW, spoke(LOW, until=TODAY))) == ["sunscreen-low"]


@pytest.mark.parametrize(("ago", "expected"), [(-1, False), (0, False), (2, False), (3, True)])
def test_a_rule_keeps_its_pace(ago: int, expected: bool) -> None:  # noqa: FBT001
    assert bool(hear(LOW, ALL_LOW, spoke(LOW, ago))) is expected


def test_two_rules_with_one_condition_are_one() -> None:
    there = replace(LOW, topic="another")
    assert topics(hear((LOW, there), ALL_LOW, preferences=Preferences(most_a_day=9))) == ["another"]


def test_who_hides_counts_hears_no_rule_that_knows_them() -> None:
    sun: Condition = HappenedOn(("sunburn",), 1, 7)
    conditions = (AnyOf((sun, CountRises())), Unless(sun, CountRises()))
    for condition in conditions:
        rule = standing(condition, RuleKind.SAFETY)
        shown = past(happenings=HAPPENED)
        assert len(hear(rule, shown)) == 1
        assert hear(rule, replace(shown, counts_hidden=True)) == ()


def test_one_missed_day_speaks_only_where_safety_hangs_on_it() -> None:
    history = past(sunscreen="xxxxxxo.", exfoliation="x.")
    yesterday = MissedInARow("sunscreen", 1)
    for condition in (yesterday, DoneOnFewer("sunscreen", 7, 7)):
        assert hear(standing(condition, RuleKind.TIP), history) == ()
        assert hear(standing(condition, RuleKind.CAUTION), history) == ()
    assert len(hear(standing(yesterday, RuleKind.SAFETY), history)) == 1
    assert len(hear(RULES["acid-then-sun"], history)) == 1


def test_with_fewer_than_four_days_logged_only_come_back_speaks_of_the_routine() -> None:
    history = past(sunscreen="ooo.....", moisturiser="ooo.....", cleanser="ooo.....")
    rules = [RULES[name] for name in ("sunscreen-low", "sunscreen-run", "cleanse-low", "come-back")]
    assert topics(hear(rules, history)) == ["come-back"]


def test_what_is_offered_is_what_was_missed_and_is_still_open() -> None:
    assert [one.offers for one in hear(LOW, ALL_LOW)] == ["sunscreen"]
    assert [one.offers for one in hear(LOW, past(sunscreen="xxxxoooo"))] == [None]
    both = AllOf((DoneOnFewer("other", 5, 7), DoneOnFewer("sunscreen", 5, 7)))
    history = past(other="xxxxooo.", sunscreen="xxxxooo.")
    assert [one.offers for one in hear(standing(both), history)] == ["sunscreen"]


def test_exfoliation_is_never_offered() -> None:
    rule = standing(DoneOnFewer("exfoliation", 5, 7))
    history = past(steps={"exfoliation": step("xxxxooo.", planned=all_of(30))})
    assert [one.offers for one in hear(rule, history)] == [None]


def test_counting_is_offered_as_a_way() -> None:
    assert [one.offers for one in hear(RULES["count-due"], past(counts={7: 3}))] == ["count"]


def test_it_is_decided_for_the_day_that_is_asked_for() -> None:
    yesterday = before(1)
    intents = decide(
        rules=[SAFETY],
        history=past(happenings={"sunburn": "x."}),
        today=yesterday,
        resting=Resting(),
        preferences=Preferences(),
    )
    assert [(one.day, one.figures.parts[0].days[0].day) for one in intents] == [
        (yesterday, yesterday)
    ]


def test_come_back_speaks_less_and_less_often() -> None:
    rule = RULES["come-back"]
    heard: list[int] = []
    for silent in range(1, 60):
        history = past(sunscreen="x" + "." * silent)
        resting = spoke(rule, *(silent - at for at in heard))
        heard += [silent for _ in hear(rule, history, resting)]
    assert heard == [5, 9, 16, 30, 44, 58]


def test_come_back_begins_again_after_a_return() -> None:
    history = past(sunscreen="x......x.....")
    rested = spoke(RULES["come-back"], 8, 30, 37)
    assert topics(hear(RULES["come-back"], history, rested)) == ["come-back"]


def test_count_due_is_silent_after_two_until_the_next_count() -> None:
    rule = RULES["count-due"]
    assert len(hear(rule, past(counts={14: 3}), spoke(rule, 7))) == 1
    assert hear(rule, past(counts={21: 3}), spoke(rule, 7, 14)) == ()
    assert hear(rule, past(counts={89: 3}), spoke(rule, 75, 82)) == ()
    assert len(hear(rule, past(counts={28: 2, 7: 3}), spoke(rule, 14, 21))) == 1


def test_a_spell_of_answers_is_found_again_from_the_diary() -> None:
    rule = standing(DoneOnFewer("sunscreen", 5, 7), pace=every(3, silent_after=2))
    low_all_along = past(sunscreen="x" + "o" * 20 + ".")
    assert hear(rule, low_all_along, spoke(rule, 3, 6)) == ()
    kept_between = past(sunscreen="o" * 9 + "x" * 9 + "ooo.")
    assert len(hear(rule, kept_between, spoke(rule, 11, 14))) == 1


def test_nothing_speaks_without_rules_or_a_past() -> None:
    assert hear([], ALL_LOW) == ()
    assert hear(RULES.values(), past()) == ()
    assert hear(standing(NothingLogged(0)), past()) == ()
