"""Steps that come and go by a plan: the routine laid out ahead, and taken up again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from routines.accounts.models import User
from routines.diary.models import Step, StepTerm
from routines.diary.refusals import Refused


class Away(NamedTuple):
    """Days on which a step rests, from `first` until `end`, which is excluded."""

    first: date
    end: date


def lay_out(*, user: User, step_id: int, away: Sequence[Away], today: date) -> None:
    """Let a step rest on days to come and be in the routine on all others, without an end.

    The caller holds the person and records the change. Raises Step.DoesNotExist for somebody
    else's, Refused for one that is not in the routine or has such a plan already.
    """
    step = Step.objects.of(user).get(pk=step_id)
    term = step.terms.filter(ends_on__isnull=True).first()
    if term is None:
        raise Refused("This step is retired. Bring it back first.", field="step")
    if term.starts_on > today:
        raise Refused("This step comes and goes by a plan already.", field="step")
    spans = list(_between(term.starts_on, sorted(away)))
    StepTerm.objects.filter(pk=term.pk).update(ends_on=spans[0][1])
    StepTerm.objects.bulk_create(_copy(term, *span) for span in spans[1:])


def take_up(*, user: User, step_id: int, today: date) -> None:
    """Give up what is laid out ahead: the step is in the routine from today on, without an end.

    A step that was retired meanwhile stays retired. The caller holds the person and records the
    change. Raises Step.DoesNotExist for somebody else's.
    """
    step = Step.objects.of(user).get(pk=step_id)
    if not step.terms.filter(ends_on__isnull=True).exists():
        return
    last = step.terms.order_by("-starts_on").first()
    step.terms.filter(starts_on__gt=today).delete()
    present = step.terms.filter(ends_on__gt=today).first()
    if present is not None:
        StepTerm.objects.filter(pk=present.pk).update(ends_on=None)
    elif last is not None and last.starts_on > today:
        _copy(last, today, None).save(force_insert=True)


def _between(begin: date, away: Iterable[Away]) -> Iterable[tuple[date, date | None]]:
    """Return the spans of the routine around what it is away from, the last without an end."""
    for rest in away:
        yield begin, rest.first
        begin = rest.end
    yield begin, None


def _copy(term: StepTerm, starts_on: date, ends_on: date | None) -> StepTerm:
    columns: dict[str, Any] = {
        field.attname: getattr(term, field.attname)
        for field in StepTerm._meta.concrete_fields  # noqa: SLF001 - Django's own public name
        if not field.primary_key
    }
    return StepTerm(**{**columns, "starts_on": starts_on, "ends_on": ends_on})
