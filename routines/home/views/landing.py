"""Pages without a diary in them: what visitors see first, and the way to the rarer pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What this is and is not, for who is not logged in."""
    return render(request, "home/landing.html", {"sign_up_open": settings.SIGN_UP_OPEN})


@require_safe
@login_required
def more(request: HttpRequest) -> HttpResponse:
    """Routine, settings, account and guidance, a line each; and the way out."""
    return render(request, "home/more.html")
