"""Reads the rules in force."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import OuterRef, Subquery

from routines.guidance.catalogue import vocabulary_for
from routines.guidance.files import read_topic
from routines.guidance.models import TopicRevision
from routines.guidance.rules import StandingRule
from routines.guidance.standing import standing_rules
from routines.guidance.text import TopicText


def rules_in_force() -> tuple[StandingRule, ...]:
    """The rules of all published topics at their newest revisions, in no telling order.

    One query for the texts, and one for the diary's names if a rule needs them. A text that was
    read before is not read again; what an editor publishes is another text, so it speaks at once
    and there is no cache to clear.
    """
    newest = TopicRevision.objects.filter(topic=OuterRef("topic")).order_by("-number")
    revisions = (
        TopicRevision.objects.filter(topic__is_published=True)
        .filter(pk=Subquery(newest.values("pk")[:1]))
        .order_by("topic__slug")
        .values_list("number", "text")
    )
    read = [(number, _text_of(file)) for number, file in revisions]
    vocabulary = vocabulary_for(*(text.body for _, text in read if text is not None))
    return tuple(
        rule
        for number, text in read
        if text is not None
        for rule in standing_rules(text, number, vocabulary)
    )


@lru_cache(maxsize=512)
def _text_of(file: str) -> TopicText | None:
    return read_topic(file).text
