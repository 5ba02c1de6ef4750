"""The calendar feed: its secret address, and the calendar itself for whoever has it."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_POST, require_safe

from routines.accounts.doors import needs_no_consent, person
from routines.accounts.models import agreed_version
from routines.reminders.destination_forms import FeedForm
from routines.reminders.feed import events_of
from routines.reminders.feed_gather import read_routine
from routines.reminders.feed_text import digest_of, write
from routines.reminders.models import Feed
from routines.reminders.services import feeds
from routines.reminders.views.channels import not_while_looking_around, show_channels

REMEMBERED = 60 * 60 * 24 * 30
"""Seconds for which it is known since when a calendar reads as it does."""
TITLES = {True: "Skin-care routine", False: "Routine"}


@login_required
@require_POST
@not_while_looking_around
def make(request: HttpRequest) -> HttpResponse:
    """Begin a new address, which ends the old one, and show it this once."""
    token = feeds.make_feed(user=person(request), at=timezone.now())
    address = settings.PUBLIC_URL + reverse("reminders:feed", args=[token])
    answer = show_channels(request, feed_address=address)
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
@require_POST
@not_while_looking_around
def revoke(request: HttpRequest) -> HttpResponse:
    """End the address in force."""
    feeds.revoke_feed(user=person(request), at=timezone.now())
    messages.success(request, "The calendar’s address leads nowhere now.")
    return redirect("reminders:channels")


@login_required
@require_POST
@not_while_looking_around
def names(request: HttpRequest) -> HttpResponse:
    """Say whether events carry the names of the steps."""
    form = FeedForm(request.POST)
    shown = form.is_valid() and form.cleaned_data["names_shown"]
    feeds.show_names(user=person(request), names_shown=shown)
    messages.success(request, "Saved. Calendars show it when they ask next.")
    return redirect("reminders:channels")


@needs_no_consent
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for whoever has its secret address; an address that was ended answers 410."""
    rows = Feed.objects.select_related("user").annotate(agreed=agreed_version("user"))
    row = rows.filter(token_digest=feeds.digest_of(token)).first()
    if row is None or not row.user.is_active:
        raise Http404
    row.user.consent_version = row.agreed
    if row.revoked_at is not None or not row.user.has_agreed:
        ended = "This calendar has ended.\n"
        return _unseen(HttpResponse(ended, "text/plain; charset=utf-8", HTTPStatus.GONE))
    return _calendar(request, row, timezone.now())


def _calendar(request: HttpRequest, row: Feed, now: datetime) -> HttpResponse:
    """The calendar as it is now, or that it has not changed since it was asked for last."""
    today, zone = row.user.today(now), row.user.zone
    events = events_of(read_routine(row.user, today=today, names_shown=row.names_shown))
    digest = digest_of(events, zone, today)
    etag, changed_at = quote_etag(digest), _changed_at(row, digest, now)
    answer = get_conditional_response(request, etag, int(changed_at.timestamp()))
    if answer is None:
        text = write(
            events,
            zone=zone,
            today=today,
            owner=f"{settings.PUBLIC_URL}/feeds/{row.user_id}",
            title=TITLES[row.names_shown],
            changed_at=changed_at,
        )
        answer = HttpResponse(text, "text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="routine.ics"'
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(changed_at.timestamp())
    return _unseen(answer)


def _changed_at(row: Feed, digest: str, now: datetime) -> datetime:
    """Since when the calendar reads as it does, to the second.

    Only the last content is remembered: one that comes back counts as changed when it does. A cache
    that forgot makes calendars fetch once more, no worse.
    """
    name = f"feed:{row.pk}"
    known = cache.get(name)
    if known is None or known[0] != digest:
        known = (digest, now.replace(microsecond=0))
        cache.set(name, known, REMEMBERED)
    since: datetime = known[1]
    return since


def _unseen(answer: HttpResponse) -> HttpResponse:
    """For the one who has the address, and no search engine."""
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
