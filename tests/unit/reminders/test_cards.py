"""Which reminders find a place on Today, and what each offers."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import Day, Given, PlannedStep, build_days
from routines.guidance.rules import RuleKind
from routines.reminders.cards import LOOKS, Waiting, is_current, thoughts, waits
from routines.reminders.models import KINDS

TODAY = date(2026, 11, 22)
NOON = time(12, 0)


def step(step_id: int, kind: str, slot: str, name: str = "", **fields: object) -> PlannedStep:
    usual: dict[str, object] = {"cadence": Cadence(), "position": step_id, "starts_on": TODAY}
    return PlannedStep(
        step_id=step_id, kind=kind, slot=slot, name=name or kind, **{**usual, **fields}
    )


def day_with(*steps: PlannedStep, done: tuple[int, ...] = (), skipped: tuple[int, ...] = ()) -> Day:
    """Today with these steps, some of them answered."""
    answers = [Given(step_id=one, day=TODAY, answer="done") for one in done]
    answers += [Given(step_id=one, day=TODAY, answer="skipped") for one in skipped]
    (day,) = build_days(
        first=TODAY, last=TODAY, today=TODAY, plans=steps, answers=answers, pauses=[]
    )
    return day


def waiting(kind: str = "tip", *, ago: int = 0, minutes: int = 0, **fields: str) -> Waiting:
    """A reminder said `ago` days ago; of two the one with more `minutes` is later."""
    usual = {"rule_key": f"{kind}{ago}{minutes}", "message": kind, "offers": ""}
    return Waiting(
        key=uuid.uuid4(),
        kind=kind,
        day=TODAY - timedelta(days=ago),
        made_at=datetime(2026, 11, 22, 8, minutes, tzinfo=UTC) - timedelta(days=ago),
        **{**usual, **fields},
    )


def messages(*said: Waiting, day: Day | None = None, clock: time = NOON) -> list[str]:
    chosen = thoughts(said, day=day or day_with(), clock=clock)
    return [thought.message for thought in chosen]


def test_every_kind_has_a_look() -> None:
    assert set(LOOKS) == {kind for kind, _ in KINDS}
    assert list(LOOKS)[: len(RuleKind)] == [kind.value for kind in RuleKind]


def test_only_a_warning_sign_is_red() -> None:
    assert [kind for kind, look in LOOKS.items() if look.tone == "warning"] == ["warning sign"]


def test_gravest_come_first_then_the_latest_and_two_are_enough() -> None:
    said = [
        waiting("tip", message="early tip"),
        waiting("praise"),
        waiting("tip", message="late tip", minutes=5),
        waiting("caution"),
    ]
    assert messages(*said) == ["caution", "late tip"]


def test_rule_that_spoke_twice_is_shown_once_with_its_last_words() -> None:
    said = [
        waiting(message="now", rule_key="low"),
        waiting(message="yesterday", rule_key="low", ago=1),
    ]
    assert messages(*said) == ["now"]
    assert messages(*reversed(said)) == ["now"]


@pytest.mark.parametrize(
    ("kind", "shown"), [("tip", 2), ("praise", 2), ("caution", 2), ("safety", 7), ("nudge", 1)]
)
def test_reminder_is_current_for_its_kinds_days(kind: str, shown: int) -> None:
    days = [ago for ago in range(10) if is_current(kind, TODAY - timedelta(days=ago), TODAY)]
    assert days == list(range(shown))
    assert not is_current(kind, TODAY + timedelta(days=1), TODAY)


@pytest.mark.parametrize(
    ("clock", "offered"),
    [
        (time(9, 0), ["Tonight", "Tomorrow", "In a week"]),
        (time(17, 59), ["Tonight", "Tomorrow", "In a week"]),
        (time(18, 0), ["Tomorrow", "In a week"]),
        (time.max, ["Tomorrow", "In a week"]),
    ],
)
def test_tonight_is_offered_until_it_is_evening(clock: time, offered: list[str]) -> None:
    assert [words for _, words in waits(clock)] == offered


@pytest.mark.parametrize(
    ("clock", "offered"), [(time(7, 0), "Foam"), (time(15, 0), "Balm"), (time(22, 0), "Balm")]
)
def test_done_offers_the_step_of_this_part_of_the_day(clock: time, offered: str) -> None:
    day = day_with(step(1, "cleanser", "morning", "Foam"), step(2, "cleanser", "evening", "Balm"))
    (thought,) = thoughts([waiting(offers="cleanser")], day=day, clock=clock)
    assert thought.offers == offered


def test_done_offers_what_is_still_open() -> None:
    steps = (step(1, "cleanser", "morning", "Foam"), step(2, "cleanser", "evening", "Balm"))
    day = day_with(*steps, done=(1,))
    (thought,) = thoughts([waiting(offers="cleanser")], day=day, clock=time(7, 0))
    assert thought.offers == "Balm"


def test_reminder_is_settled_once_all_it_asks_for_is_done() -> None:
    steps = (step(1, "cleanser", "morning"), step(2, "cleanser", "evening"))
    said = waiting(offers="cleanser")
    assert messages(said, day=day_with(*steps, done=(1,))) == ["tip"]
    assert messages(said, day=day_with(*steps, done=(1, 2))) == []


def test_skipped_step_settles_nothing_and_offers_nothing() -> None:
    day = day_with(step(1, "sunscreen", "morning"), skipped=(1,))
    (thought,) = thoughts([waiting(offers="sunscreen")], day=day, clock=NOON)
    assert thought.offers == ""


def test_step_that_is_not_due_is_not_offered() -> None:
    twice_a_week = Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0}))
    day = day_with(step(1, "exfoliation", "evening", cadence=twice_a_week))
    (thought,) = thoughts([waiting(offers="exfoliation")], day=day, clock=NOON)
    assert thought.offers == ""


def test_nudge_is_settled_once_its_part_of_the_day_is_answered() -> None:
    steps = (step(1, "cleanser", "evening"), step(2, "moisturiser", "evening"))
    said = waiting("nudge", offers="evening")
    (thought,) = thoughts([said], day=day_with(*steps, done=(1,)), clock=NOON)
    assert (thought.offers, thought.is_nudge) == ("the rest of this evening", True)
    assert messages(said, day=day_with(*steps, done=(1,), skipped=(2,))) == []


def test_reminder_to_count_is_settled_by_a_count() -> None:
    said = [waiting(offers="count")]
    assert thoughts(said, day=day_with(), clock=NOON, has_counted=True) == ()


def test_reminder_to_count_leads_to_counting() -> None:
    (thought,) = thoughts([waiting(offers="count")], day=day_with(), clock=NOON)
    assert (thought.leads_to_count, thought.offers) == (True, "")
