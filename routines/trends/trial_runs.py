"""What a planned trial leaves in the course of a routine: marks of its own, and no changes.

Its blocks are terms like any others, so without this each switch would pass for a step that was
retired or brought back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from routines.diary.days import PlannedStep
from routines.trends.events import Event, Weight
from routines.trends.plan import Plan, Switch


@dataclass(frozen=True, kw_only=True)
class TrialRun:
    """A trial as far as it went. `closed_on` is the first day that is no part of it."""

    step_id: int
    plan: Plan
    closed_on: date | None = None

    @property
    def end(self) -> date:
        """The first day after it, whether it ran its course or was called off."""
        return min(self.plan.end, self.closed_on or self.plan.end)

    @property
    def was_called_off(self) -> bool:
        return self.end < self.plan.end

    def is_running(self, today: date) -> bool:
        return self.plan.first <= today < self.end

    def holds(self, day: date) -> bool:
        """Whether the routine may have changed by the trial on that day, the end included."""
        return self.plan.first <= day <= self.end


def running_step(runs: Iterable[TrialRun], today: date) -> int | None:
    """Return the step whose trial goes on."""
    return next((run.step_id for run in runs if run.is_running(today)), None)


def without_switches(
    plans: Iterable[PlannedStep], runs: Sequence[TrialRun], today: date
) -> list[PlannedStep]:
    """Return the terms as if the tried steps had stayed in the routine throughout their trials."""
    tried = {run.step_id for run in runs}
    own: dict[int, list[PlannedStep]] = defaultdict(list)
    rest: list[PlannedStep] = []
    for plan in plans:
        (own[plan.step_id] if plan.step_id in tried else rest).append(plan)
    for terms in own.values():
        terms.sort(key=lambda term: term.starts_on)
        rest += _bridged(terms, [run for run in runs if run.step_id == terms[0].step_id], today)
    return rest


def _bridged(
    terms: Sequence[PlannedStep], runs: Sequence[TrialRun], today: date
) -> Iterable[PlannedStep]:
    """Yield the terms, each drawn on to the next one where a trial lies between them.

    The last is open where its end is a switch of a trial that goes on: it is to come back.
    """
    for term, following in pairwise(terms):
        is_switch = any(
            term.ends_on is not None and run.holds(term.ends_on) and run.holds(following.starts_on)
            for run in runs
        )
        yield replace(term, ends_on=following.starts_on) if is_switch else term
    last = terms[-1]
    comes_back = last.ends_on is not None and any(
        run.is_running(today) and run.holds(last.ends_on) for run in runs
    )
    yield replace(last, ends_on=None) if comes_back else last


def trial_events(
    runs: Iterable[TrialRun], plans: Iterable[PlannedStep], today: date
) -> list[Event]:
    """Return what is marked of trials, lighter than anything else.

    Of one that is over, each switch. Of one that goes on just its first day: with the blocks drawn
    under the counts, every glance would be a look in between.
    """
    latest = {plan.step_id: plan.name for plan in sorted(plans, key=lambda plan: plan.starts_on)}
    events: list[Event] = []
    for run in runs:
        if run.plan.first <= today and run.step_id in latest:
            events += _events_of(run, latest[run.step_id], today)
    return events


def _events_of(run: TrialRun, name: str, today: date) -> Iterable[Event]:
    if run.was_called_off or run.is_running(today):
        yield _event(run.plan.first, f"Trial of {name} begun")
        if run.was_called_off:
            yield _event(run.end, f"Trial of {name} called off")
        return
    for switch in run.plan.switches:
        yield _event(switch.day, _say(switch, name))


def _say(switch: Switch, name: str) -> str:
    if switch.is_end:
        return f"Trial of {name} over"
    return f"Trial: {'with' if switch.is_on else 'without'} {name}"


def _event(day: date, label: str) -> Event:
    return Event(day=day, label=label, weight=Weight.TRIAL)
