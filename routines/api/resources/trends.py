"""Trends: what the counts say, and how much was kept. The same figures as on the pages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from routines.accounts import formats
from routines.accounts.models import User
from routines.api.doors import caller_of, reply
from routines.api.operations import operation
from routines.api.resources.counts import counting
from routines.api.scopes import Scope
from routines.api.shapes.happenings import RegionName
from routines.api.shapes.trends import (
    AdherenceShape,
    CountTrend,
    KeptShape,
    LevelShape,
    PeriodShape,
    PerMonth,
    PointShape,
    StepKept,
    VerdictShape,
)
from routines.diary.models import Step
from routines.trends.adherence import Kept, StepRecord
from routines.trends.answers import Answer
from routines.trends.chart import Level
from routines.trends.choice import USUAL_RANGE, Choice
from routines.trends.gather import read_adherence
from routines.trends.histories import LENGTHS
from routines.trends.reader import asker, read_course

router = Router()
RangeName = Literal["4w", "12w", "26w", "52w", "all"]
"""The names of trends.choice.RANGES; a test compares."""


@operation(router, "GET", "/trends/counts", returns=CountTrend, scopes=(Scope.COUNTS,))
def get_count_trend(
    request: HttpRequest,
    range: Annotated[  # noqa: A002 - it is what the pages call it
        RangeName, Query(USUAL_RANGE, description="How far back: weeks, or everything.")
    ],
    region: Annotated[
        RegionName | None, Query(None, description="One place instead of those usually counted.")
    ],
) -> HttpResponse:
    """Read what the counts say.

    The verdict with its limits, whether the counts have risen above the usual, each count of the
    course, and the smooth level with its band. The verdict is about today, whatever range is shown.
    """
    caller = counting(request)
    who = asker(caller.user, caller.today, locale_of(caller.user))
    read = read_course(who, Choice(range=range, region=region or ""))
    return reply(
        CountTrend(
            first=read.window.first,
            last=read.window.last,
            regions=sorted(read.regions),
            verdict=_verdict(read.findings.answer),
            alarm=read.findings.alarm,
            points=[
                PointShape(day=point.day, spots=point.spots, is_recount=point.is_recount)
                for point in read.points
            ],
            levels=[_level(level) for level in read.levels],
        )
    )


def locale_of(user: User) -> str:
    """How numbers are written in sentences: as the person says, else as in English."""
    return (formats.known_locale(user.locale) if user.locale else None) or "en"


def _verdict(answer: Answer) -> VerdictShape:
    kind: Any = str(answer.kind)
    low_high = answer.interval
    return VerdictShape(
        kind=kind,
        sentence=answer.verdict,
        change_a_month=PerMonth(low=low_high[0], high=low_high[1]) if low_high else None,
        more=list(answer.sentences[1:]),
    )


def _level(level: Level) -> list[LevelShape]:
    return [
        LevelShape(
            day=date.fromordinal(round(knot.day)), level=knot.level, low=knot.low, high=knot.high
        )
        for knot in level
    ]


@operation(router, "GET", "/trends/adherence", returns=AdherenceShape, scopes=(Scope.READ,))
def get_adherence(request: HttpRequest) -> HttpResponse:
    """Read how much was kept.

    Of each step over 7, 30, 90 and 365 days and since the diary began, beside the time before.
    """
    caller = caller_of(request)
    who = asker(caller.user, caller.today, locale_of(caller.user))
    records = read_adherence(caller.user, who.plans, caller.today).steps
    keys = dict(Step.objects.of(caller.user).values_list("pk", "key"))
    return reply(AdherenceShape(items=[_kept_of(record, keys) for record in records]))


def _kept_of(record: StepRecord, keys: dict[int, Any]) -> StepKept:
    kind: Any = record.kind
    slot: Any = record.slot
    before = [_kept(kept) for kept in record.before]
    return StepKept(
        step=keys[record.step_id],
        name=record.name,
        kind=kind,
        slot=slot,
        in_routine=record.is_current,
        strength=record.progress.strength.score,
        periods=[
            PeriodShape(
                days=length, kept=_kept(kept), before=before[at] if at < len(before) else None
            )
            for at, (length, kept) in enumerate(zip(LENGTHS, record.kept, strict=True))
        ],
    )


def _kept(kept: Kept) -> KeptShape:
    return KeptShape(
        kept=kept.kept, scheduled=kept.scheduled, skipped=kept.skipped, share=kept.share
    )
