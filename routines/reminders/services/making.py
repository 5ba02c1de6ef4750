"""From what was decided to the rows that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from routines.diary.days import Day
from routines.diary.models import Slot
from routines.guidance import saying
from routines.reminders import schedule
from routines.reminders.deciding import Intent
from routines.reminders.models import NUDGE, TRIAL, Origin, Reminder
from routines.reminders.open_steps import read_days_of, still_open
from routines.reminders.schedule import NudgeTime
from routines.reminders.services.people import Person
from routines.trends.trials import StepSwitch, switches_between

PARTS = {
    Slot.MORNING: "this morning",
    Slot.EVENING: "this evening",
    Slot.ANY: "today",
}
PAST_PARTS = {
    Slot.MORNING: "from yesterday morning",
    Slot.EVENING: "from yesterday evening",
    Slot.ANY: "from yesterday",
}
Due = list[tuple[NudgeTime, datetime]]


def from_intent(person: Person, intent: Intent, at: datetime) -> Reminder:
    """A reminder with the rule as it stands, so that no later edit changes what was said."""
    standing, rule = intent.standing, intent.standing.rule
    return Reminder(
        user=person.user,
        origin=Origin.RULE,
        rule_key=rule.key,
        kind=rule.kind.value,
        topic=standing.topic,
        title=standing.title,
        revision=standing.revision,
        line=standing.line,
        sentence=standing.sentence,
        saying=saying.say_condition(rule.condition),
        message=rule.message,
        facts=list(standing.facts),
        figures=intent.figures.to_json(),
        offers=intent.offers or "",
        day=intent.day,
        due_at=person.since,
        made_at=at,
    )


def from_nudges(people: Iterable[Person], at: datetime) -> dict[int, list[Reminder]]:
    """Reminders for the nudges whose time has come, where something is open. Three queries."""
    due = {person.user.pk: _due_nudges(person, at) for person in people}
    asked = [person for person in people if due[person.user.pk]]
    wanted = {
        person.user.pk: schedule.day_of(due[person.user.pk][0][1], person.table) for person in asked
    }
    today_of = {person.user.pk: person.user.today(at) for person in asked}
    days = read_days_of(wanted, today_of)
    return {
        person.user.pk: _nudges_of(person, due[person.user.pk], days[person.user.pk], at)
        for person in asked
    }


def _due_nudges(person: Person, at: datetime) -> Due:
    """Of nudges that ask after the same part of the day at the same time one is enough."""
    if person.is_paused(at):
        return []
    due = schedule.due_nudges(person.nudge_times(), person.table, since=person.since, at=at)
    by_slot = {nudge.slot: (nudge, moment) for nudge, moment in sorted(due, key=lambda one: one[1])}
    return [one for one in by_slot.values() if not _came_lately(person, *one)]


def _came_lately(person: Person, nudge: NudgeTime, moment: datetime) -> bool:
    return any(
        one.rule_key == nudge.key and abs(moment - one.due_at) < schedule.APART
        for one in person.spoken
    )


def _nudges_of(person: Person, due: Due, day: Day, at: datetime) -> list[Reminder]:
    return [
        Reminder(
            user=person.user,
            origin=Origin.NUDGE,
            rule_key=nudge.key,
            kind=NUDGE,
            message=nudge_words(nudge.slot, names),
            offers=nudge.slot,
            day=day.day,
            due_at=moment,
            made_at=at,
        )
        for nudge, moment in due
        if (names := [step.step.name for step in still_open(day, nudge.slot)])
    ]


def nudge_words(slot: str, names: Sequence[str], *, is_past: bool = False) -> str:
    """Still open this evening: Moisturiser, Retinoid."""
    part = (PAST_PARTS if is_past else PARTS)[Slot(slot)]
    return f"Still open {part}: {', '.join(names)}."


def from_trials(people: Iterable[Person], at: datetime) -> dict[int, list[Reminder]]:
    """Reminders of trials that switch on the day it is for each person. One query."""
    today_of = {person.user.pk: person.user.today(at) for person in people}
    if not today_of:
        return {}
    first, last = min(today_of.values()), max(today_of.values())
    switches = switches_between([person.user for person in people], first, last)
    return {
        person.user.pk: _switches_of(person, switches, today_of[person.user.pk], at)
        for person in people
        if not person.is_paused(at)
    }


def _switches_of(
    person: Person, switches: Mapping[int, Sequence[StepSwitch]], today: date, at: datetime
) -> list[Reminder]:
    resting = {rest.rule_key for rest in person.rests}
    said = {(one.rule_key, one.day) for one in person.spoken}
    return [
        Reminder(
            user=person.user,
            origin=Origin.TRIAL,
            rule_key=key,
            kind=TRIAL,
            message=switch_words(switch),
            day=today,
            due_at=person.since,
            made_at=at,
        )
        for switch in switches.get(person.user.pk, ())
        if switch.day == today
        and (key := f"trial:{switch.trial_id}") not in resting
        and (key, today) not in said
    ]


def switch_words(switch: StepSwitch) -> str:
    """Your trial: from today, Retinoid rests (part 2 of 6)."""
    if switch.is_end:
        return f"Your trial of {switch.step_name} is over: you can look at it in your trends."
    verb = "is in your routine" if switch.is_on else "rests"
    part = f"part {switch.switch.block} of {switch.blocks}"
    return f"Your trial: from today, {switch.step_name} {verb} ({part})."
