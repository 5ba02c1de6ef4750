"""A real server and a real browser for each test process; people to log in with."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from routines.accounts.models import CONSENT_VERSION, Consent, User
from routines.api.scopes import Scope
from routines.diary.services.routine import start_routine
from tests.bench import data
from tests.browser import chromium, pages
from tests.browser.application import HOST, Application, stored_in
from tests.browser.documents import Reader
from tests.browser.readers import WEEKS, reader_for

PASSWORD = "a long enough password"

MakePerson = Callable[..., User]
NewPage = Callable[..., Page]
MakeReader = Callable[..., Reader]


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The application with an empty database, served as `make run` serves it."""
    served = Application(tmp_path_factory.mktemp("application"))
    served.manage("prepare")
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    # Playwright keeps an event loop in this thread, so that Django takes every query for one made
    # in asynchronous code and refuses it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def database(application: Application, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Lets the test read and write the application's own database through the ORM."""
    with django_db_blocker.unblock(), stored_in(application.database):
        yield


@pytest.fixture
def make_person(database: None) -> MakePerson:
    """Makes people with the first routine, who agreed to keep a diary, each with a new address.

    They can log in with `PASSWORD`.
    """

    def make(*, since: datetime | None = None, **fields: object) -> User:
        now = since or timezone.now()
        fields.setdefault("time_zone", "Europe/Berlin")
        fields.setdefault("time_zone_confirmed_at", now)
        email = f"{secrets.token_hex(6)}@example.org"
        person = User.objects.create_user(email, **fields)
        # The other tests' quick hasher is none that the application knows.
        person.password = Argon2PasswordHasher().encode(PASSWORD, secrets.token_hex(8))
        person.save(update_fields=["password"])
        Consent.objects.create(user=person, version=CONSENT_VERSION, given_at=now)
        start_routine(user=person, today=person.today(now))
        return person

    return make


@pytest.fixture
def make_reader(application: Application, make_person: MakePerson, tmp_path: Path) -> MakeReader:
    """Makes a new person with ten weeks of a diary and a program with a token for these scopes."""

    def make(*scopes: Scope) -> Reader:
        person = make_person(since=timezone.now() - timedelta(weeks=WEEKS))
        return reader_for(person, scopes, application.address, tmp_path)

    return make


@dataclass(frozen=True)
class Cast:
    """Who the pages in `pages.py` are shown to; a visitor is nobody."""

    people: dict[str, User | None]
    values: dict[str, object]

    def path(self, page: pages.Page) -> str:
        return page.path.format(**self.values)


@pytest.fixture(scope="session")
def cast(application: Application, django_db_blocker: DjangoDbBlocker) -> Cast:
    """A visitor, somebody who begins today, and somebody with a year behind them."""
    now = timezone.now()
    with django_db_blocker.unblock(), stored_in(application.database):
        new, year = data.new_and_year(now)
        return Cast({"visitor": None, "new": new, "year": year}, pages.values_for(year, now))


@pytest.fixture
def watch() -> Iterator[chromium.Watch]:
    """Fails the test when a page logs an error, breaks the policy or asks another host."""
    watch = chromium.Watch()
    yield watch
    assert watch.problems() == []


@pytest.fixture
def new_page(
    application: Application, browser: Browser, watch: chromium.Watch
) -> Iterator[NewPage]:
    """Opens windows: `new_page(person, device="desktop", dark=True, script=False)`."""
    contexts: list[BrowserContext] = []

    def open_page(
        person: User | None = None,
        *,
        device: str = "phone",
        dark: bool = False,
        script: bool = True,
    ) -> Page:
        context = chromium.new_context(
            browser, application.address, device=device, dark=dark, script=script
        )
        contexts.append(context)
        watch.attach(context)
        if person is not None:
            log_in(context, person)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def log_in(context: BrowserContext, person: User) -> None:
    """Give the window a session of this person, without the login form."""
    context.add_cookies(
        [{"name": "session", "value": session_of(person), "domain": HOST, "path": "/"}]
    )


def session_of(person: User) -> str:
    """The key of a new session in the application's database."""
    client = Client()
    client.force_login(person)
    return str(client.cookies["session"].value)


@pytest.fixture
def phone_page(new_page: NewPage) -> Page:
    """A phone's window of somebody who is not logged in."""
    return new_page()


@pytest.fixture
def desktop_page(new_page: NewPage) -> Page:
    """A desktop's window of somebody who is not logged in."""
    return new_page(device="desktop")


@pytest.fixture
def logged_in_page(new_page: NewPage, make_person: MakePerson) -> Page:
    """A phone's window of a new person who is logged in."""
    return new_page(make_person())
