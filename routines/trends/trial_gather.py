"""Turning rows into the page of planned trials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from routines.accounts.models import User
from routines.diary.models import StepTerm
from routines.trends import gather
from routines.trends.events import segment_starts
from routines.trends.models import Trial
from routines.trends.plan import USUAL_BLOCKS, plan_trial
from routines.trends.question_gather import points_of
from routines.trends.series import Point
from routines.trends.services import NOT_TRIED
from routines.trends.trial_page import Stage, TrialCard, TrialPage, trial_card
from routines.trends.trials import span_of

HALF, LESS_A_FIFTH = 0.5, 0.8
KNOWN_FROM = 182
"""So many of the latest days tell how much the counts go up and down."""


def read_trials(user: User, today: date, locale: str) -> TrialPage:
    """Return the page. Two queries, three while counts are hidden, four where there are trials."""
    terms = _terms(user)
    trials = list(Trial.objects.of(user).newest_first().select_related("step"))
    cards = [_card(trial, terms.get(trial.step_id, ()), today) for trial in trials]
    points = [] if user.counts_hidden else points_of(gather.read_counts(user, None, today))
    if points and any(card.stage is Stage.OVER for card in cards):
        removals = segment_starts(gather.read_happened(user, date.min, today), "")
        cards = [_evaluated(card, points, removals, today, locale) for card in cards]
    current = next((card for card in cards if card.is_open), None)
    return TrialPage(
        current=current,
        earlier=tuple(card for card in cards if card is not current),
        steps={} if user.counts_hidden else _steps_to_try(terms),
        chances="" if current else _chances(points, today, locale),
    )


def _terms(user: User) -> dict[int, list[StepTerm]]:
    """Return the terms of each step, oldest first, in the person's order. One query."""
    by_step: dict[int, list[StepTerm]] = defaultdict(list)
    for term in StepTerm.objects.of(user).in_order().select_related("step"):
        by_step[term.step_id].append(term)
    for terms in by_step.values():
        terms.sort(key=lambda term: term.starts_on)
    return by_step


def _card(trial: Trial, terms: Sequence[StepTerm], today: date) -> TrialCard:
    return trial_card(
        trial_id=trial.pk,
        step_id=trial.step_id,
        # A step that was taken back has its kind alone.
        step_name=terms[-1].name if terms else trial.step.get_kind_display(),
        plan=trial.plan,
        closed_on=trial.closed_on,
        terms=[span_of(term.starts_on, term.ends_on) for term in terms],
        today=today,
    )


def _steps_to_try(terms: dict[int, list[StepTerm]]) -> dict[int, str]:
    present = [own[-1] for own in terms.values() if own[-1].ends_on is None]
    return {
        term.step_id: f"{term.name} ({term.get_slot_display().lower()})"
        for term in present
        if term.step.kind not in NOT_TRIED
    }


def _evaluated(
    card: TrialCard, points: Sequence[Point], removals: Iterable[date], today: date, locale: str
) -> TrialCard:
    """Return the card with what it showed, where it ran its course."""
    if card.stage is not Stage.OVER:
        return card
    from routines.trends.question_words import Words as Beside
    from routines.trends.trial import evaluate
    from routines.trends.verdict_words import Words

    within = [day for day in removals if card.plan.first < day <= card.plan.last]
    return replace(
        card,
        says=Words(locale).trial(evaluate(card.plan, points, today), card.step_name),
        remark=Beside(locale).within(within),
    )


def _chances(points: Sequence[Point], today: date, locale: str) -> str:
    """Return what a usual plan would find; "" where too little is known of the counts."""
    from routines.trends.question_words import Words
    from routines.trends.trial import chance_of_finding

    plan = plan_trial(today)
    recent = [point for point in points if (today - point.day).days < KNOWN_FROM]
    halving = chance_of_finding(plan, recent, HALF)
    fifth = chance_of_finding(plan, recent, LESS_A_FIFTH)
    if halving is None or fifth is None:
        return ""
    return Words(locale).chances(halving, fifth, USUAL_BLOCKS)
