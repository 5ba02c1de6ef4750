"""Looking through every row of an import, page by page or as a sheet."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterator
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from routines.accounts.doors import person
from routines.portability.forms.imports import ROWS_A_PAGE, RowsForm
from routines.portability.models import Import, ImportRow, State
from routines.portability.pages import imports as import_page
from routines.portability.planning.verdicts import Verdict
from routines.trends.sheet import plain_cell

DONE = (State.APPLIED, State.UNDOING, State.UNDONE)
HEADER = ("Where", "What", "Day", "Verdict", "Why", "In your diary", "In the file")


@require_safe
@login_required
@never_cache
def rows(request: HttpRequest, import_key: uuid.UUID) -> HttpResponse:
    """Some rows at a time, of one verdict or of all."""
    import_ = _import_of(request, import_key)
    form = RowsForm(request.GET)
    is_valid = form.is_valid()
    verdict = form.cleaned_data.get("verdict", "") if is_valid else ""
    page = (form.cleaned_data.get("page") or 1) if is_valid else 1
    lines = import_page.sum_lines(import_.sums, is_done=import_.state in DONE)
    total = sum(line.rows for line in lines if verdict in ("", line.verdict))
    start = (page - 1) * ROWS_A_PAGE
    found = _rows_of(import_, verdict)[start : start + ROWS_A_PAGE]
    words = import_page.words_of(is_done=import_.state in DONE)
    context = {
        "import_": import_,
        "lines": lines,
        "verdict": verdict,
        "rows": [(row, words[Verdict(row.verdict)][0]) for row in found],
        "first": min(start + 1, total),
        "last": min(start + ROWS_A_PAGE, total),
        "total": total,
        "before": page - 1,
        "after": page + 1 if start + ROWS_A_PAGE < total else None,
    }
    status = HTTPStatus.OK if is_valid else HTTPStatus.BAD_REQUEST
    return render(request, "portability/imports/rows.html", context, status=status)


@require_safe
@login_required
def rows_sheet(request: HttpRequest, import_key: uuid.UUID) -> HttpResponseBase:
    """All rows as a sheet, streamed."""
    import_ = _import_of(request, import_key)
    content_type = "text/csv; charset=utf-8"
    response: HttpResponseBase = HttpResponse(content_type=content_type)
    if request.method != "HEAD":
        response = StreamingHttpResponse(_sheet(import_), content_type=content_type)
    name = f"import-{import_.made_at.date().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    """Gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _sheet(import_: Import) -> Iterator[str]:
    words = import_page.words_of(is_done=import_.state in DONE)
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(HEADER)
    for row in _rows_of(import_, "").iterator(chunk_size=1000):
        label = words[Verdict(row.verdict)][0]
        day = row.day.isoformat() if row.day else ""
        cells = (row.place, row.what, day, label, row.reason, row.mine, row.theirs)
        yield writer.writerow([plain_cell(cell) for cell in cells])


def _rows_of(import_: Import, verdict: str) -> QuerySet[ImportRow]:
    found = ImportRow.objects.filter(of_import=import_).order_by("position")
    return found.filter(verdict=verdict) if verdict else found


def _import_of(request: HttpRequest, import_key: uuid.UUID) -> Import:
    return get_object_or_404(Import.objects.of(person(request)), key=import_key)
