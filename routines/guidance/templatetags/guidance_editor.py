"""What the admin's own pages say of the guidance."""

from __future__ import annotations

from django import template
from django.utils import timezone

from routines.accounts.models import User
from routines.guidance.admin.people import name_of
from routines.guidance.models import Topic
from routines.guidance.page import KIND_LABELS
from routines.guidance.rules import RuleKind

register = template.Library()


@register.simple_tag
def overdue_topics() -> int:
    """How many topics somebody meant to look at again by now."""
    return Topic.objects.due_for_review(timezone.localdate()).count()


@register.filter
def kind_in_words(kind: RuleKind) -> str:
    """What people see over the messages of a kind."""
    return KIND_LABELS[kind]


@register.filter
def editors_name(user: User) -> str:
    """How other editors know somebody; never the address."""
    return name_of(user)
