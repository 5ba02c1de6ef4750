"""The whole diary as one archive."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Router

from routines.api.doors import caller_of
from routines.api.operations import operation
from routines.api.scopes import Scope
from routines.portability.archive import export_stream, file_name

router = Router()


@operation(
    router,
    "GET",
    "/export",
    returns=bytes,
    scopes=(Scope.EVERYTHING,),
    media_type="application/zip",
)
def get_export(request: HttpRequest) -> StreamingHttpResponse:
    """Fetch the whole diary.

    The same ZIP archive as on the pages: `diary.json`, which can be brought in again, and sheets.
    It is made while it is sent, so that its length is not known beforehand.
    """
    caller = caller_of(request)
    return StreamingHttpResponse(
        export_stream(user=caller.user, at=caller.now),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{file_name(caller.today)}"'},
    )
