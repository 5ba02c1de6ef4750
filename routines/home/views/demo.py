"""Looking around without an account."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from routines.accounts import clock
from routines.accounts.models import User
from routines.home import services
from routines.home.views.errors import too_many_requests


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Make a diary with a year in it and let the visitor in."""
    if request.user.is_authenticated:
        return redirect("home:today")
    if not consume(request, action="demo"):
        return too_many_requests(request)
    zone = request.POST.get("time_zone", "")
    try:
        user = services.make_visitor(
            now=timezone.now(), time_zone=zone if zone in clock.zone_names() else "UTC"
        )
    except services.TooManyVisitorsError:
        messages.info(request, "Many people are looking around just now. Please try again later.")
        return redirect("home:today")
    login(request, user)
    request.session.set_expiry(services.DEMO_LIVES)
    return redirect("home:today")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Remove the visitor's diary; then the landing page, or signing up."""
    user = request.user
    then = "account_signup" if "then_sign_up" in request.POST else "home:today"
    if isinstance(user, User) and user.is_demo:
        logout(request)
        services.remove_visitor(user=user)
    return redirect(then)
