"""Every page, by name, for whatever looks at all of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from routines.accounts.models import User
from routines.api.models import ApiToken
from routines.diary.models import Happening, Pause, Product, Step
from routines.portability.models import Import
from routines.portability.planning.verdicts import Choice
from routines.portability.services import import_work, imports
from routines.reminders.links import Purpose, sign
from routines.reminders.models import Nudge, Reminder
from routines.reminders.services.destinations import switch_email
from routines.spots.models import Count
from tests.unit.portability.loop_files import YES, Loop, loop_zip

TOPIC = "exfoliate-gently"


@dataclass(frozen=True)
class Page:
    """`who` sees it: a visitor, somebody "new", or somebody with a "year" behind them."""

    name: str
    path: str
    who: str = "year"
    status: int = 200


PAGES = (
    Page("landing", "/", "visitor"),
    Page("log in", "/account/login/", "visitor"),
    Page("sign up", "/account/signup/", "visitor"),
    Page("reset the password", "/account/password/reset/", "visitor"),
    Page("guidance", "/guidance/", "visitor"),
    Page("guidance on a topic", "/guidance/{topic}/", "visitor"),
    Page("guidance found", "/guidance/?q=sun", "visitor"),
    Page("guidance not found", "/guidance/?q=zzzz", "visitor"),
    Page("how rules are written", "/guidance/rules/", "visitor"),
    Page("nothing there", "/no-such-page/", "visitor", 404),
    Page("the API described", "/api/", "visitor"),
    Page("today, new", "/", "new"),
    Page("tokens, new", "/settings/tokens/", "new"),
    Page("history, new", "/history/", "new"),
    Page("trends, new", "/trends/", "new"),
    Page("counts, new", "/spots/", "new"),
    Page("products, new", "/products/", "new"),
    Page("pauses, new", "/pauses/", "new"),
    Page("today", "/"),
    Page("a past day", "/day/{yesterday}/"),
    Page("log of a day", "/day/{yesterday}/log/"),
    Page("step of a day", "/day/{yesterday}/step/{step}/"),
    Page("happenings", "/day/{yesterday}/happenings/"),
    Page("month", "/history/"),
    Page("week", "/history/week/"),
    Page("routine", "/routine/"),
    Page("add a step", "/routine/add/"),
    Page("edit a step", "/routine/{step}/"),
    Page("order of the steps", "/routine/order/"),
    Page("products", "/products/"),
    Page("add a product", "/products/add/"),
    Page("edit a product", "/products/{product}/"),
    Page("pauses", "/pauses/"),
    Page("add a pause", "/pauses/add/"),
    Page("edit a pause", "/pauses/{pause}/"),
    Page("counts", "/spots/"),
    Page("count", "/spots/count/"),
    Page("a count", "/spots/{count}/"),
    Page("correct a count", "/spots/{count}/correct/"),
    Page("trends", "/trends/"),
    Page("trends, everything", "/trends/?range=all"),
    Page("trends of a place", "/trends/?range=12w&region=nose"),
    Page("trends, dates refused", "/trends/?from=2026-03-02&to=2026-03-01", status=400),
    Page("place by place", "/trends/places/?range=12w"),
    Page("how we know", "/trends/how-we-know/"),
    Page("questions, new", "/trends/questions/", "new"),
    Page("questions", "/trends/questions/"),
    Page("before and after", "/trends/questions/?event={event}"),
    Page("planned trial, new", "/trends/trial/", "new"),
    Page("planned trial", "/trends/trial/"),
    Page("a step day by day", "/trends/steps/{step}/"),
    Page("report, new", "/trends/report/", "new"),
    Page("report", "/trends/report/"),
    Page("shared reports", "/trends/report/links/"),
    Page("reminders, new", "/reminders/", "new"),
    Page("rules that spoke, new", "/reminders/rules/", "new"),
    Page("nudges, new", "/reminders/nudges/", "new"),
    Page("reminders", "/reminders/"),
    Page("reminders of a kind", "/reminders/?kind=tip"),
    Page("why", "/reminders/{reminder}/"),
    Page("rules that spoke", "/reminders/rules/"),
    Page("nudges", "/reminders/nudges/"),
    Page("add a nudge", "/reminders/nudges/add/"),
    Page("edit a nudge", "/reminders/nudges/{nudge}/"),
    Page("when reminders come", "/reminders/settings/"),
    Page("where reminders reach you, new", "/reminders/channels/", "new"),
    Page("where reminders reach you", "/reminders/channels/"),
    Page("a destination", "/reminders/channels/{destination}/"),
    Page("add a service", "/reminders/channels/services/add/"),
    Page("link in a message", "/reminders/answer/{answer}/", "visitor"),
    Page("no more mail", "/reminders/unsubscribe/{unsubscribe}/", "visitor"),
    Page("broken link", "/reminders/answer/broken/", "visitor", 404),
    Page("guidance, logged in", "/guidance/"),
    Page("more", "/more/"),
    Page("settings", "/settings/"),
    Page("account", "/settings/account/"),
    Page("consent", "/settings/consent/"),
    Page("your data", "/settings/data/"),
    Page("deleting the diary", "/settings/data/delete/"),
    Page("leaving", "/settings/data/leave/"),
    Page("goodbye", "/settings/data/goodbye/", "visitor"),
    Page("bring a file in", "/settings/data/imports/"),
    Page("what is what", "/settings/data/imports/{asked}/mapping/"),
    Page("what a file would bring", "/settings/data/imports/{compared}/"),
    Page("rows of a file", "/settings/data/imports/{compared}/rows/"),
    Page("a file with nothing to bring in", "/settings/data/imports/{settled}/"),
    Page("a file that could not be read", "/settings/data/imports/{failed}/"),
    Page("an import that was brought in", "/settings/data/imports/{applied}/"),
    Page("an import at work", "/settings/data/imports/{at_work}/"),
    Page("an import that was taken back", "/settings/data/imports/{undone}/"),
    Page("e-mail address", "/account/email/"),
    Page("change the password", "/account/password/change/"),
    Page("sessions", "/account/sessions/"),
    Page("tokens", "/settings/tokens/"),
    Page("revoke a token", "/settings/tokens/{token}/revoke/"),
    Page("two steps", "/account/2fa/"),
    Page("log out", "/account/logout/"),
)


def values_for(person: User, now: datetime) -> dict[str, object]:
    """What stands for the braces in the addresses of this person's pages."""
    today: date = person.today(now)
    reminder = Reminder.objects.of(person).filter(kind="tip").latest("made_at").key
    destination = switch_email(user=person, active=True, at=now).key
    return {
        "topic": TOPIC,
        "today": today,
        "yesterday": today - timedelta(days=1),
        "step": Step.objects.of(person).earliest("pk").pk,
        "product": Product.objects.of(person).latest("pk").pk,
        "pause": Pause.objects.of(person).latest("pk").pk,
        "reminder": reminder,
        "destination": destination,
        "answer": sign(Purpose.ANSWER, [reminder.hex], at=now),
        "unsubscribe": sign(Purpose.UNSUBSCRIBE, [destination.hex], at=now),
        "nudge": Nudge.objects.of(person).latest("pk").key,
        "count": Count.objects.of(person).latest("pk").pk,
        "token": ApiToken.objects.of(person).latest("pk").key,
        **_imports(person, now),
        "event": Happening.objects.of(person).filter(kind__key="new-product").latest("day").day,
    }


def _imports(person: User, now: datetime) -> dict[str, object]:
    """Imports at every stage, by its name: of a file that differs from the diary here and there."""
    # Long ago: other tests know the days that are shown first.
    today = person.today(now)
    marks = [(today - timedelta(days=days), days % 2 * YES, "") for days in range(100, 160)]
    habits = [Loop(name="Sunscreen", marks=marks), Loop(name="Read “a lot” 📚", marks=marks)]
    water = Loop(name="Water", is_numerical=True, marks=[(today, 1000, "")])
    both, known, unknown = (
        imports.Upload(name="loop.zip", data=loop_zip(some))
        for some in (habits, habits[:1], [water])
    )
    # What stays brings no new step: other tests know the routine.
    uploads = {
        "asked": both,
        "compared": both,
        "undone": both,
        "applied": known,
        "settled": unknown,
        "failed": imports.Upload(name="loop.zip", data=loop_zip(habits)[:300]),
        # The last one: nothing else begins while it goes on.
        "at_work": both,
    }
    keys = {name: uuid.uuid4() for name in uploads}
    for name, key in keys.items():
        import_ = imports.begin(user=person, key=key, upload=uploads[name], at=now)
        _go_on(import_, now)
        if name in ("asked", "failed"):
            continue
        imports.choose(import_=import_, choices=import_.choices, at=now)
        _go_on(import_, now)
        if name in ("undone", "applied"):
            imports.confirm(import_=import_, choice=Choice.MINE, with_settings=False)
            _go_on(import_, now)
        if name == "undone":
            imports.take_back(import_=import_)
            _go_on(import_, now)
        if name == "at_work":
            imports.confirm(import_=import_, choice=Choice.MINE, with_settings=False)
            # Somebody is at it for as long as the page is looked at.
            Import.objects.filter(pk=import_.pk).update(leased_until=now + timedelta(days=1))
    return dict(keys)


def _go_on(import_: Import, now: datetime) -> None:
    import_work.work(import_id=import_.pk, clock=lambda: now)
    import_.refresh_from_db()
