"""Notifications in a real browser, from switching them on to answering one.

Only the push service is missing: no test reaches one. Its part of the browser, which hands out
subscriptions, is replaced; a local server takes what is sent there, and the browser's own debugger
delivers it to the service worker as the service would have done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import CDPSession, Page, Worker, expect

from routines.accounts.models import User
from routines.diary.models import Entry
from routines.reminders.channels import delivery, vapid
from routines.reminders.models import Destination, Outgoing, Reminder
from tests.browser.application import Application
from tests.browser.chromium import Watch
from tests.browser.conftest import MakePerson, NewPage
from tests.channels.browser import PretendedBrowser
from tests.channels.servers import WebServer, web_server

PAGE = "/reminders/channels/"
SUBSCRIBE = """
const given = {subscription};
const kept = {{
  endpoint: given.endpoint,
  toJSON: () => given,
  unsubscribe: async () => localStorage.removeItem("subscribed"),
}};
PushManager.prototype.subscribe = async ({{ applicationServerKey, userVisibleOnly }}) => {{
  if (!userVisibleOnly || applicationServerKey.length !== 87) throw new Error("not so");
  localStorage.setItem("subscribed", "yes");
  return kept;
}};
PushManager.prototype.getSubscription = async () =>
  localStorage.getItem("subscribed") ? kept : null;
"""
"""What a browser does whose push service can be reached."""
SHOWN = """
navigator.serviceWorker.ready
  .then((registration) => registration.getNotifications())
  .then((all) =>
    all.map(({ title, body, actions }) => [title, body, actions.map((one) => one.title)]))
"""
CLICK = """
async (action) => {
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification, action }));
}
"""


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """An application that may speak to a push service of this machine."""
    folder = tmp_path_factory.mktemp("push")
    served = Application(folder, variables={"ALLOW_PRIVATE_HOSTS": "1"})
    served.manage("prepare")
    served.start()
    yield served
    served.stop()


@pytest.fixture
def service() -> Iterator[WebServer]:
    with web_server() as server:
        yield server


@pytest.fixture
def keys() -> PretendedBrowser:
    return PretendedBrowser()


@pytest.fixture
def person(make_person: MakePerson) -> User:
    return make_person()


@pytest.fixture
def page(new_page: NewPage, person: User, service: WebServer, keys: PretendedBrowser) -> Page:
    """A window that is asked and says yes to notifications."""
    page = new_page(person)
    page.context.grant_permissions(["notifications"])
    subscription = keys.subscription(f"{service.address}/send/{uuid4()}")
    page.add_init_script(SUBSCRIBE.format(subscription=json.dumps(subscription)))
    page.goto(PAGE)
    return page


def switch_on(page: Page) -> None:
    page.get_by_role("button", name="Switch on for this device").click()
    expect(page.locator("[data-push-device]")).to_be_visible()


def deliver(page: Page, payload: bytes) -> None:
    """Give the service worker a message, as the browser does when one has come and been read."""
    debugger = page.context.new_cdp_session(page)
    registration = _registration(debugger, page)
    debugger.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": page.evaluate("location.origin"),
            "registrationId": registration,
            "data": payload.decode(),
        },
    )
    page.wait_for_function(f"async () => (await {SHOWN}).length > 0")


def _registration(debugger: CDPSession, page: Page) -> str:
    found: list[str] = []
    debugger.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    debugger.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(20)
    return found[-1]


def worker_of(page: Page) -> Worker:
    return page.context.service_workers[0]


def remind(person: User) -> Reminder:
    now = timezone.now()
    return Reminder.objects.create(
        user=person,
        origin="rule",
        rule_key=uuid4().hex,
        kind="tip",
        message="Keep it by the toothbrush.",
        offers="sunscreen",
        day=person.today(now),
        due_at=now,
        made_at=now,
    )


def send(person: User, reminder: Reminder) -> None:
    """Put the reminder on its way to the person's device, and send it."""
    now = timezone.now()
    outgoing = Outgoing.objects.create(
        user=person,
        destination=Destination.objects.get(user=person),
        made_at=now,
        due_at=now,
        next_try_at=now,
    )
    outgoing.reminders.add(reminder)
    delivery.deliver(outgoing, at=now)


@pytest.fixture
def sender(settings: Any) -> None:
    """Lets this process send, as the worker would."""
    settings.ALLOW_PRIVATE_HOSTS = True
    settings.PUSH_KEY = vapid.new_key()


def test_device_is_switched_on_tried_and_removed(
    page: Page, service: WebServer, keys: PretendedBrowser
) -> None:
    switch_on(page)
    row = page.locator("[data-push-device]")
    expect(row).to_contain_text("this device")
    expect(page.get_by_role("button", name="Switch on for this device")).to_be_hidden()

    row.get_by_role("link").click()
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("It was taken and is on its way to you.")).to_be_visible()
    deliver(page, keys.read(service.received[0].body))
    assert [shown[:2] for shown in page.evaluate(SHOWN)] == [
        ["Skin-care diary", "This is the test you asked for. Reminders will look like this."]
    ]

    page.get_by_text("Remove it", exact=True).click()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.get_by_role("button", name="Switch on for this device")).to_be_visible()
    assert page.evaluate("localStorage.getItem('subscribed')") is None


@pytest.mark.usefixtures("sender")
def test_reminder_is_done_from_the_notification(
    page: Page, person: User, service: WebServer, keys: PretendedBrowser
) -> None:
    switch_on(page)
    reminder = remind(person)
    send(person, reminder)
    payload = keys.read(service.received[0].body)
    deliver(page, payload)
    (shown,) = page.evaluate(SHOWN)
    assert shown[:2] == ["Skin-care diary", "Keep it by the toothbrush."]
    assert shown[2] == ["Done", "Not now"]

    # No session is needed: the phone may have been logged out for months.
    page.context.clear_cookies()
    with page.context.expect_event("response", lambda answer: "/reminders/answer/" in answer.url):
        worker_of(page).evaluate(CLICK, "done")

    reminder.refresh_from_db()
    assert reminder.outcome == "done"
    entries = Entry.objects.of(person).values_list("step__kind", "answer")
    assert list(entries) == [("sunscreen", "done")]
    assert page.evaluate(SHOWN) == []


@pytest.mark.usefixtures("sender")
def test_repeat_takes_the_place_of_the_first(
    page: Page, person: User, service: WebServer, keys: PretendedBrowser
) -> None:
    switch_on(page)
    send(person, remind(person))
    payload = keys.read(service.received[0].body)
    deliver(page, payload)
    deliver(page, payload)

    assert len(page.evaluate(SHOWN)) == 1


def test_answer_that_does_not_arrive_is_said(page: Page, watch: Watch) -> None:
    watch.expect("status of 404")
    switch_on(page)
    message = {"tag": "a", "title": "Skin-care diary", "body": "Hello", "open": "/"}
    message |= {"answer": "/reminders/answer/broken/", "actions": []}
    deliver(page, json.dumps(message).encode())
    worker_of(page).evaluate(CLICK, "done")

    page.wait_for_function(f"async () => (await {SHOWN})[0]?.[1].startsWith('That did not reach')")


def test_browser_that_says_no_is_told_where_to_change_it(new_page: NewPage, person: User) -> None:
    page = new_page(person)
    page.add_init_script(
        "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });"
    )
    page.goto(PAGE)

    expect(page.get_by_text("Notifications from this diary are blocked")).to_be_visible()
    expect(page.get_by_role("button", name="Switch on for this device")).to_be_hidden()


def test_browser_that_can_not_is_told_so(new_page: NewPage, person: User) -> None:
    page = new_page(person)
    page.add_init_script("delete window.PushManager;")
    page.goto(PAGE)

    expect(page.get_by_text("This browser can’t show notifications from websites")).to_be_visible()


def test_push_service_that_can_not_be_reached(new_page: NewPage, person: User) -> None:
    page = new_page(person)
    page.context.grant_permissions(["notifications"])
    page.add_init_script(
        "PushManager.prototype.subscribe = async () => { throw new DOMException('', 'Abort'); };"
    )
    page.goto(PAGE)
    page.get_by_role("button", name="Switch on for this device").click()

    expect(page.get_by_text("could not reach its notification service")).to_be_visible()
    expect(page.get_by_role("button", name="Switch on for this device")).to_be_visible()


def test_without_script_the_rest_of_the_page_works(new_page: NewPage, person: User) -> None:
    page = new_page(person, script=False)
    page.goto(PAGE)

    expect(page.get_by_role("button", name="Switch on for this device")).to_be_hidden()
    page.get_by_role("button", name="Switch e-mail on").click()
    expect(page.get_by_role("button", name="Switch e-mail off")).to_be_visible()
