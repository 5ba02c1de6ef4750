"""The reader's pages; nobody needs to log in for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.accounts.doors import needs_no_consent
from routines.guidance.catalogue import current_vocabulary, vocabulary_for
from routines.guidance.forms import SearchForm
from routines.guidance.models import Topic
from routines.guidance.page import LEVELS, LevelWords, topic_page
from routines.guidance.rules_page import rules_page
from routines.guidance.search import Document, search
from routines.guidance.text import CautionLevel, Section


@dataclass(frozen=True, slots=True)
class Line:
    """A topic in the index."""

    topic: Topic
    level: LevelWords | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section of the index with its topics."""

    section: Section
    lines: list[Line]


@needs_no_consent
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All topics by section, or those that a query finds. A query that is too long: 400."""
    form = SearchForm(request.GET)
    topics = Topic.objects.published().in_reading_order()
    query = form.cleaned_data["q"] if form.is_valid() else ""
    if not query:
        context = {"form": form, "shelves": _shelves(topics.defer("body", "sources"))}
        status = 400 if form.errors else 200
        return render(request, "guidance/index.html", context, status=status)
    documents = [Document(row.slug, row.title, row.summary, row.body) for row in topics]
    context = {"form": form, "query": query, "found": search(query, documents)}
    return render(request, "guidance/index.html", context)


def _shelves(topics: Iterable[Topic]) -> list[Shelf]:
    return [
        Shelf(
            Section(section),
            [Line(topic, LEVELS.get(CautionLevel(topic.caution_level))) for topic in rows],
        )
        for section, rows in groupby(topics, key=lambda topic: topic.section)
    ]


@needs_no_consent
@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic with its neighbours in reading order. Unknown or not published: 404."""
    row = get_object_or_404(Topic.objects.published(), slug=slug)
    neighbours = list(Topic.objects.published().in_reading_order().only("slug", "title"))
    at = next((at for at, neighbour in enumerate(neighbours) if neighbour == row), 0)
    context = {
        "page": topic_page(row.text, vocabulary_for(row.body)),
        "updated_on": timezone.localdate(row.updated_at),
        "previous": neighbours[at - 1] if at else None,
        "next": neighbours[at + 1] if at + 1 < len(neighbours) else None,
    }
    return render(request, "guidance/topic.html", context)


@needs_no_consent
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """How rules are written, with the names that can be used here."""
    return render(request, "guidance/rules.html", {"page": rules_page(current_vocabulary())})
