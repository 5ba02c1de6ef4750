"""From what another program's file says to values of a diary, as the person said what is what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from routines.portability.foreign import DayText, Dropped, Habit, Item, Mark, Said, Unreadable
from routines.portability.incoming import Incoming, LeftOut, Located
from routines.portability.mapping.answering import (
    DONE,
    SKIPPED,
    Reply,
    Sums,
    amount_in_words,
    reply_of,
    step_key,
    sums_of,
)
from routines.portability.mapping.choices import Chosen
from routines.portability.mapping.finding import example_of
from routines.portability.mapping.gathering import LONGEST_NOTE, Counts, Notes
from routines.portability.mapping.new_steps import new_steps
from routines.portability.mapping.targets import LEFT_OUT, Target, To
from routines.portability.values import Answer, Happening, Step

GONE: Final = "What you chose for it is no longer there."
_NO_ANSWER: Final = {
    Said.AUTOMATIC: "Their program filled it in by itself; nobody said it.",
    Said.UNKNOWN: "Nothing was said of it on that day.",
    Said.NUMBER: "There is no sense in such a number here.",
}
_WORDS: Final = {"done": "done", "not_done": "not done", "skipped": "skipped"}


def translate(
    read: Callable[[], Iterator[Item]],
    *,
    chosen: Chosen,
    format: str,  # noqa: A002 - its name everywhere
    at: datetime,
    steps: Sequence[Step],
) -> Iterator[Incoming]:
    """Return what a file brings. `read` gives its items anew; they are gone through twice."""
    sums = sums_of(read(), chosen, format)
    yield from _Translation(chosen=chosen, format=format, at=at, steps=steps, sums=sums).all(read())


@dataclass(kw_only=True)
class _Translation:
    chosen: Chosen
    format: str
    at: datetime
    steps: Sequence[Step]
    sums: Sums
    happened: set[tuple[str, date]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.found = {each.habit.ref: each for each in self.chosen.found}
        self.notes = Notes(self.at)
        self.counts = Counts(self.format, self.at)

    def all(self, items: Iterator[Item]) -> Iterator[Incoming]:
        dropped: list[Dropped] = []
        yield from new_steps(self.chosen, self.steps, format=self.format, at=self.at)
        for item in items:
            match item:
                case Mark():
                    yield from self._mark(item)
                case DayText():
                    yield from self._text(item)
                case Unreadable():
                    yield item
                case Dropped():
                    dropped.append(item)
                case Habit():
                    pass
        yield from self.counts.all()
        yield from self.notes.all()
        yield from dropped

    # --- Marks ----------------------------------------------------------------------------------

    def _target(self, habit: str) -> Target:
        return self.chosen.targets.get(habit, LEFT_OUT)

    def _mark(self, mark: Mark) -> Iterator[Incoming]:
        target = self._target(mark.habit)
        match target.to:
            case To.STEP | To.NEW:
                yield from self._answer(mark, target)
            case To.COUNT:
                yield from self._count(mark, target)
            case To.HAPPENING:
                yield from self._happening(mark, target)
            case To.NOTE:
                yield from self._line(mark)
            case To.OUT:
                is_gone = mark.habit not in self.chosen.targets
                yield self._left_out(
                    mark, GONE if is_gone else f"You left “{self._name(mark)}” out."
                )

    def _answer(self, mark: Mark, target: Target) -> Iterator[Incoming]:
        reply = reply_of(mark, self.found[mark.habit].habit.unit)
        if reply is None:
            yield from self._without_answer(mark, _NO_ANSWER[mark.said])
            return
        key = step_key(target, format=self.format, habit=mark.habit)
        total = self.sums[key, mark.day]
        if reply.answer != total.answer:
            reason = f"Another row says of that day: {_WORDS[total.answer]}."
            yield from self._without_answer(mark, reason)
        elif total.told:
            further = "It counts as a further time" if reply.answer == DONE else "It says the same"
            yield from self._without_answer(mark, f"{further} of what a row before says.")
        else:
            total.told = True
            yield from self._answered(mark, reply, UUID(key), total.times)

    def _answered(self, mark: Mark, reply: Reply, key: UUID, times: int) -> Iterator[Incoming]:
        note = "\n".join(filter(None, (reply.amount, mark.note)))
        if len(note) > LONGEST_NOTE:
            yield from self._line(mark, reply.amount)
            note = ""
        said = _WORDS[reply.answer] + (f" {times} times" if times > 1 else "")
        record = Answer(
            step=key,
            day=mark.day,
            answer=reply.answer,
            given_at=self._time(mark.at),
            skip_reason="other" if reply.answer == SKIPPED else "",
            times=times if reply.answer == DONE else 1,
            note=note,
        )
        yield self._located(mark, f"{self._name(mark)}: {said}", record)

    def _without_answer(self, mark: Mark, reason: str) -> Iterator[Incoming]:
        """Tell why it is no answer; what was written beside it goes into the note of the day."""
        if mark.note:
            yield from self._line(mark)
            reason = f"{reason} What was written there is in the note of the day."
        yield self._left_out(mark, reason)

    def _count(self, mark: Mark, target: Target) -> Iterator[Incoming]:
        reason = self.counts.add(mark, target.what, self._name(mark))
        if reason:
            yield from self._without_answer(mark, reason)

    def _happening(self, mark: Mark, target: Target) -> Iterator[Incoming]:
        reply = reply_of(mark, self.found[mark.habit].habit.unit)
        if reply is None or reply.answer != DONE:
            yield from self._without_answer(mark, "It says that nothing happened, or nothing.")
            return
        if (target.what, mark.day) in self.happened:
            yield from self._without_answer(mark, "Another row says the same of that day.")
            return
        self.happened.add((target.what, mark.day))
        note = "\n".join(filter(None, (reply.amount, mark.note)))
        if len(note) > LONGEST_NOTE:
            yield from self._line(mark, reply.amount)
            note = ""
        record = Happening(day=mark.day, kind=target.what, given_at=self._time(mark.at), note=note)
        yield self._located(mark, self._name(mark), record)

    # --- Notes ----------------------------------------------------------------------------------

    def _line(self, mark: Mark, amount: str = "") -> Iterator[Incoming]:
        """Write what a mark says as a line of the day's note: Mood: good."""
        if not amount and mark.number is not None:
            amount = amount_in_words(mark.number, self.found[mark.habit].habit.unit)
        said = _WORDS.get(mark.said.value, "") if mark.number is None else amount
        if mark.said in (Said.AUTOMATIC, Said.UNKNOWN) and not mark.note:
            yield self._left_out(mark, _NO_ANSWER[mark.said])
            return
        text = f"{self._name(mark)}: {' – '.join(filter(None, (said, mark.note)))}"
        yield from self._noted(text, mark.place, mark.day, mark.at)

    def _text(self, item: DayText) -> Iterator[Incoming]:
        if self.chosen.texts:
            yield from self._noted(item.text, item.place, item.day, item.at)
        else:
            yield LeftOut(
                place=item.place, what="A note", reason="You left the notes out.", day=item.day
            )

    def _noted(
        self, text: str, place: str, day: date, said_at: datetime | None
    ) -> Iterator[Incoming]:
        known = said_at if said_at is not None and said_at <= self.at else None
        left_out = self.notes.add(text, place=place, day=day, said_at=known)
        if left_out is not None:
            yield left_out

    def _name(self, mark: Mark) -> str:
        return self.found[mark.habit].habit.name

    def _not_wanted(self, mark: Mark) -> str:
        return f"You left “{self._name(mark)}” out."

    def _time(self, said_at: datetime | None) -> datetime:
        return said_at if said_at is not None and said_at <= self.at else self.at

    def _located(self, mark: Mark, what: str, record: Answer | Happening) -> Located:
        return Located(
            place=mark.place, what=what, record=record, is_timed=record.given_at == mark.at
        )

    def _left_out(self, mark: Mark, reason: str) -> LeftOut:
        what = f"{self._name(mark)}: {example_of(mark)}"
        return LeftOut(place=mark.place, what=what, reason=reason, day=mark.day)
