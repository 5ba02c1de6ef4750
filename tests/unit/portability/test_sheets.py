"""Files for a spreadsheet, and the days of a diary as rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from routines.diary.cadence import Cadence
from routines.portability.values import Answer, Pause, Step, Term
from routines.portability.writers.day_rows import day_rows
from routines.portability.writers.sheets import MARK, write_sheet

BERLIN = ZoneInfo("Europe/Berlin")
ONE, TWO = UUID(int=1), UUID(int=2)
LOTION = UUID(int=9)


def read(content: Iterable[bytes]) -> list[list[str]]:
    return list(csv.reader(b"".join(content).decode("utf-8-sig").splitlines(keepends=True)))


def test_sheet_has_its_mark_and_lines_that_end_as_they_should() -> None:
    sheet = b"".join(write_sheet(("Day", "Note"), [(date(2026, 11, 22), "café, crème"), (1, None)]))
    assert sheet == MARK + 'Day,Note\r\n2026-11-22,"café, crème"\r\n1,\r\n'.encode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_cell_that_looks_like_a_formula_is_quoted(start: str) -> None:
    sheet = b"".join(write_sheet(("a", "b"), [(f"{start}1+1", f" {start}1, 2")])).decode(
        "utf-8-sig"
    )
    assert list(csv.reader(io.StringIO(sheet, newline="")))[1] == [f"'{start}1+1", f"' {start}1, 2"]


def test_long_sheet_comes_in_pieces_and_once_only() -> None:
    taken = 0

    def rows() -> Iterator[Sequence[object]]:
        nonlocal taken
        for number in range(2000):
            taken += 1
            yield (number,)

    pieces = write_sheet(("n",), rows())
    next(pieces)
    assert taken == 0
    next(pieces)
    assert taken == 500
    assert read([MARK, *pieces])[0] == ["500"]


# --- Days -----------------------------------------------------------------------------------------


def day(number: int) -> date:
    return date(2026, 11, number)


def term(name: str, first: int, last: int | None = None, **fields: object) -> Term:
    return Term(
        name=name,
        slot="morning",
        cadence=Cadence(),
        position=fields.pop("position", 0),
        starts_on=day(first),
        ends_on=None if last is None else day(last),
        **fields,
    )


def rows(
    steps: list[Step], answers: list[Answer], last: int, pauses: list[Pause] | None = None
) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in day_rows(
            steps=steps,
            pauses=pauses or [],
            answers=answers,
            products={LOTION: "Brand X Lotion"},
            last=day(last),
            zone=BERLIN,
        )
    ]


def said(step: UUID, number: int, answer: str = "done", **fields: object) -> Answer:
    at = datetime(2026, 11, number, 20, 40, tzinfo=UTC)
    return Answer(step=step, day=day(number), answer=answer, given_at=at, **fields)


def test_day_without_an_answer_is_empty_and_not_a_no() -> None:
    steps = [Step(key=ONE, kind="sunscreen", terms=(term("Sunscreen", 1, product=LOTION),))]
    answers = [
        said(ONE, 2, "not_done"),
        said(ONE, 3, "skipped", skip_reason="rest_day", note="=why"),
        said(ONE, 4, times=2),
        said(ONE, 5, ""),
    ]
    start = ("Sunscreen", "sunscreen", "morning", "Brand X Lotion")
    assert rows(steps, answers, 5) == [
        (day(1), *start, "", "", "", "", "", ""),
        (day(2), *start, "not done", "", "", "", "2026-11-02 21:40:00", ""),
        (day(3), *start, "skipped", "rest day", "", "=why", "2026-11-03 21:40:00", ""),
        (day(4), *start, "done", "", 2, "", "2026-11-04 21:40:00", ""),
        (day(5), *start, "", "", "", "", "", ""),
    ]


def test_steps_stand_on_their_days_in_their_order() -> None:
    steps = [
        Step(key=ONE, kind="other", terms=(term("Old", 1, 2, position=1), term("New", 3))),
        Step(key=TWO, kind="other", terms=(term("Second", 1),)),
        Step(key=LOTION, kind="other", terms=()),
    ]
    found = [row[:2] for row in rows(steps, [said(ONE, 2)], 3)]
    assert found == [
        (day(1), "Second"),
        (day(1), "Old"),
        (day(2), "Second"),
        (day(2), "New"),
        (day(3), "New"),
        (day(3), "Second"),
    ]


def test_paused_days_say_so() -> None:
    steps = [Step(key=ONE, kind="other", terms=(term("Wash", 1),))]
    pauses = [Pause(starts_on=day(2), ends_on=day(2)), Pause(starts_on=day(4))]
    assert [row[-1] for row in rows(steps, [], 5, pauses)] == ["", "yes", "", "yes", "yes"]


def test_diary_without_steps_has_no_rows() -> None:
    assert rows([], [], 5) == []


def test_routine_that_claims_to_be_ancient_begins_with_the_first_possible_day() -> None:
    ancient = Term(
        name="Wash", slot="any", cadence=Cadence(), position=0, starts_on=date(1900, 1, 1)
    )
    found = rows([Step(key=ONE, kind="other", terms=(ancient,))], [], 1)
    assert found[0][0] == date(2000, 1, 1)
