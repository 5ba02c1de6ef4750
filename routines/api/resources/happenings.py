"""What can happen, and what happened on a day."""

from __future__ import annotations

from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from routines.api.doors import caller_of, day_of, instant_of, reply
from routines.api.operations import operation
from routines.api.resources.days import day_written, refuse_changed
from routines.api.scopes import Scope
from routines.api.shapes.base import DiaryDayInPath, KindInPath
from routines.api.shapes.days import DayWritten
from routines.api.shapes.happenings import Happened, KindList, KindShape, RegionName
from routines.diary.models import HappeningKind
from routines.diary.services.happenings import set_happening

router = Router()
Where = Annotated[
    RegionName | None,
    Query(None, description="Where on the body; left out, nowhere in particular."),
]


@operation(router, "GET", "/happenings", returns=KindList, scopes=(Scope.READ,))
def list_happenings(request: HttpRequest) -> HttpResponse:
    """List what can happen.

    The catalogue, in the order in which it is offered. What happened on a day stands with the day.
    """
    kinds = HappeningKind.objects.filter(is_active=True)
    return reply(
        KindList(
            items=[
                KindShape(
                    kind=kind.key,
                    name=kind.name,
                    group=kind.group,
                    opens_segment=kind.opens_segment,
                )
                for kind in kinds
            ]
        )
    )


@operation(
    router,
    "PUT",
    "/days/{day}/happenings/{kind}",
    returns=DayWritten,
    scopes=(Scope.LOG,),
    refuses=True,
    tag="takes",
)
def put_happening(
    request: HttpRequest, day: DiaryDayInPath, kind: KindInPath, body: Happened, region: Where
) -> HttpResponse:
    """Say that something happened.

    Once a day, kind and place; the same again changes at most the note.
    """
    caller = caller_of(request)
    the_day = day_of(caller, day)
    at = instant_of(caller, body.at)
    row = HappeningKind.objects.get(key=kind, is_active=True)
    with transaction.atomic():
        refuse_changed(request, caller, the_day)
        logged = set_happening(
            user=caller.user,
            day=the_day,
            kind=row,
            active=True,
            at=at,
            today=caller.today,
            region=region or "",
            note=body.note,
        )
        return day_written(caller, the_day, logged)


@operation(
    router,
    "DELETE",
    "/days/{day}/happenings/{kind}",
    returns=DayWritten,
    scopes=(Scope.LOG,),
    refuses=True,
    tag="takes",
)
def delete_happening(
    request: HttpRequest, day: DiaryDayInPath, kind: KindInPath, region: Where
) -> HttpResponse:
    """Take a happening back.

    Taking back what was never said changes nothing.
    """
    caller = caller_of(request)
    the_day = day_of(caller, day)
    row = HappeningKind.objects.get(key=kind)
    with transaction.atomic():
        refuse_changed(request, caller, the_day)
        logged = set_happening(
            user=caller.user,
            day=the_day,
            kind=row,
            active=False,
            at=caller.now,
            today=caller.today,
            region=region or "",
        )
        return day_written(caller, the_day, logged)
