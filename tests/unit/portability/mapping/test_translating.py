"""What marks of another program become, under what the person said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.diary.cadence import Cadence, Kind
from routines.portability.foreign import DayText, Dropped, Habit, Item, Said, Unreadable
from routines.portability.incoming import LeftOut, Located
from routines.portability.mapping.choices import key_of
from routines.portability.mapping.targets import LEFT_OUT, Target, To
from routines.portability.values import Answer, Count, Happening, Note, Step, Term
from tests.unit.portability.mapping.given import (
    AT,
    KEY,
    MONDAY,
    TUESDAY,
    brought,
    habit,
    mark,
    step,
)

ON_STEP = Target(To.STEP, str(KEY))


def answer(**more: object) -> Answer:
    return Answer(**{"step": KEY, "day": MONDAY, "answer": "done", "given_at": AT, **more})


@pytest.mark.parametrize(
    ("said", "number", "expected", "what"),
    [
        (Said.DONE, None, answer(), "A: done"),
        (Said.NOT_DONE, None, answer(answer="not_done"), "A: not done"),
        (Said.SKIPPED, None, answer(answer="skipped", skip_reason="other"), "A: skipped"),
        (Said.NUMBER, "0", answer(answer="not_done"), "A: not done"),
        (Said.NUMBER, "1", answer(), "A: done"),
        (Said.NUMBER, "3.0", answer(times=3), "A: done 3 times"),
        (Said.NUMBER, "20", answer(times=20), "A: done 20 times"),
        (Said.NUMBER, "21", answer(note="21 ml"), "A: done"),
        (Said.NUMBER, "2.50", answer(note="2.5 ml"), "A: done"),
    ],
)
def test_marks_become_answers(said: Said, number: str | None, expected: Answer, what: str) -> None:
    items = [habit(unit="ml"), mark(said, number=number)]
    assert brought(items, {"a": ON_STEP}) == [Located(place="line 2", what=what, record=expected)]


@pytest.mark.parametrize(
    ("said", "number", "shown", "reason"),
    [
        (
            Said.AUTOMATIC,
            None,
            "automatic",
            "Their program filled it in by itself; nobody said it.",
        ),
        (Said.UNKNOWN, None, "no answer", "Nothing was said of it on that day."),
        (Said.NUMBER, "-1", "-1", "There is no sense in such a number here."),
    ],
)
def test_marks_that_answer_nothing_are_left_out(
    said: Said, number: str | None, shown: str, reason: str
) -> None:
    assert brought([habit(), mark(said, number=number)], {"a": ON_STEP}) == [
        LeftOut(place="line 2", what=f"A: {shown}", reason=reason, day=MONDAY)
    ]


def test_note_beside_no_answer_goes_into_the_note_of_the_day() -> None:
    assert brought([habit(), mark(Said.UNKNOWN, note="away")], {"a": ON_STEP}) == [
        LeftOut(
            place="line 2",
            what="A: no answer (away)",
            reason="Nothing was said of it on that day. What was written there is in the note of "
            "the day.",
            day=MONDAY,
        ),
        Located(
            place="line 2",
            what="Note of the day",
            record=Note(day=MONDAY, text="A: away", given_at=AT),
        ),
    ]


def test_time_that_the_file_knows_is_kept_unless_it_lies_ahead() -> None:
    before, after = AT - timedelta(days=1), AT + timedelta(days=1)
    items = [habit(), mark(at=before), mark(day=TUESDAY, at=after)]
    assert brought(items, {"a": ON_STEP}) == [
        Located(place="line 2", what="A: done", record=answer(given_at=before), is_timed=True),
        Located(place="line 2", what="A: done", record=answer(day=TUESDAY)),
    ]


def test_two_habits_on_one_step_add_up() -> None:
    items = [
        *(habit("a"), habit("b")),
        mark(ref="a", place="1"),
        mark(ref="b", place="2", note="twice", number="2"),
        mark(Said.NOT_DONE, ref="a", day=TUESDAY, place="3"),
        mark(Said.SKIPPED, ref="b", day=TUESDAY, place="4"),
    ]
    assert brought(items, {"a": ON_STEP, "b": ON_STEP}) == [
        Located(place="1", what="A: done 3 times", record=answer(times=3)),
        LeftOut(
            place="2",
            what="B: 2 (twice)",
            reason="It counts as a further time of what a row before says. What was written there "
            "is in the note of the day.",
            day=MONDAY,
        ),
        LeftOut(
            place="3",
            what="A: not done",
            reason="Another row says of that day: skipped.",
            day=TUESDAY,
        ),
        Located(
            place="4",
            what="B: skipped",
            record=answer(day=TUESDAY, answer="skipped", skip_reason="other"),
        ),
        Located(
            place="2",
            what="Note of the day",
            record=Note(day=MONDAY, text="B: 2 – twice", given_at=AT),
        ),
    ]


def test_long_note_moves_to_the_day() -> None:
    items = [habit(), mark(note="n" * 501)]
    assert brought(items, {"a": ON_STEP}) == [
        Located(place="line 2", what="A: done", record=answer()),
        Located(
            place="line 2",
            what="Note of the day",
            record=Note(day=MONDAY, text=f"A: done – {'n' * 501}", given_at=AT),
        ),
    ]


def test_new_step_begins_with_its_first_mark() -> None:
    walk = Habit(
        ref="w", name="Walk", cadence=Cadence(kind=Kind.EVERY, every_days=2), is_archived=True
    )
    key = key_of("test", "step", "w")
    items = [walk, mark(ref="w", day=TUESDAY), mark(ref="w")]
    new = Target(To.NEW, "other", "evening")
    told = brought(items, {"w": new}, steps=[step("Sun", key=KEY)])
    assert told[0] == Located(
        place="The list of habits",
        what="A new step: Walk",
        record=Step(
            key=key,
            kind="other",
            terms=(
                Term(
                    name="Walk",
                    slot="evening",
                    cadence=Cadence(kind=Kind.EVERY, every_days=2),
                    position=5,
                    starts_on=MONDAY,
                    ends_on=TUESDAY + timedelta(days=1),
                ),
            ),
        ),
    )
    assert [item.record.step for item in told[1:] if isinstance(item, Located)] == [key, key]
    again = brought(items, {"w": new}, steps=[step("Walk", key=key)])
    assert again == told[1:]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("n" * 61, "n" * 59 + "…"),
        ("word " * 11 + "another", "word " * 10 + "word…"),
        ("a " + "n" * 60, "a " + "n" * 57 + "…"),
    ],
)
def test_long_name_is_cut_and_told(name: str, kept: str) -> None:
    long = Habit(ref="l", name=name)
    told = brought([long, mark(ref="l")], {"l": Target(To.NEW, "other")})
    assert [item.what for item in told if isinstance(item, LeftOut)] == [name]
    assert told[0].what == f"A new step: {kept}"


def test_habit_without_any_answer_makes_no_step() -> None:
    told = brought([habit(), mark(Said.UNKNOWN)], {"a": Target(To.NEW, "other")})
    assert [(item.place, item.reason) for item in told if isinstance(item, LeftOut)] == [
        ("The list of habits", "There is no answer of it, so no step was made."),
        ("line 2", "Nothing was said of it on that day."),
    ]
    assert len(told) == 2


def test_numbers_become_one_count_a_day() -> None:
    items = [
        *(habit("n"), habit("c"), habit("w")),
        mark(ref="n", number="3", note="sore", place="1"),
        mark(ref="c", number="0", place="2"),
        mark(ref="w", number="9", place="3"),
        mark(ref="n", number="4", place="4"),
        mark(ref="n", number="2.5", day=TUESDAY, place="5"),
        mark(ref="n", number="1000", day=TUESDAY, place="6"),
        mark(Said.DONE, ref="n", day=TUESDAY, place="7"),
    ]
    targets = {
        "n": Target(To.COUNT, "nose"),
        "c": Target(To.COUNT, "chin"),
        "w": Target(To.COUNT, "whole_face"),
    }
    told = brought(items, targets)
    assert [(item.place, item.reason) for item in told if isinstance(item, LeftOut)] == [
        ("3", "There is a number of that day for the whole face, or for parts of it, already."),
        ("4", "There is another number of that day for the same place."),
        ("5", "Spots are counted in whole numbers from 0 to 999."),
        ("6", "Spots are counted in whole numbers from 0 to 999."),
        ("7", "It is no number."),
    ]
    assert [item for item in told if isinstance(item, Located)] == [
        Located(
            place="1",
            what="Count: 3",
            record=Count(
                key=key_of("test", "count", "2026-01-05"),
                day=MONDAY,
                counted_at=AT,
                given_at=AT,
                numbers={"nose": 3, "chin": 0},
                note="sore",
            ),
        )
    ]


def test_happening_is_told_once_a_day() -> None:
    items = [habit(), mark(note="lake"), mark(), mark(Said.NOT_DONE, day=TUESDAY)]
    told = brought(items, {"a": Target(To.HAPPENING, "sunburn")})
    assert told == [
        Located(
            place="line 2",
            what="A",
            record=Happening(day=MONDAY, kind="sunburn", given_at=AT, note="lake"),
        ),
        LeftOut(
            place="line 2",
            what="A: done",
            reason="Another row says the same of that day.",
            day=MONDAY,
        ),
        LeftOut(
            place="line 2",
            what="A: not done",
            reason="It says that nothing happened, or nothing.",
            day=TUESDAY,
        ),
    ]


def test_lines_and_texts_of_a_day_come_together() -> None:
    items: list[Item] = [
        habit("mood"),
        habit("walk"),
        mark(Said.NUMBER, ref="mood", note="good"),
        DayText(place="line 3", day=MONDAY, text="A day."),
        mark(ref="walk"),
        mark(ref="walk", day=TUESDAY, number="2.0"),
    ]
    note = Target(To.NOTE)
    told = brought(items, {"mood": note, "walk": note})
    assert [(item.record.day, item.record.text) for item in told if isinstance(item, Located)] == [
        (MONDAY, "MOOD: good\nA day.\nWALK: done"),
        (TUESDAY, "WALK: 2"),
    ]
    assert len(told) == 2


def test_note_of_a_day_that_is_full_tells_what_is_not_in_it() -> None:
    items: list[Item] = [
        DayText(place="1", day=MONDAY, text="a" * 1500),
        DayText(place="2", day=MONDAY, text="b" * 500),
        DayText(place="3", day=MONDAY, text="c" * 499),
    ]
    told = brought(items, {})
    assert told[0] == LeftOut(
        place="2",
        what=f"Note: {'b' * 500}",
        reason="The note of that day would be longer than 2,000 letters.",
        day=MONDAY,
    )
    assert [len(item.record.text) for item in told if isinstance(item, Located)] == [2000]


def test_what_was_left_out_is_told() -> None:
    items: list[Item] = [
        habit(),
        mark(),
        DayText(place="line 3", day=MONDAY, text="A day."),
        Dropped(name="Scores", values=3, reason="No."),
        Unreadable(place="line 4", text="?", reason="?"),
    ]
    assert brought(items, {"a": LEFT_OUT}, texts=False) == [
        LeftOut(place="line 2", what="A: done", reason="You left “A” out.", day=MONDAY),
        LeftOut(place="line 3", what="A note", reason="You left the notes out.", day=MONDAY),
        Unreadable(place="line 4", text="?", reason="?"),
        Dropped(name="Scores", values=3, reason="No."),
    ]


def test_target_that_is_gone_is_told() -> None:
    assert [
        item.reason for item in brought([habit(), mark()], {}) if isinstance(item, LeftOut)
    ] == ["What you chose for it is no longer there."]


marks = st.builds(
    mark,
    st.sampled_from([said for said in Said if said is not Said.NUMBER]),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from([MONDAY, TUESDAY]),
    number=st.none() | st.decimals(-5, 500, places=1).map(str),
    note=st.text(max_size=10).map(str.strip),
    at=st.none() | st.timedeltas(timedelta(-500), timedelta(500)).map(lambda away: AT + away),
)
targets = st.sampled_from(
    [
        ON_STEP,
        Target(To.NEW, "other"),
        Target(To.COUNT, "nose"),
        Target(To.COUNT, "whole_face"),
        Target(To.HAPPENING, "sunburn"),
        Target(To.NOTE),
        LEFT_OUT,
    ]
)


@given(st.lists(marks, max_size=20), st.tuples(targets, targets, targets))
def test_every_mark_and_every_word_is_somewhere(
    given_marks: list[Item], said: tuple[Target, ...]
) -> None:
    items = [habit("a"), habit("b"), habit("c"), *given_marks]
    told = brought(items, dict(zip("abc", said, strict=True)))
    records = [item.record for item in told if isinstance(item, Located)]
    identities = [
        (type(record), getattr(record, "step", None), getattr(record, "day", None))
        for record in records
        if not isinstance(record, Step)
    ]
    assert len(identities) == len(set(identities))
    text = "\n".join(
        [item.what for item in told if isinstance(item, LeftOut)]
        + [getattr(record, "note", "") or getattr(record, "text", "") for record in records]
    )
    for each in given_marks:
        assert each.note in text or " ".join(each.note.split()) in text
