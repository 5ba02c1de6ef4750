"""Whether this process can serve: for load balancers, container probes and the tests' start-up."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from routines.accounts.doors import needs_no_consent


@needs_no_consent
@require_safe
@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """Answer "ok" once the database has answered; an unreachable one ends in a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
