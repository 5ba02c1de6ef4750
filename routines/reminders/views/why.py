"""Why am I seeing this?"""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.accounts import formats
from routines.accounts.doors import person
from routines.reminders.models import Reminder
from routines.reminders.why import read_why


@login_required
@require_safe
def why(request: HttpRequest, reminder: uuid.UUID) -> HttpResponse:
    """The figures and the sentence that made a reminder speak."""
    user = person(request)
    row = get_object_or_404(Reminder.objects.of(user), key=reminder)
    page = read_why(user, row, formats.current.get(), timezone.now())
    return render(request, "reminders/why.html", {"page": page})
