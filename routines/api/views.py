"""The description of the API, for programs and for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from routines.accounts.doors import needs_no_consent
from routines.api.description import description_json
from routines.api.doors import is_unchanged, reply, unchanged
from routines.api.reference import reference_page


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description as OpenAPI 3.1; open to everybody, and the same for everybody."""
    content, tag = description_json()
    response = unchanged(tag) if is_unchanged(request, tag) else reply(content, tag=tag)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@needs_no_consent
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    address = request.build_absolute_uri("/api/v1")
    return render(request, "api/reference.html", {"page": reference_page(), "address": address})
