"""What is wrong with a record whose fields are fine one by one; an empty text is "nothing"."""

from __future__ import annotations

from routines.diary.regions import FACE
from routines.portability import values


def check_step(step: values.Step) -> str:
    """Terms of a step follow each other: only one can stand on a day."""
    for term, after in zip(step.terms, step.terms[1:], strict=False):
        if term.ends_on is None or term.ends_on > after.starts_on:
            return "has terms that do not follow each other"
    return ""


def check_term(term: values.Term) -> str:
    is_odd = term.ends_on is not None and term.ends_on <= term.starts_on
    return "ends before it starts" if is_odd else ""


def check_answer(answer: values.Answer) -> str:
    is_odd = (answer.answer == "skipped") != bool(answer.skip_reason)
    return "is skipped without a reason, or has a reason without being skipped" if is_odd else ""


def check_pause(pause: values.Pause) -> str:
    is_odd = pause.ends_on is not None and pause.ends_on < pause.starts_on
    return "ends before it starts" if is_odd else ""


def check_count(count: values.Count) -> str:
    counted = count.numbers.keys() - {"unsure"}
    if not counted:
        return "counts nothing"
    if "whole_face" in counted and not counted.isdisjoint(FACE):
        return "has a number for the whole face beside numbers for its places"
    return ""


def check_trial(trial: values.Trial) -> str:
    if trial.blocks % 2:
        return "has an odd number of parts"
    is_odd = trial.closed_on is not None and trial.closed_on <= trial.starts_on
    return "ends before it starts" if is_odd else ""


def check_reminder(reminder: values.Reminder) -> str:
    if (reminder.outcome == "") != (reminder.answered_at is None):
        return "says what became of it without when, or when without what"
    if reminder.until is not None and reminder.outcome != "not_now":
        return "is put off and has another answer"
    return ""
