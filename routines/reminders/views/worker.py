"""The service worker, which receives push messages: a script that has to lie at the very top."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from routines.accounts.doors import needs_no_consent

FILE = "service-worker.js"


@needs_no_consent
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """From here its scope is the whole diary; browsers ask for it anew each day."""
    path = Path(settings.FRONTEND_BUILD) / FILE
    if not path.exists():
        raise Http404("The front end has not been built.")
    answer = HttpResponse(path.read_bytes(), "text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
