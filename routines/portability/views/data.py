"""The page of somebody's data, and the archive that leaves from it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from routines.accounts.doors import needs_no_consent, person
from routines.diary.doors import HtmxRequest
from routines.portability.archive import export_stream, file_name
from routines.portability.files import read_parts
from routines.portability.models import Export
from routines.portability.pages.data import read_page
from routines.portability.services import exports
from routines.portability.sizes import SMALL, way_through
from routines.portability.tasks import make_export


@needs_no_consent
@require_safe
@login_required
@never_cache
def data(request: HtmxRequest) -> HttpResponse:
    """The page; for htmx what is said of the archive alone, as it is asked for again and again."""
    page = read_page(person(request), timezone.now())
    template = "portability/export.html" if request.htmx else "portability/data.html"
    return render(request, template, {"page": page})


@needs_no_consent
@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Have an archive made. A second tap finds the one that is under way."""
    made = exports.ask(user=person(request), at=timezone.now())
    if made.lease is None:
        make_export(made.pk)
    return redirect("portability:data")


@needs_no_consent
@require_safe
@login_required
@never_cache
def archive(request: HttpRequest) -> HttpResponseBase:
    """The archive, made while it is fetched; a large one has to be made before."""
    user, now = person(request), timezone.now()
    if way_through(user) > SMALL:
        messages.info(request, "Your diary is long: let the archive be made first.")
        return redirect("portability:data")
    return _download(request, export_stream(user=user, at=now), user.today(now))


@needs_no_consent
@require_safe
@login_required
@never_cache
def fetch(request: HttpRequest, export: uuid.UUID) -> HttpResponseBase:
    """An archive that was made in the background."""
    now = timezone.now()
    user = person(request)
    row = Export.objects.of(user).select_related("file").filter(key=export).first()
    if row is None or row.file is None or not row.is_ready(now):
        raise Http404("There is no such archive, or it is no longer kept.")
    return _download(request, read_parts(row.file), user.today(row.asked_at), row.file.size)


@needs_no_consent
@require_POST
@login_required
def drop(request: HttpRequest, export: uuid.UUID) -> HttpResponse:
    """Remove an archive before its time."""
    try:
        exports.drop(user=person(request), key=export)
    except Export.DoesNotExist as problem:
        raise Http404("There is no such archive, or it is no longer kept.") from problem
    messages.success(request, "The archive is removed.")
    return redirect("portability:data")


def _download(
    request: HttpRequest, chunks: Iterable[bytes], day: date, size: int | None = None
) -> HttpResponseBase:
    """Answer with a file to keep. Only a GET makes it."""
    answer: HttpResponseBase = (
        HttpResponse(content_type="application/zip")
        if request.method == "HEAD"
        else StreamingHttpResponse(chunks, content_type="application/zip")
    )
    answer["Content-Disposition"] = f'attachment; filename="{file_name(day)}"'
    if size is not None:
        answer["Content-Length"] = str(size)
    return answer
