"""Doors of bringing a file in: upload, what is what, the dry run, progress, what was done."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from routines.accounts.doors import person
from routines.accounts.models import User
from routines.portability.forms.imports import ConfirmForm, UploadForm
from routines.portability.forms.mapping import form_for
from routines.portability.models import WAITING, Import, State
from routines.portability.pages import imports as import_page
from routines.portability.planning.verdicts import Choice
from routines.portability.programs import PROGRAMS
from routines.portability.reading import LARGEST_UPLOAD
from routines.portability.services import imports
from routines.portability.services.taking_back import days_touched_since
from routines.portability.standing_diary import read_asked
from routines.portability.tasks import begin_work

BUSY = "Another import is at work. Please wait until it is done."
MOVED_ON = "This import has moved on since. Here is how it stands."
MOST_DAYS_SHOWN = 12


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    """Takes a file. One that can't be read is answered with the reason and the status 400."""
    user = person(request)
    if request.method != "POST":
        return _upload_page(request, user, UploadForm.empty())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, user, form, HTTPStatus.BAD_REQUEST)
    try:
        import_ = imports.begin(
            user=user, key=form.cleaned_data["key"], upload=form.upload(), at=timezone.now()
        )
    except imports.Busy:
        form.add_error(None, BUSY)
        return _upload_page(request, user, form, HTTPStatus.CONFLICT)
    begin_work(import_)
    if import_.state == State.FAILED:
        form.add_error("file", import_.problem)
        imports.discard(import_=import_)
        return _upload_page(request, user, form, HTTPStatus.BAD_REQUEST)
    return redirect("portability:import", import_.key)


# Read by FilesMiddleware.
imports_page.largest_file = LARGEST_UPLOAD  # type: ignore[attr-defined]


def _upload_page(
    request: HttpRequest, user: User, form: UploadForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    if form.is_bound:
        # What is sent next is another file.
        form.data = {**form.data.dict(), "key": str(uuid.uuid4())}  # type: ignore[attr-defined]
    context = {
        "form": form,
        "programs": PROGRAMS,
        "imports": Import.objects.of(user).newest_first(),
    }
    return render(request, "portability/imports/imports.html", context, status=status)


@require_safe
@login_required
@never_cache
def import_page_view(request: HttpRequest, import_key: uuid.UUID) -> HttpResponse:
    """How an import stands, whatever it waits for."""
    import_ = _import_of(request, import_key)
    if import_.state == State.MAPPING:
        return redirect("portability:import_mapping", import_.key)
    return _page(request, import_)


def _page(request: HttpRequest, import_: Import, status: int = HTTPStatus.OK) -> HttpResponse:
    is_done = import_.state in (State.APPLIED, State.UNDOING, State.UNDONE)
    context: dict[str, Any] = {
        "import_": import_,
        "lines": import_page.sum_lines(import_.sums, is_done=is_done),
        "conflicts": import_page.conflicts(import_.sums),
        "reaches": import_page.reaches(import_.remarks),
        "is_settled": import_page.is_settled(import_.sums, import_.remarks),
        "share": import_page.share_done(import_.done, import_.total),
        "program": _program(import_),
        "choice": Choice(import_.choice).value,
    }
    if import_.state == State.APPLIED and import_.batch is not None:
        days = days_touched_since(user=import_.user, batch=import_.batch)
        context |= {"touched": days[:MOST_DAYS_SHOWN], "more_touched": len(days) - MOST_DAYS_SHOWN}
    template = f"portability/imports/{_TEMPLATES[State(import_.state)]}.html"
    return render(request, template, context, status=status)


_TEMPLATES = {
    State.READING: "progress",
    State.COMPARING: "progress",
    State.APPLYING: "progress",
    State.UNDOING: "progress",
    State.COMPARED: "dry_run",
    State.APPLIED: "done",
    State.UNDONE: "undone",
    State.FAILED: "failed",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: HttpRequest, import_key: uuid.UUID) -> HttpResponse:
    """Asks what is what in another program's file, and compares it under that."""
    import_ = _import_of(request, import_key)
    if import_.state not in WAITING or import_.is_own:
        return redirect("portability:import", import_.key)
    form = form_for(
        format=import_.format,
        choices=import_.choices,
        asked=read_asked(import_.user, import_.made_at),
        data=request.POST if request.method == "POST" else None,
    )
    is_refused = request.method == "POST" and not form.is_valid()
    if request.method != "POST" or is_refused:
        status = HTTPStatus.BAD_REQUEST if is_refused else HTTPStatus.OK
        context = {"form": form, "import_": import_, "program": _program(import_)}
        return render(request, "portability/imports/mapping.html", context, status=status)
    try:
        imports.choose(import_=import_, choices=form.choices(), at=timezone.now())
    except (imports.Busy, imports.Overtaken) as problem:
        return _not_now(request, import_, problem)
    begin_work(import_)
    return redirect("portability:import", import_.key)


@login_required
@require_POST
def confirm(request: HttpRequest, import_key: uuid.UUID) -> HttpResponse:
    """The last tap: bring it in."""
    import_ = _import_of(request, import_key)
    form = ConfirmForm(request.POST)
    if not form.is_valid() and import_.state == State.COMPARED:
        messages.error(request, "Choose one of the answers that are offered.")
        return _page(request, import_, HTTPStatus.BAD_REQUEST)
    try:
        imports.confirm(
            import_=import_,
            choice=form.chosen(),
            with_settings=form.cleaned_data.get("with_settings", False),
        )
    except (imports.Busy, imports.Overtaken) as problem:
        return _not_now(request, import_, problem)
    begin_work(import_)
    return redirect("portability:import", import_.key)


@login_required
@require_POST
def take_back(request: HttpRequest, import_key: uuid.UUID) -> HttpResponse:
    """Take the whole import back."""
    import_ = _import_of(request, import_key)
    try:
        imports.take_back(import_=import_)
    except (imports.Busy, imports.Overtaken) as problem:
        return _not_now(request, import_, problem)
    begin_work(import_)
    return redirect("portability:import", import_.key)


@login_required
@require_POST
def discard(request: HttpRequest, import_key: uuid.UUID) -> HttpResponse:
    """Forget a file that was not brought in."""
    import_ = _import_of(request, import_key)
    try:
        imports.discard(import_=import_)
    except imports.Overtaken as problem:
        return _not_now(request, import_, problem)
    messages.info(request, "The file is gone. Nothing was written to your diary.")
    return redirect("portability:imports")


def _import_of(request: HttpRequest, import_key: uuid.UUID) -> Import:
    rows = Import.objects.of(person(request)).select_related("user")
    return get_object_or_404(rows, key=import_key)


def _not_now(request: HttpRequest, import_: Import, problem: Exception) -> HttpResponse:
    """Say why a step was not taken; a second tap on the same button lands here too."""
    is_busy = isinstance(problem, imports.Busy)
    messages.info(request, BUSY if is_busy else MOVED_ON)
    return redirect("portability:import", import_.key)


def _program(import_: Import) -> str:
    names = {program.format: program.name for program in PROGRAMS}
    return names.get(import_.format, "")
