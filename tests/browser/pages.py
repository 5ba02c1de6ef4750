"""Every page, by name, for whatever looks at all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from routines.accounts.models import User
from routines.diary.models import Pause, Product, Step
from routines.spots.models import Count

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
    Page("today, new", "/", "new"),
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
    Page("report, new", "/trends/report/", "new"),
    Page("report", "/trends/report/"),
    Page("shared reports", "/trends/report/links/"),
    Page("guidance, logged in", "/guidance/"),
    Page("more", "/more/"),
    Page("settings", "/settings/"),
    Page("account", "/settings/account/"),
    Page("e-mail address", "/account/email/"),
    Page("change the password", "/account/password/change/"),
    Page("sessions", "/account/sessions/"),
    Page("two steps", "/account/2fa/"),
    Page("log out", "/account/logout/"),
)


def values_for(person: User, now: datetime) -> dict[str, object]:
    """What stands for the braces in the addresses of this person's pages."""
    today: date = person.today(now)
    return {
        "topic": TOPIC,
        "today": today,
        "yesterday": today - timedelta(days=1),
        "step": Step.objects.of(person).earliest("pk").pk,
        "product": Product.objects.of(person).latest("pk").pk,
        "pause": Pause.objects.of(person).latest("pk").pk,
        "count": Count.objects.of(person).latest("pk").pk,
    }
