"""Doors of the report: the person's own, and the one for whoever was sent a link."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from routines.accounts import formats
from routines.accounts.devices import describe_device
from routines.accounts.doors import needs_no_consent, person
from routines.accounts.models import User
from routines.trends.models import ReportLink
from routines.trends.report import sharing
from routines.trends.report.forms import ScopeForm, SharingForm
from routines.trends.report.gather import read_report
from routines.trends.report.notes import read_notes

COOKIE = "report"
"""Signed for one link each: this browser has opened it, and that was logged."""


def _scope_form(request: HttpRequest, user: User) -> ScopeForm:
    data = request.POST if request.method == "POST" else request.GET
    today = user.today(timezone.now())
    return ScopeForm(data, today=today, counts_hidden=user.counts_hidden)


@require_safe
@login_required
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """The report as the person would print it, and the form that says what is in it."""
    user = person(request)
    form = _scope_form(request, user)
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.BAD_REQUEST
    return _page(request, user, form, SharingForm(initial={"key": uuid.uuid4()}), status)


def _page(
    request: HttpRequest, user: User, form: ScopeForm, sharing_form: SharingForm, status: int
) -> HttpResponse:
    scope = form.scope()
    if user.counts_hidden:
        scope = scope.without_counts()
    context = {
        "form": form,
        "scope": scope,
        "parts": scope.parts,
        "sheet": read_report(user, scope, formats.current.get()),
        "notes": read_notes(user, scope),
        "sharing_form": sharing_form,
        "printed_on": user.today(timezone.now()),
    }
    return render(request, "trends/report/report.html", context, status=status)


@login_required
def share(request: HttpRequest) -> HttpResponse:
    """Make a link to the report that the same form describes; without a form, lead back to it."""
    if request.method != "POST":
        return redirect("trends:report")
    return _share(request)


@require_POST
def _share(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if user.is_demo:
        messages.info(request, "You are only looking around, so there is nothing to share.")
        return redirect("trends:report")
    form, sharing_form = _scope_form(request, user), SharingForm(request.POST)
    if not (form.is_valid() & sharing_form.is_valid()):
        return _page(request, user, form, sharing_form, HTTPStatus.BAD_REQUEST)
    try:
        link = sharing.share(
            user=user,
            key=sharing_form.cleaned_data["key"],
            sharing=sharing_form.sharing(form.scope()),
            at=timezone.now(),
        )
    except sharing.TooManyLinksError:
        sharing_form.add_error(None, "You share many reports already. Please revoke one first.")
        return _page(request, user, form, sharing_form, HTTPStatus.BAD_REQUEST)
    return redirect(f"{reverse('trends:report_links')}#link-{link.pk}")


@require_safe
@login_required
@never_cache
def links(request: HttpRequest) -> HttpResponse:
    """The person's links: their addresses, until when they last, and who opened them when."""
    now = timezone.now()
    rows = ReportLink.objects.of(person(request)).order_by("-created_at", "-pk")
    shown = [
        {
            "link": link,
            "address": request.build_absolute_uri(
                reverse("trends:shared", args=[sharing.token_of(link.key)])
            ),
            "is_open": link.is_open(now),
        }
        for link in rows.prefetch_related("views")
    ]
    return render(request, "trends/report/links.html", {"links": shown})


@require_POST
@login_required
def revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    """End a link at once."""
    try:
        sharing.revoke(user=person(request), link_id=link_id, at=timezone.now())
    except ReportLink.DoesNotExist:
        raise Http404 from None
    messages.success(request, "The link is revoked. Whoever has it can’t open the report any more.")
    return redirect("trends:report_links")


# --- Whoever was sent a link ----------------------------------------------------------------------


def _discreet(response: HttpResponse) -> HttpResponse:
    """Keep a shared page out of search engines, caches, and other sites' logs."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store, private"
    return response


def _open_link(token: str) -> ReportLink | None:
    """Return the link if it can be read now; 404 for an address we never made."""
    link = sharing.find(token)
    if link is None:
        raise Http404
    is_ours = link.user.is_active and link.user.has_agreed
    return link if is_ours and link.is_open(timezone.now()) else None


def _ended(request: HttpRequest) -> HttpResponse:
    return _discreet(render(request, "trends/report/ended.html", status=HTTPStatus.GONE))


@needs_no_consent
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The door of a shared report: opening it is logged for its owner, so it takes a tap.

    Programs that only look at addresses, as mail servers do, thus open nothing.
    """
    if request.method == "POST":
        return _open(request, token)
    return _door(request, token)


@require_safe
def _door(request: HttpRequest, token: str) -> HttpResponse:
    if _open_link(token) is None:
        return _ended(request)
    return _discreet(render(request, "trends/report/door.html", {"token": token}))


@require_POST
def _open(request: HttpRequest, token: str) -> HttpResponse:
    link = _open_link(token)
    if link is None:
        return _ended(request)
    device = describe_device(request.headers.get("User-Agent", ""))
    sharing.log_view(link=link, device=device, at=timezone.now())
    address = reverse("trends:shared_sheet", args=[token])
    response = redirect(address)
    response.set_signed_cookie(
        COOKIE,
        link.key.hex,
        salt=COOKIE,
        max_age=sharing.VIEW_LASTS,
        path=address,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return _discreet(response)


@needs_no_consent
@require_safe
def shared_sheet(request: HttpRequest, token: str) -> HttpResponse:
    """The report itself, for a browser that has gone through its door."""
    link = _open_link(token)
    if link is None:
        return _ended(request)
    opened = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=sharing.VIEW_LASTS)
    if opened != link.key.hex:
        return _discreet(redirect("trends:shared", token))
    context = {
        "link": link,
        "scope": link.scope,
        "sheet": read_report(link.user, link.scope, formats.current.get()),
        "printed_on": link.user.today(timezone.now()),
    }
    return _discreet(render(request, "trends/report/shared.html", context))
