"""What becomes of each row of a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from routines.diary.cadence import Cadence
from routines.diary.models import Answer as AnswerWord
from routines.diary.models import Kind as StepKind
from routines.diary.models import SkipReason, Slot, StepTerm
from routines.diary.services.products import MOST_PRODUCTS
from routines.diary.services.routine import MOST_STEPS
from routines.portability.foreign import Dropped, RefusedFile, Unreadable
from routines.portability.incoming import Incoming, LeftOut, Located
from routines.portability.planning import deciding, rules, standing
from routines.portability.planning.deciding import decide
from routines.portability.planning.plan import Plan, Reached, Terms
from routines.portability.planning.present import Present, by_identity
from routines.portability.planning.verdicts import Choice, Kind, Row, Verdict
from routines.portability.services.shelves import SHELVES
from routines.portability.values import (
    Answer,
    Count,
    Happening,
    Note,
    Nudge,
    Pause,
    Preferences,
    Product,
    Record,
    Reminder,
    Rest,
    Step,
    Term,
    Trial,
    Wish,
)
from routines.reminders.models import KINDS
from routines.reminders.services.nudges import MOST_NUDGES
from routines.spots.services import MOST_A_DAY

TODAY = date(2026, 11, 22)
SPRING = date(2026, 4, 1)
EARLY = datetime(2026, 11, 20, 8, tzinfo=UTC)
LATE = datetime(2026, 11, 21, 8, tzinfo=UTC)
MINE, NEXT, THEIRS = (UUID(int=number) for number in (1, 2, 3))


def term(name: str = "Sunscreen", **fields: object) -> Term:
    given = {"slot": "morning", "cadence": Cadence(), "position": 0, "starts_on": SPRING, **fields}
    return Term(name=name, **given)  # type: ignore[arg-type]


def step(key: UUID = MINE, *terms: Term, kind: str = "sunscreen") -> Step:
    return Step(key=key, kind=kind, terms=terms or (term(),))


def answer(day: date = TODAY, said: str = "done", **fields: object) -> Answer:
    given = {"step": MINE, "given_at": EARLY, **fields}
    return Answer(day=day, answer=said, **given)  # type: ignore[arg-type]


def count(key: int = 9, **fields: object) -> Count:
    given = {"day": TODAY, "counted_at": EARLY, "given_at": EARLY, "numbers": {"nose": 3}, **fields}
    return Count(key=UUID(int=key), **given)  # type: ignore[arg-type]


def present(*records: Record, **fields: object) -> Present:
    given = {"happenings": {"strong-sun": "Strong sun"}, **fields}
    return Present(today=TODAY, records=by_identity(records), **given)  # type: ignore[arg-type]


def located(record: Record, *, place: str = "line 1", is_timed: bool = False) -> Located:
    return Located(place=place, what="What it says", record=record, is_timed=is_timed)


def plan(here: Present, *items: Record | Incoming, **terms: object) -> Plan:
    known = (Located, LeftOut, Unreadable, Dropped)
    incoming = [item if isinstance(item, known) else located(item) for item in items]
    return decide(incoming, here, Terms(**terms))  # type: ignore[arg-type]


def verdicts(made: Plan) -> list[tuple[str, str]]:
    return [(row.verdict.value, row.reason) for row in made.rows()]


# --- New, the same, not read ----------------------------------------------------------------------


def test_row_that_the_diary_lacks_is_new() -> None:
    made = plan(present(step()), answer())
    assert list(made.rows()) == [
        Row(
            verdict=Verdict.NEW,
            kind=Kind.ANSWERS,
            place="line 1",
            what="What it says",
            day=TODAY,
        )
    ]
    assert made.puts == (answer(),)


def test_row_that_says_the_same_at_another_time_changes_nothing() -> None:
    made = plan(present(step(), answer()), located(answer(given_at=LATE), is_timed=True))
    assert verdicts(made) == [("same", "")]
    assert made.changes_nothing


def test_rows_that_were_not_understood_or_wanted_are_listed() -> None:
    made = plan(
        present(),
        Unreadable(place="line 2", text="31.13.2020", reason="There is no such day."),
        LeftOut(place="line 3", what="Mood: good", reason="Moods have no place here.", day=TODAY),
        Dropped(name="Scores.csv", values=400, reason="Worked out anew."),
    )
    assert [(row.what, row.verdict, row.reason, row.day) for row in made.rows()] == [
        ("“31.13.2020”", Verdict.UNREADABLE, "There is no such day.", None),
        ("Mood: good", Verdict.LEFT_OUT, "Moods have no place here.", TODAY),
    ]
    assert [one.name for one in made.dropped] == ["Scores.csv"]
    assert made.sums() == {
        Verdict.UNREADABLE: {Kind.OTHER: 1},
        Verdict.LEFT_OUT: {Kind.OTHER: 1},
    }


def test_file_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "MOST_ROWS", 2)
    with pytest.raises(RefusedFile, match="more than 2 rows"):
        plan(present(step()), *(answer(TODAY - timedelta(days=n)) for n in range(3)))


def test_file_with_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "MOST_LETTERS", 5)
    plan(present(step()), answer(note="12345"))
    with pytest.raises(RefusedFile, match="more text"):
        plan(present(step()), Note(day=TODAY, text="123456", given_at=EARLY))


def test_steps_that_changed_all_the_time_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "MOST_TERMS", 3)
    twice = (term(ends_on=TODAY), term(starts_on=TODAY))
    assert verdicts(plan(present(), step(MINE, *twice), step(NEXT), is_own=True))
    with pytest.raises(RefusedFile, match="changed more often"):
        plan(present(), step(MINE, *twice), step(NEXT, *twice), is_own=True)


# --- Conflicts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "is_timed", "given_at", "verdict"),
    [
        (Choice.MINE, True, LATE, Verdict.KEPT),
        (Choice.THEIRS, False, EARLY, Verdict.TAKEN),
        (Choice.LATER, True, LATE, Verdict.TAKEN),
        (Choice.LATER, True, EARLY - timedelta(hours=1), Verdict.KEPT),
        # The time of the import is nobody's word.
        (Choice.LATER, False, LATE, Verdict.KEPT),
    ],
)
def test_conflict_goes_by_the_choice(
    choice: Choice,
    is_timed: bool,  # noqa: FBT001
    given_at: datetime,
    verdict: Verdict,
) -> None:
    theirs = answer(said="skipped", skip_reason="travelling", given_at=given_at)
    made = plan(
        present(step(), answer(note="in the car")),
        located(theirs, is_timed=is_timed),
        choice=choice,
    )
    (row,) = made.rows()
    assert (row.verdict, row.mine, row.theirs) == (
        verdict,
        "Done, “in the car”",
        "Skipped (travelling)",
    )
    assert made.puts == ((theirs,) if verdict is Verdict.TAKEN else ())


@pytest.mark.parametrize(
    ("theirs", "is_own", "verdict"),
    [
        (answer(), False, Verdict.SAME),
        (answer(), True, Verdict.KEPT),
        (answer(note="dry"), False, Verdict.KEPT),
        (answer(times=2), False, Verdict.KEPT),
        (answer(said="not_done"), False, Verdict.KEPT),
    ],
)
def test_file_of_a_program_contradicts_nothing_by_having_no_note_or_product(
    theirs: Answer,
    is_own: bool,  # noqa: FBT001
    verdict: Verdict,
) -> None:
    here = present(
        step(), Product(key=NEXT, name="Lotion"), answer(note="in the car", product=NEXT)
    )
    (row,) = plan(here, theirs, is_own=is_own, choice=Choice.MINE).rows()
    assert row.verdict is verdict


def test_answer_that_was_taken_back_is_a_word_too() -> None:
    made = plan(present(step(), answer(said="")), answer())
    (row,) = made.rows()
    assert (row.verdict, row.mine, row.theirs) == (Verdict.KEPT, "Nothing logged", "Done")


def test_numbers_of_counts_are_not_told_to_who_hides_them() -> None:
    here = present(count(), counts_hidden=True)
    (row,) = plan(here, count(numbers={"nose": 5})).rows()
    assert (row.mine, row.theirs) == ("A count", "A count")
    (row,) = plan(present(count()), count(numbers={"nose": 5, "chin": 1})).rows()
    assert (row.mine, row.theirs) == ("3 spots", "6 spots")


def test_foreign_file_never_changes_what_it_is_mapped_to() -> None:
    other = step(MINE, term("LSF 50"))
    made = plan(present(step()), other, choice=Choice.THEIRS)
    assert verdicts(made) == [("same", "")]


def test_own_file_may_change_a_step_but_not_away_from_under_its_answers() -> None:
    other = step(MINE, term(starts_on=TODAY))
    made = plan(present(step()), other, choice=Choice.THEIRS, is_own=True)
    assert (verdicts(made), made.puts) == ([("taken", "")], (other,))
    logged = answer(TODAY - timedelta(days=3))
    made = plan(present(step(), logged), other, choice=Choice.THEIRS, is_own=True)
    assert verdicts(made) == [
        ("kept", "You logged this step on days on which the file does not have it.")
    ]


def test_settings_come_only_where_they_are_wanted() -> None:
    mine = preferences()
    other = replace(mine, most_a_day=3)
    assert verdicts(plan(present(mine), other, is_own=True)) == [
        ("left_out", "Your own settings stay as they are.")
    ]
    wanted = plan(present(mine), other, is_own=True, with_settings=True)
    assert (verdicts(wanted), wanted.puts) == ([("taken", "")], (other,))


@pytest.mark.parametrize("zone", ["", "Nowhere/None", "../../etc/passwd", "UTC\n"])
def test_settings_of_a_zone_that_there_is_not_are_refused(zone: str) -> None:
    other = replace(preferences(), time_zone=zone)
    made = plan(present(preferences()), other, is_own=True, with_settings=True)
    assert verdicts(made) == [("refused", rules.MAKES_NO_SENSE)]


def preferences() -> Preferences:
    return Preferences(
        time_zone="Europe/Berlin",
        day_starts_at=time(3),
        locale="",
        appearance="system",
        skin_type="",
        exfoliation_cap=None,
        count_weekday=6,
        counts_hidden=False,
        messages_at=time(9),
        quiet_from=time(22),
        quiet_until=time(7),
        most_a_day=1,
        most_a_week=3,
        reminders_paused_until=None,
        language="en",
    )


# --- Several rows about the same ------------------------------------------------------------------


def test_of_two_rows_about_the_same_the_last_counts() -> None:
    made = plan(present(step()), answer(), answer(said="not_done"))
    assert [row.verdict for row in made.rows()] == [Verdict.REPEATED, Verdict.NEW]
    assert made.puts == (answer(said="not_done"),)


def test_of_two_timed_rows_about_the_same_the_later_counts() -> None:
    later = located(answer(given_at=LATE), is_timed=True)
    earlier = located(answer(said="not_done"), is_timed=True)
    made = plan(present(step()), later, earlier)
    assert [row.verdict for row in made.rows()] == [Verdict.NEW, Verdict.REPEATED]


# --- What the diary has no place for --------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (answer(TODAY + timedelta(days=2)), rules.NOT_YET),
        (answer(date(1999, 12, 31)), rules.TOO_EARLY),
        (answer(said="perhaps"), rules.MAKES_NO_SENSE),
        (answer(said="skipped"), rules.MAKES_NO_SENSE),
        (answer(times=21), "A step is done up to 20 times a day."),
        (answer(note="x" * 501), "Its text is longer than 500 letters."),
        (answer(note="\0"), "It holds characters that can’t be kept."),
        (answer(note="\ud800"), "It holds characters that can’t be kept."),
        (answer(step=NEXT), standing.NO_SUCH_STEP),
        (
            Rest(rule_key="x" * 65, made_at=EARLY),
            "Its text is longer than 64 letters.",
        ),
        (
            Reminder(
                origin="rule",
                rule_key="sun",
                kind="tip",
                message="x" * 100_001,
                day=TODAY,
                due_at=EARLY,
                made_at=EARLY,
            ),
            "Its text is longer than 100,000 letters.",
        ),
        (answer(product=NEXT), standing.NO_SUCH_PRODUCT),
        (
            Happening(day=TODAY, kind="full-moon", given_at=EARLY),
            "This diary has no such happening in its list.",
        ),
        (
            Happening(day=TODAY, kind="strong-sun", region="knee", given_at=EARLY),
            rules.MAKES_NO_SENSE,
        ),
        (
            Note(day=TODAY, text="x" * 2001, given_at=EARLY),
            "Its text is longer than 2,000 letters.",
        ),
        (count(numbers={}), "It is no count: nothing was counted."),
        (
            count(numbers={"nose": 1000}),
            "It is no count: a number of spots lies between 0 and 999.",
        ),
        (count(numbers={"knee": 1}), rules.MAKES_NO_SENSE),
        (
            Pause(starts_on=TODAY, ends_on=SPRING),
            "A pause can’t end before it begins.",
        ),
        (
            Pause(starts_on=date(2026, 6, 5), ends_on=date(2026, 6, 9)),
            "There is another pause on some of these days.",
        ),
        (Product(key=THEIRS, name=" "), "It has no name."),
        (step(THEIRS, term(name="x" * 61)), "Its text is longer than 60 letters."),
        (step(THEIRS, term(ends_on=SPRING)), rules.MAKES_NO_SENSE),
        (step(THEIRS, term(product=THEIRS)), standing.NO_SUCH_PRODUCT),
        (Trial(step=MINE, starts_on=SPRING, blocks=5, begins_with_step=True), rules.MAKES_NO_SENSE),
        (
            Trial(step=NEXT, starts_on=SPRING, blocks=6, begins_with_step=True),
            standing.NO_SUCH_STEP,
        ),
        (
            Rest(rule_key=standing.trial_rule(MINE, SPRING), made_at=EARLY),
            "It speaks of a trial that is not brought in.",
        ),
        (
            Nudge(key=THEIRS, slot="noon", at=time(9), weekdays=frozenset({0}), active=True),
            rules.MAKES_NO_SENSE,
        ),
    ],
)
def test_row_against_the_rules_is_refused(record: Record, reason: str) -> None:
    pause = Pause(starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 6))
    made = plan(present(step(), pause), record)
    assert (verdicts(made), made.puts) == ([("refused", reason)], ())


def test_day_that_has_begun_elsewhere_is_let_in() -> None:
    """A diary that was kept further east, or whose day started earlier."""
    tomorrow = answer(TODAY + timedelta(days=1))
    assert plan(present(step()), tomorrow).puts == (tomorrow,)


def test_day_with_too_many_counts_takes_no_more() -> None:
    full = [count(number) for number in range(100, 100 + standing.MOST_COUNTS_A_DAY)]
    made = plan(present(*full), count())
    assert verdicts(made) == [("refused", "A day holds 30 counts at most.")]


def test_routine_with_too_many_steps_takes_only_retired_ones() -> None:
    full = [step(UUID(int=number)) for number in range(100, 100 + standing.MOST_STEPS)]
    retired = step(THEIRS, term(ends_on=TODAY))
    made = plan(present(*full), step(NEXT), retired)
    assert verdicts(made) == [("refused", "A routine holds 40 steps at most."), ("new", "")]


def test_second_open_trial_is_refused() -> None:
    first = Trial(step=MINE, starts_on=SPRING, blocks=6, begins_with_step=True)
    made = plan(present(step(), first), replace(first, starts_on=TODAY))
    assert verdicts(made) == [("refused", "You have a trial planned already.")]


def test_rule_that_spoke_on_that_day_is_not_heard_twice() -> None:
    said = Reminder(
        origin="rule",
        rule_key="sun",
        kind="caution",
        message="Shade, please",
        day=TODAY,
        due_at=EARLY,
        made_at=EARLY,
    )
    again = replace(said, made_at=LATE)
    withdrawn = replace(again, outcome="withdrawn", answered_at=LATE)
    made = plan(present(said), again)
    assert verdicts(made) == [("refused", "The same rule has spoken on that day here.")]
    assert verdicts(plan(present(said), withdrawn)) == [("new", "")]
    nudged = replace(said, origin="nudge", rule_key=MINE.hex)
    taken_back = replace(nudged, made_at=LATE, outcome="withdrawn", answered_at=LATE)
    for once_more in (replace(nudged, made_at=LATE), taken_back):
        said_here = plan(present(nudged), once_more)
        assert verdicts(said_here) == [("refused", "The same rule has spoken on that day here.")]
    assert verdicts(plan(present(nudged), replace(nudged, due_at=LATE))) == [("new", "")]


# --- Steps and their terms ------------------------------------------------------------------------


def test_step_reaches_back_to_its_earliest_answer() -> None:
    early = SPRING - timedelta(days=40)
    made = plan(present(step()), answer(SPRING - timedelta(days=3)), answer(early))
    assert [row.verdict for row in made.rows()] == [Verdict.NEW, Verdict.NEW]
    assert made.reached == (Reached(step=MINE, name="Sunscreen", since=early),)
    assert made.puts[-1] == step(MINE, term(starts_on=early))


def test_answer_between_two_terms_or_after_the_last_is_refused() -> None:
    gap = step(
        MINE,
        term(ends_on=date(2026, 5, 1)),
        term(starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 1)),
    )
    made = plan(present(gap), answer(date(2026, 5, 15)), answer(date(2026, 7, 1)))
    assert verdicts(made) == [("refused", standing.NOT_ON_THAT_DAY)] * 2


def test_untouched_first_routine_makes_way_for_ones_own_only() -> None:
    here = present(step(MINE), step(NEXT), starters=frozenset({MINE, NEXT}))
    assert plan(here, step(THEIRS), is_own=True).gone == (MINE, NEXT)
    assert plan(here, step(MINE), step(THEIRS), is_own=True).gone == (NEXT,)
    assert plan(here, step(THEIRS)).gone == ()
    assert plan(here, Note(day=TODAY, text="Hello", given_at=EARLY), is_own=True).gone == ()


# --- What pages know how to tell ----------------------------------------------------------------


def reminder(**fields: object) -> Reminder:
    usual: dict[str, object] = {
        "origin": "rule",
        "rule_key": "sun",
        "kind": "tip",
        "message": "Shade, please",
        "day": TODAY,
        "due_at": LATE,
        "made_at": LATE,
    }
    return Reminder(**{**usual, **fields})  # type: ignore[arg-type]


SEEN = {"what": "done with", "subjects": ["retinoid"], "days": [], "numbers": {}}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "a kind of my own"},
        {"topic": "<b>sun</b>"},
        {"facts": ({"slug": ["sun"]},)},
        {"facts": (["sun"],)},
        {"figures": {"parts": [{"what": "seen in the stars"}]}},
        {"figures": {"parts": 7}},
        {"figures": {"parts": [{**SEEN, "subjects": []}]}},
        {"figures": {"parts": [{**SEEN, "days": [["someday", "done", 1, ""]]}]}},
        {"offers": "nothing that there is"},
        {"kind": "nudge", "origin": "nudge", "rule_key": str(MINE), "offers": "sunscreen"},
        {"kind": "nudge", "origin": "nudge", "rule_key": "every evening"},
    ],
)
def test_reminder_that_no_page_could_tell_of_is_refused(fields: dict[str, object]) -> None:
    made = plan(present(step()), reminder(**fields), is_own=True)
    assert verdicts(made) == [("refused", rules.MAKES_NO_SENSE)]


@pytest.mark.parametrize(
    "fields",
    [
        {"day": date(8999, 1, 2)},
        {"made_at": datetime(8999, 1, 2, tzinfo=UTC)},
        {"due_at": datetime(8999, 1, 2, tzinfo=UTC)},
        {"outcome": "done", "answered_at": datetime(8999, 1, 2, tzinfo=UTC)},
        {"outcome": "not_now", "answered_at": LATE, "until": datetime(8999, 1, 2, tzinfo=UTC)},
    ],
)
def test_reminder_that_would_stay_for_good_is_refused(fields: dict[str, object]) -> None:
    made = plan(present(step()), reminder(**fields), is_own=True)
    assert verdicts(made) == [("refused", rules.NOT_YET)]


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS])
def test_reminder_of_each_kind_comes_in(kind: str) -> None:
    made = plan(present(step()), reminder(kind=kind), is_own=True)
    assert verdicts(made) == [("new", "")]


def test_reminder_of_a_nudge_comes_in_by_its_key_and_time() -> None:
    said = reminder(kind="nudge", origin="nudge", rule_key=f"{MINE.hex}@21:30", offers="evening")
    assert verdicts(plan(present(step()), said, is_own=True)) == [("new", "")]


# --- The words and bounds are those of the models -------------------------------------------------


def test_words_are_those_of_the_models() -> None:
    assert set(StepKind.values) == rules.STEP_KINDS
    assert set(Slot.values) == rules.SLOTS
    assert set(AnswerWord.values) == rules.ANSWERS
    assert set(SkipReason.values) == rules.SKIP_REASONS
    bounds = (MOST_STEPS, MOST_PRODUCTS, MOST_NUDGES, MOST_A_DAY)
    assert bounds == (
        standing.MOST_STEPS,
        standing.MOST_PRODUCTS,
        standing.MOST_NUDGES,
        standing.MOST_COUNTS_A_DAY,
    )


def test_lengths_are_those_of_the_models() -> None:
    models = {shelf.model.__name__: shelf.model for shelf in SHELVES}
    named = {"Term": StepTerm, "Answer": models["Entry"], "Note": models["DayNote"], **models}
    for (name, column), longest in rules.LONGEST.items():
        assert named[name]._meta.get_field(column).max_length == longest, (name, column)


def test_wishes_have_one_identity_a_kind_and_channel() -> None:
    wish = Wish(kind="tip", channel="email", wanted=True)
    made = plan(present(wish), replace(wish, wanted=False), choice=Choice.THEIRS, is_own=True)
    assert [row.verdict for row in made.rows()] == [Verdict.TAKEN]


def test_empty_diary_is_one_in_which_nothing_was_logged() -> None:
    assert present(step(), starters=frozenset({MINE})).is_empty
    assert not present(step()).is_empty
    assert not present(answer()).is_empty
