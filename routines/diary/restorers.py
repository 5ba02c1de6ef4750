"""How the diary's kinds of change are read, put back and spoken of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from routines.accounts.models import User
from routines.changes import registry
from routines.changes.models import Change
from routines.changes.registry import Irreversible, State
from routines.diary import regions
from routines.diary.models import (
    Answer,
    DayNote,
    Entry,
    Happening,
    HappeningKind,
    Pause,
    Product,
    SkipReason,
    Step,
    StepTerm,
)
from routines.diary.refusals import Refused
from routines.diary.services import entries, happenings, pauses, products, routine


class EntryRestorer:
    """Answers; the target is "step:day"."""

    def current(self, *, user: User, target: str, day: date) -> State:
        step_id = int(target.split(":", maxsplit=1)[0])
        # A tap on the step waits for the undo, or the undo for the tap.
        Step.objects.select_for_update().of(user).filter(pk=step_id).values_list("pk").first()
        entry = Entry.objects.of(user).on(day).filter(step_id=step_id).first()
        return entries.entry_state(entry)

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        step_id = int(target.split(":", maxsplit=1)[0])
        entries.restore_entry(user=user, step_id=step_id, day=day, state=state, at=at)

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        names = _step_names(changes)
        return {
            change.pk: (
                f"{names.get(int(change.target.split(':')[0]), 'A step')}: "
                f"{_answer_words(change.after)}"
            )
            for change in changes
        }


class HappeningRestorer:
    """Happenings; the target is "kind:day:region"."""

    def current(self, *, user: User, target: str, day: date) -> State:
        kind_id, _, region = target.split(":")
        row = Happening.objects.of(user).on(day).filter(kind_id=int(kind_id), region=region)
        return happenings.happening_state(row.first())

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        kind_id, _, region = target.split(":")
        happenings.restore_happening(
            user=user, kind_id=int(kind_id), day=day, region=region, state=state, at=at
        )

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        keys = {int(change.target.split(":")[0]) for change in changes}
        names = dict(HappeningKind.objects.filter(pk__in=keys).values_list("pk", "name"))
        return {change.pk: _happening_words(change, names) for change in changes}


class NoteRestorer:
    """Notes of a day; the target is the day."""

    def current(self, *, user: User, target: str, day: date) -> State:
        return happenings.note_state(DayNote.objects.of(user).filter(day=day).first())

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        happenings.restore_note(user=user, day=day, state=state, at=at)

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {
            change.pk: "Note removed" if change.after is None else "Note written"
            for change in changes
        }


class PauseRestorer:
    """Pauses; the target is the pause's key."""

    def current(self, *, user: User, target: str, day: date) -> State:
        return pauses.pause_state(Pause.objects.of(user).filter(pk=int(target)).first())

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        try:
            pauses.restore_pause(user=user, pause_id=int(target), state=state)
        except Refused as refusal:
            raise Irreversible(str(refusal)) from refusal

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {
            change.pk: {
                (True, False): "Pause planned",
                (False, True): "Pause removed",
            }.get((change.before is None, change.after is None), "Pause changed")
            for change in changes
        }


class RoutineRestorer:
    """Steps of the routine; the target is the step's key."""

    def current(self, *, user: User, target: str, day: date) -> State:
        step = Step.objects.of(user).filter(pk=int(target)).first()
        return routine.routine_state(step) if step else None

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        try:
            routine.restore_routine(
                user=user, step_id=int(target), state=state, day=day, today=user.today(at)
            )
        except Refused as refusal:
            raise Irreversible(str(refusal)) from refusal

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {change.pk: _routine_words(change) for change in changes}


class ProductRestorer:
    """Products; the target is the product's key."""

    def current(self, *, user: User, target: str, day: date) -> State:
        return products.product_state(Product.objects.of(user).filter(pk=int(target)).first())

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        try:
            products.restore_product(user=user, product_id=int(target), state=state)
        except Refused as refusal:
            raise Irreversible(str(refusal)) from refusal

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        return {change.pk: _product_words(change) for change in changes}


def register_all() -> None:
    """Make the diary's kinds known to the log of changes."""
    registry.register(entries.KIND, EntryRestorer())
    registry.register(happenings.KIND, HappeningRestorer())
    registry.register(happenings.NOTE_KIND, NoteRestorer())
    registry.register(pauses.KIND, PauseRestorer())
    registry.register(routine.KIND, RoutineRestorer())
    registry.register(products.KIND, ProductRestorer())


def _step_names(changes: Sequence[Change]) -> dict[int, str]:
    """The latest name of each step that was answered. Another query for steps that are gone."""
    step_ids = {int(change.target.split(":")[0]) for change in changes}
    terms = StepTerm.objects.filter(step_id__in=step_ids).order_by("starts_on")
    names = dict(terms.values_list("step_id", "name"))
    gone = step_ids - names.keys()
    return names | _last_names(changes[0].user_id, gone) if gone else names


def _last_names(user_id: int, step_ids: Collection[int]) -> dict[int, str]:
    """The names that steps had when they were removed, as the log of changes has them."""
    rows = Change.objects.filter(
        user_id=user_id, kind=routine.KIND, target__in=[str(step_id) for step_id in step_ids]
    )
    states = rows.order_by("pk").values_list("target", "before", "after")
    last = {target: after or before for target, before, after in states}
    return {int(target): state["terms"][-1]["name"] for target, state in last.items() if state}


def _answer_words(state: State) -> str:
    if state is None:
        return "nothing logged"
    words = Answer(state["answer"]).label.lower()
    if state["answer"] == Answer.SKIPPED:
        words += f" ({SkipReason(state['skip_reason']).label.lower()})"
    if state["times"] > 1:
        words += f", {state['times']} times"
    return words


def _happening_words(change: Change, names: dict[int, str]) -> str:
    kind_id, _, region = change.target.split(":")
    words = names.get(int(kind_id), "Something that happened")
    if region:
        words += f" ({regions.LABELS[regions.Region(region)].lower()})"
    return f"{words}: removed" if change.after is None else words


def _routine_words(change: Change) -> str:
    """What became of a step: the shapes of the two states tell."""
    state = change.after or change.before
    name = state["terms"][-1]["name"] if state else "A step"
    return f"Routine: {name} {_routine_verb(change.before, change.after)}"


def _routine_verb(before: State, after: State) -> str:
    if before is None:
        return "added"
    if after is None or (after["terms"][-1]["ends_on"] and not before["terms"][-1]["ends_on"]):
        return "retired"
    if before["terms"][-1]["ends_on"]:
        return "brought back"
    return "moved" if _in_place(before) == _in_place(after) else "changed"


def _in_place(state: dict[str, Any]) -> list[dict[str, Any]]:
    """The terms without their place in the order."""
    return [{**term, "position": None} for term in state["terms"]]


def _product_words(change: Change) -> str:
    state = change.after or change.before or {}
    verb = "changed"
    if change.before is None:
        verb = "added"
    elif change.after is None:
        verb = "removed"
    return f"Product: {state.get('name', 'one')} {verb}"
