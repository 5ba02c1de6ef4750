"""Pages behind the links in messages: no login, signed, and nothing happens before a POST."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from routines.accounts.doors import needs_no_consent
from routines.reminders import links
from routines.reminders.channels.delivery import line_of
from routines.reminders.destination_forms import AnswerForm, ChoiceForm
from routines.reminders.links import Purpose
from routines.reminders.models import Destination, Reminder
from routines.reminders.services import answers, destinations

NO_CHOICE = "Please choose one of the buttons."


# The signature says that whoever asks may; there need be no session that a foreign page could use.
@needs_no_consent
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The reminders of a message, to be answered; a POST answers one of them, or all."""
    try:
        keys = _keys_of(Purpose.ANSWER, token)
        reminders = _reminders(keys)
    except (links.BrokenLink, links.OldLink, Reminder.DoesNotExist) as problem:
        return _sorry(request, problem)
    if request.method != "POST":
        return _show_answers(request, reminders)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show_answers(request, reminders, problem=NO_CHOICE)
    wanted = form.cleaned_data["key"]
    for reminder in reminders:
        if wanted is None or wanted == reminder.key:
            _answer(reminder, form)
    if request.accepts("text/html"):
        return redirect(request.path)
    return JsonResponse({"answered": form.cleaned_data["choice"]})


def _answer(reminder: Reminder, form: AnswerForm) -> None:
    now = timezone.now()
    if form.cleaned_data["choice"] == AnswerForm.DONE and reminder.offers:
        answers.answer_done(user=reminder.user, key=reminder.key, at=now)
    elif form.cleaned_data["choice"] == AnswerForm.DONE:
        answers.dismiss(user=reminder.user, key=reminder.key, at=now)
    else:
        answers.not_now(user=reminder.user, key=reminder.key, choice=form.wait(), at=now)


def _show_answers(
    request: HttpRequest, reminders: list[Reminder], *, problem: str = ""
) -> HttpResponse:
    choice = ChoiceForm(request.GET)
    wanted = choice.cleaned_data["choice"] if choice.is_valid() else ""
    context = {
        "rows": [
            {
                "reminder": reminder,
                "offers": line_of(reminder).offers,
                "is_open": _is_open(reminder),
            }
            for reminder in reminders
        ],
        "wants_later": wanted == AnswerForm.NOT_NOW,
        "problem": problem,
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    # Whoever opens it is not logged in: times are those where the reminders' person lives.
    with timezone.override(reminders[0].user.zone):
        page = render(request, "reminders/channels/answer.html", context, status=status)
    return _unseen(page)


def _is_open(reminder: Reminder) -> bool:
    return reminder.outcome in answers.UNSETTLED


@needs_no_consent
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click in the mail program (a POST, RFC 8058) or on this page ends these messages."""
    try:
        key = _keys_of(Purpose.UNSUBSCRIBE, token)[0]
    except (links.BrokenLink, links.OldLink) as problem:
        return _sorry(request, problem)
    if request.method == "POST":
        destination = destinations.unsubscribe(key=key)
    else:
        destination = Destination.objects.filter(key=key).first()
    context = {"is_active": destination is not None and destination.active}
    return _unseen(render(request, "reminders/channels/unsubscribe.html", context))


def _keys_of(purpose: Purpose, token: str) -> tuple[uuid.UUID, ...]:
    """Return the keys that a link holds, at least one. Raises BrokenLink or OldLink."""
    return tuple(uuid.UUID(key) for key in links.read(purpose, token, now=timezone.now()))


def _reminders(keys: tuple[uuid.UUID, ...]) -> list[Reminder]:
    """Return the reminders that are still there. Raises DoesNotExist where there is none.

    All are of one person; one who withdrew their consent is not asked anything.
    """
    found = Reminder.objects.select_related("user").filter(key__in=keys, user__is_active=True)
    reminders = list(found.order_by("pk"))
    if not reminders or not reminders[0].user.has_agreed:
        raise Reminder.DoesNotExist
    return reminders


def _sorry(request: HttpRequest, problem: Exception) -> HttpResponse:
    """Say kindly that a link is over (410) or no link at all (404)."""
    is_old = isinstance(problem, links.OldLink)
    status = HTTPStatus.GONE if is_old else HTTPStatus.NOT_FOUND
    if not request.accepts("text/html"):
        return JsonResponse({"answered": ""}, status=status)
    context = {"is_old": is_old}
    return _unseen(render(request, "reminders/channels/no_link.html", context, status=status))


def _unseen(answer: HttpResponse) -> HttpResponse:
    """The address itself is a key: it goes into no other site's log and no search engine."""
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
