"""Where reminders reach a person: mail, devices, services, and what is wanted there."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.reminders.channels import Gone, Message, Refused, Retry, Target, delivery, vapid
from routines.reminders.models import Destination, Wish
from routines.reminders.services import destinations
from tests.channels.browser import PretendedBrowser
from tests.conftest import NOON

PAGE = "/reminders/channels/"
ENDPOINT = "https://push.example/send/abc"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture(autouse=True)
def own_key(settings: Any) -> None:
    settings.PUSH_KEY = vapid.new_key()


def subscription(endpoint: str = ENDPOINT) -> dict[str, str]:
    return {"subscription": json.dumps(PretendedBrowser().subscription(endpoint))}


def service(user: User, **more: Any) -> Destination:
    address = {"url": "ntfys://me:hush@public.example/topic", "service": "ntfy", "host": ""}
    return destinations.add_apprise(
        user=user, address={**address, **more}, label="Family ntfy", at=NOON
    )


class Recorder:
    """A channel that keeps what it is given, or raises what it is told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[Message, Target]] = []
        self.problem: Exception | None = None

    def send(self, message: Message, target: Target) -> None:
        self.sent.append((message, target))
        if self.problem is not None:
            raise self.problem


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    kept = Recorder()
    monkeypatch.setattr(delivery, "channel_of", lambda _name: kept)
    return kept


def test_page_of_somebody_new_asks_little_of_the_database(
    alice_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alice_client.get(PAGE)
    with django_assert_num_queries(5):
        page = alice_client.get(PAGE).content.decode()

    assert "Switch e-mail on" in page
    assert "What goes where" not in page
    assert f'data-push="{vapid.public_key()}"' in page


def test_page_asks_no_more_with_more_on_it(
    alice: User, alice_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    destinations.switch_email(user=alice, active=True, at=NOON)
    for number in range(3):
        service(alice, url=f"ntfys://public.example/topic-{number}")
    alice_client.get(PAGE)

    with django_assert_num_queries(5):
        page = alice_client.get(PAGE).content.decode()
    assert page.count("Family ntfy") == 3


# --- Mail -----------------------------------------------------------------------------------------


def test_mail_is_switched_on_and_off_and_on_again(alice: User, alice_client: Client) -> None:
    states = []
    for sent in ({"active": "on"}, {"active": "on"}, {}, {"active": "on"}):
        answer = alice_client.post(f"{PAGE}email/", sent)
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
        states.append(list(Destination.objects.of(alice).values_list("channel", "active")))

    on, off = [("email", True)], [("email", False)]
    assert states == [on, on, off, on]


@pytest.mark.parametrize(
    ("is_configured", "is_verified", "words"),
    [
        (False, False, "This diary has no mail server yet"),
        (True, False, "confirmed that it is yours"),
        (True, True, "The subject says nothing about your skin"),
    ],
)
def test_page_says_whether_mail_would_arrive(
    alice: User,
    alice_client: Client,
    settings: Any,
    *,
    is_configured: bool,
    is_verified: bool,
    words: str,
) -> None:
    settings.MAIL_IS_CONFIGURED = is_configured
    EmailAddress.objects.create(user=alice, email=alice.email, verified=is_verified, primary=True)

    assert words in alice_client.get(PAGE).content.decode()


# --- Devices --------------------------------------------------------------------------------------


def test_browser_is_added_under_its_own_name(alice: User, alice_client: Client) -> None:
    answer = alice_client.post(f"{PAGE}push/", subscription(), headers={"user-agent": FIREFOX})

    assert answer.status_code == 302
    device = Destination.objects.of(alice).get()
    assert (device.channel, device.label, device.active) == ("push", "Firefox on Linux", True)
    assert sorted(device.address) == ["auth", "endpoint", "p256dh"]
    assert device.address["endpoint"] == ENDPOINT


def test_browser_that_is_added_again_keeps_its_name_and_wakes_up(
    alice: User, alice_client: Client
) -> None:
    alice_client.post(f"{PAGE}push/", subscription())
    device = Destination.objects.of(alice).get()
    destinations.change(user=alice, key=device.key, label="My phone", words=False, active=True)
    destinations.end(destination=device, at=NOON)

    alice_client.post(f"{PAGE}push/", subscription())

    device = Destination.objects.of(alice).get()
    assert (device.label, device.active, device.gone_at) == ("My phone", True, None)
    assert device.address["words"] is False


def test_browser_belongs_to_whoever_switched_it_on_last(
    alice: User, alice_client: Client, bob: User, bob_client: Client
) -> None:
    alice_client.post(f"{PAGE}push/", subscription())
    bob_client.post(f"{PAGE}push/", subscription())

    assert not Destination.objects.of(alice).exists()
    assert Destination.objects.of(bob).count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"subscription": ""},
        {"subscription": "no JSON"},
        {"subscription": "[1]"},
        {"subscription": "[" * 2900},
        {"subscription": "x" * 4000},
        {"subscription": '{"endpoint": "https://push.example/"}'},
        subscription("http://push.example/"),
        subscription("https://user@push.example/"),
    ],
)
def test_subscription_that_is_none_is_refused_beside_the_button(
    alice: User, alice_client: Client, sent: dict[str, str]
) -> None:
    answer = alice_client.post(f"{PAGE}push/", sent)

    assert answer.status_code == 400
    assert 'class="channel-problem" role="alert"' in answer.content.decode()
    assert not Destination.objects.of(alice).exists()


def test_eleventh_device_is_refused(alice: User, alice_client: Client) -> None:
    for number in range(10):
        alice_client.post(f"{PAGE}push/", subscription(f"{ENDPOINT}/{number}"))

    answer = alice_client.post(f"{PAGE}push/", subscription(f"{ENDPOINT}/11"))

    assert answer.status_code == 400
    assert "There are 10 already." in answer.content.decode()
    assert Destination.objects.of(alice).count() == 10


def test_service_worker_follows_its_browser_to_a_new_subscription(
    alice: User, alice_client: Client
) -> None:
    alice_client.post(f"{PAGE}push/", subscription())
    old = Destination.objects.of(alice).get()
    worker = Client(enforce_csrf_checks=True)

    sent = {"old_endpoint": ENDPOINT, **subscription(f"{ENDPOINT}/new")}
    answers = [worker.post(f"{PAGE}push/renew/", sent).status_code for _ in range(2)]

    assert answers == [204, 404]
    new = Destination.objects.of(alice).get()
    assert (new.key, new.address["endpoint"]) == (old.key, f"{ENDPOINT}/new")


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{}, {"old_endpoint": ENDPOINT}, subscription()])
def test_renewal_without_its_parts_is_refused(client: Client, sent: dict[str, str]) -> None:
    assert client.post(f"{PAGE}push/renew/", sent).status_code == 400


# --- Services -------------------------------------------------------------------------------------


def test_service_is_added_and_its_secret_never_shown(
    alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "tgram://123456789:AAfsdlfjsdlfkjsdlfkjsdlkfjsdlkfjs/12315544/"
    answer = alice_client.post(f"{PAGE}services/add/", {"url": url, "label": ""})

    added = Destination.objects.of(alice).get()
    assert answer["Location"] == f"{PAGE}{added.key}/"
    assert (added.channel, added.label, added.address["url"]) == ("apprise", "Telegram", url)
    for address in (PAGE, f"{PAGE}{added.key}/"):
        page = alice_client.get(address).content.decode()
        assert "Telegram" in page
        assert "AAfsdl" not in page
        assert "12315544" not in page


def test_address_that_is_not_let_in_is_refused_beside_the_field(
    alice: User, alice_client: Client
) -> None:
    answer = alice_client.post(f"{PAGE}services/add/", {"url": "json://127.0.0.1/"})

    assert answer.status_code == 400
    assert (
        answer.context["form"]
        .errors["url"][0]
        .startswith("This is not an address of a service we know: ntfy, Gotify")
    )
    assert not Destination.objects.of(alice).exists()


def test_destination_is_named_switched_off_and_removed(alice: User, alice_client: Client) -> None:
    address = f"{PAGE}{service(alice).key}/"

    alice_client.post(address, {"label": "Own ntfy", "words": "", "active": ""})
    row = Destination.objects.of(alice).get()
    assert (row.label, row.active, row.address["words"]) == ("Own ntfy", False, False)
    assert alice_client.post(address, {"label": ""}).status_code == 400

    answer = alice_client.post(f"{address}remove/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert not Destination.objects.of(alice).exists()


def test_device_that_ended_itself_stays_off(alice: User, alice_client: Client) -> None:
    row = service(alice)
    destinations.end(destination=row, at=NOON)

    alice_client.post(f"{PAGE}{row.key}/", {"label": "Phone", "words": "on", "active": "on"})

    row.refresh_from_db()
    assert (row.label, row.active) == ("Phone", False)


# --- Send me a test -------------------------------------------------------------------------------


def test_test_is_sent_at_once_and_said_to_be_on_its_way(
    alice: User, alice_client: Client, recorder: Recorder
) -> None:
    row = service(alice)
    answer = alice_client.post(f"{PAGE}{row.key}/test/", follow=True)

    ((message, target),) = recorder.sent
    assert (message.is_test, message.lines, message.at) == (True, (), NOON)
    assert (target.key, target.user_id, target.address) == (row.key, alice.pk, row.address)
    assert "It was taken and is on its way" in answer.content.decode()


@pytest.mark.parametrize(
    "problem",
    [
        Refused("ntfy does not accept the password or token (it answered 401)."),
        Retry("The mail server answered 451: Greylisted"),
    ],
)
def test_refusal_of_a_test_stands_beside_the_button(
    alice: User, alice_client: Client, recorder: Recorder, problem: Exception
) -> None:
    row = service(alice)
    recorder.problem = problem
    answer = alice_client.post(f"{PAGE}{row.key}/test/", follow=True)

    assert str(problem) in answer.content.decode()
    assert "on its way" not in answer.content.decode()
    recorder.problem = None
    again = alice_client.post(f"{PAGE}{row.key}/test/", follow=True)
    assert str(problem) not in again.content.decode()


def test_device_that_is_gone_is_ended_by_its_test(
    alice: User, alice_client: Client, recorder: Recorder
) -> None:
    row = service(alice)
    recorder.problem = Gone("This device has switched notifications off.")
    alice_client.post(f"{PAGE}{row.key}/test/")

    row.refresh_from_db()
    assert (row.active, row.gone_at) == (False, NOON)
    assert alice_client.post(f"{PAGE}{row.key}/test/").status_code == 404


def test_eleventh_test_in_an_hour_waits(
    alice: User, alice_client: Client, recorder: Recorder
) -> None:
    row = service(alice)
    statuses = [alice_client.post(f"{PAGE}{row.key}/test/").status_code for _ in range(11)]

    assert (statuses, len(recorder.sent)) == ([302] * 10 + [429], 10)
    page = alice_client.post(f"{PAGE}{row.key}/test/").content.decode()
    assert "Please wait a little." in page


# --- What goes where ------------------------------------------------------------------------------


def test_wishes_are_kept_for_channels_in_use_only(alice: User, alice_client: Client) -> None:
    destinations.switch_email(user=alice, active=True, at=NOON)
    alice_client.post(f"{PAGE}wishes/", {"grave-email": "on", "tip-email": "on", "tip-push": "on"})

    kept = {(wish.kind, wish.channel): wish.wanted for wish in Wish.objects.of(alice)}
    assert kept == {
        ("warning sign", "email"): True,
        ("safety", "email"): True,
        ("see a professional", "email"): True,
        ("caution", "email"): False,
        ("tip", "email"): True,
        ("info", "email"): True,
        ("praise", "email"): False,
        ("nudge", "email"): False,
        ("trial", "email"): False,
    }


def test_boxes_show_what_is_kept(alice: User, alice_client: Client) -> None:
    destinations.switch_email(user=alice, active=True, at=NOON)
    alice_client.post(f"{PAGE}wishes/", {"praise-email": "on"})
    alice_client.post(f"{PAGE}wishes/", {"tip-email": "on"})

    page = alice_client.get(PAGE)
    ticked = [box.name for row in page.context["page"].wishes for box in row.boxes if box.is_ticked]
    assert ticked == ["tip-email"]


# --- Looking around -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "email/",
        "wishes/",
        "push/",
        "services/add/",
        "calendar/",
        "calendar/names/",
        "calendar/revoke/",
        "{key}/",
        "{key}/test/",
        "{key}/remove/",
    ],
)
def test_visitor_looks_and_sets_nothing_up(
    make_user: Any, client: Client, recorder: Recorder, address: str
) -> None:
    visitor = make_user("v@example.org", is_demo=True, demo_expires_at=NOON.replace(year=2027))
    row = service(visitor)
    client.force_login(visitor)
    before = list(Destination.objects.values())

    answer = client.post(PAGE + address.format(key=row.key), {"active": "on", **subscription()})

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert list(Destination.objects.values()) == before
    assert recorder.sent == []
    assert client.get(PAGE).status_code == 200


def test_nothing_is_ever_sent_from_a_diary_to_look_around_in(
    make_user: Any, recorder: Recorder
) -> None:
    visitor = make_user("v@example.org", is_demo=True, demo_expires_at=NOON.replace(year=2027))
    message = Message(key=UUID(int=1), at=NOON, base_url="https://diary.example", is_test=True)

    with pytest.raises(Refused, match="look around"):
        delivery.send_to(service(visitor), message)
    assert recorder.sent == []
