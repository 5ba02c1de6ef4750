"""From the tree that the grammar makes of a line to a rule's values."""

from __future__ import annotations

from collections.abc import Callable

from routines.guidance import rules
from routines.guidance.amounts import (
    HOURS,
    LONGEST_WINDOW,
    MOST_A_DAY,
    MOST_GAPS,
    MOST_HOURS,
    MOST_IN_A_ROW,
    MOST_SPOTS,
    MOST_TIMES,
    Amount,
    Amounts,
    Token,
    Tree,
    number_of,
    place_of,
    tokens_of,
    unit_of,
)
from routines.guidance.grammar import Grammar
from routines.guidance.rules import Condition, Pace, RuleKind
from routines.guidance.saying import canonical, in_order


class Understanding(Amounts):
    """Reads the trees of one line, whose first sign stands in `column`."""

    def __init__(self, grammar: Grammar, line: int, column: int) -> None:
        super().__init__(line, column)
        self.grammar = grammar

    def kind(self, tree: Tree) -> RuleKind:
        return RuleKind[tree.data.upper()]

    def condition(self, tree: Tree) -> Condition:
        return canonical(self._condition(tree))

    def pace(self, tree: Tree | None) -> Pace:
        """Without any said, once a day."""
        parts = tree.children if tree else []
        silences = [self._times(part) for part in parts if part.data == "silence"]
        gaps = self._gaps([part for part in parts if part.data != "silence"])
        return Pace(gaps or (1,), silences[0] if silences else None)

    def _gaps(self, parts: list[Tree]) -> tuple[int, ...]:
        """In "every 4, then 7, then 14 days" a number without a unit has that of the next one."""
        gaps: list[int] = []
        unit = "day"
        for part in reversed(parts):
            units = tokens_of(part, "UNIT")
            unit = unit_of(units[0]) if units else unit
            gaps.insert(0, self._gap(part, unit))
        if len(gaps) > MOST_GAPS:
            self.problem(
                place_of(parts[MOST_GAPS]), f"At most {MOST_GAPS} waits can follow others."
            )
        return tuple(gaps)

    def _gap(self, part: Tree, unit: str) -> int:
        numbers = tokens_of(part, "NUMBER")
        number = number_of(numbers[0]) if numbers else 2 if part.data == "every_other" else 1
        days = self.whole_days(number * HOURS[unit], place_of(part))
        return self.bounded(Amount(days, place_of(part)), 1, LONGEST_WINDOW, "day")

    def _times(self, tree: Tree) -> int:
        token = tree.children[0]
        return self.bounded(Amount(number_of(token), token.start_pos), 1, MOST_TIMES, "time")

    # --- Joining --------------------------------------------------------------------------------

    def _condition(self, tree: Tree) -> Condition:
        match tree.data:
            case "all_of":
                return rules.AllOf(tuple(map(self._condition, tree.children)))
            case "any_of":
                return rules.AnyOf(tuple(map(self._condition, tree.children)))
            case "unless":
                held, exception = map(self._condition, tree.children)
                return rules.Unless(held, exception)
        # Every other tree has its method, by the name that the grammar gives it.
        read: Callable[[list[Tree]], Condition] = getattr(self, tree.data)
        return read(tree.children)

    # --- Steps ----------------------------------------------------------------------------------

    def done_on_fewer(self, parts: list[Tree]) -> Condition:
        days, window = self.days_of(parts[1], parts[2])
        return rules.DoneOnFewer(self.step(parts[0]), days, window)

    def done_on_at_least(self, parts: list[Tree]) -> Condition:
        days, window = self.days_of(parts[1], parts[2])
        return rules.DoneOnAtLeast(self.step(parts[0]), days, window)

    def done_lately(self, parts: list[Tree]) -> Condition:
        return rules.DoneOnAtLeast(self.step(parts[0]), 1, self.days(parts[1]))

    def missed_in_a_row(self, parts: list[Tree]) -> Condition:
        days = self.bounded(self.amount(parts[1]), 1, MOST_IN_A_ROW, "day")
        return rules.MissedInARow(self.step(parts[0]), days)

    def missed_yesterday(self, parts: list[Tree]) -> Condition:
        return rules.MissedInARow(self.step(parts[0]), 1)

    def done_with(self, parts: list[Tree]) -> Condition:
        return self._same_day(parts, together=True)

    def done_without(self, parts: list[Tree]) -> Condition:
        return self._same_day(parts, together=False)

    def _same_day(self, parts: list[Tree], *, together: bool) -> Condition:
        step, other = self.step(parts[0]), self.step(parts[1])
        if step == other:
            self.problem(place_of(parts[1]), "Name two different steps here.")
        return rules.DoneOnSameDay(step, other, together)

    def done_more_than_cap(self, parts: list[Tree]) -> Condition:
        step = self.step(parts[0])
        if step != "exfoliation":
            self.problem(place_of(parts[0]), "Only exfoliation has a cap.")
        return rules.DoneMoreThanCap(step, self.days(parts[1]))

    def done_twice_within(self, parts: list[Tree]) -> Condition:
        times = self.amount(parts[1])
        if times.number != 2:
            self.problem(times.place, "Only “twice within …” is known here.", "twice")
        hours, place = self.hours(parts[2])
        hours = self.bounded(Amount(hours, place), 1, MOST_HOURS, "hour")
        return rules.DoneTwiceWithin(self.step(parts[0]), hours)

    def done_after(self, parts: list[Tree]) -> Condition:
        within = self.days(parts[1])
        return rules.DoneAfter(self.step(parts[0]), self.happenings(parts[2]), within)

    def done_times_a_day(self, parts: list[Tree]) -> Condition:
        times = self.bounded(self.amount(parts[1]), 2, MOST_A_DAY, "time")
        days, window = self.days_of(parts[2], parts[3])
        return rules.DoneTimesADay(self.step(parts[0]), times, days, window)

    # --- Happenings and counts ------------------------------------------------------------------

    def happened_on(self, parts: list[Tree]) -> Condition:
        days, window = self.days_of(parts[1], parts[2])
        return rules.HappenedOn(self.happenings(parts[0]), days, window)

    def happened_lately(self, parts: list[Tree]) -> Condition:
        return rules.HappenedOn(self.happenings(parts[0]), 1, self.days(parts[1]))

    def happened_today(self, parts: list[Tree]) -> Condition:
        return rules.HappenedOn(self.happenings(parts[0]), 1, 1)

    def nothing_logged(self, parts: list[Tree]) -> Condition:
        return rules.NothingLogged(self.days(parts[0]))

    def no_count(self, parts: list[Tree]) -> Condition:
        return rules.NoCount(self.days(parts[0]))

    def counted_often(self, parts: list[Tree]) -> Condition:
        counts = self.bounded(self.amount(parts[0]), 2, MOST_A_DAY, "count")
        days, window = self.days_of(parts[1], parts[2])
        return rules.CountedOften(counts, days, window)

    def count_rises(self, _parts: list[Tree]) -> Condition:
        return rules.CountRises()

    def more_spots(self, parts: list[Tree]) -> Condition:
        spots = self.bounded(self.amount(parts[0]), 1, MOST_SPOTS, "spot")
        return rules.MoreSpots(spots, self.weeks(parts[1]), confirmed=len(parts) > 2)

    def spots_at_every_count(self, parts: list[Tree]) -> Condition:
        return rules.SpotsAtEveryCount(self.weeks(parts[0]))

    def trends_viewed(self, _parts: list[Tree]) -> Condition:
        return rules.TrendsViewed()

    def routine_changed(self, parts: list[Tree]) -> Condition:
        return rules.RoutineChanged(self.days(parts[0]))

    def skin_type_is(self, parts: list[Tree]) -> Condition:
        return rules.SkinTypeIs(str(parts[0]).lower())

    # --- Names and numbers ----------------------------------------------------------------------

    def step(self, tree: Tree) -> str:
        token = tree.children[0]
        return self.grammar.step(token) or self._unknown(token)

    def happenings(self, tree: Tree) -> tuple[str, ...]:
        return in_order(
            self.grammar.happening(name) or self._unknown(name) for name in tree.children
        )

    def _unknown(self, token: Token) -> str:
        """Some letters have no small form that leads back; such a name is found, but not known."""
        self.problem(token.start_pos, f"“{token}” is not known.")
        return str(token)
