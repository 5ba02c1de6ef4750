"""Mail to a real server: what arrives, and what becomes of every way it can be refused."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from routines.accounts.models import User
from routines.reminders import links
from routines.reminders.channels import Message, Refused, Retry, Target, email
from tests.channels.servers import MailServer
from tests.conftest import NOON
from tests.unit.reminders.messages import CAUTION, MESSAGE_KEY, TARGET_KEY, TIP, TIP_KEY, message

BODY_WORDS = re.compile("mili|skin|spot|sunscreen|face", re.IGNORECASE)


@pytest.fixture
def confirmed(alice: User) -> EmailAddress:
    return EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)


@pytest.fixture
def alices(alice: User) -> Target:
    return Target(key=TARGET_KEY, user_id=alice.pk, address={})


def send(target: Target, sent: Message | None = None) -> None:
    email.send(sent or message(TIP, CAUTION), target)


@pytest.mark.usefixtures("confirmed")
def test_mail_arrives_whole(mail: MailServer, alices: Target) -> None:
    send(alices)

    (arrived,) = mail.received
    assert mail.recipients == [["alice@example.org"]]
    assert arrived["Subject"] == "2 notes from your diary"
    assert arrived["From"] == "Skin-care diary <diary@localhost>"
    assert arrived["Reply-To"] == "Skin-care diary <diary@localhost>"
    assert arrived["Message-ID"] == f"<{MESSAGE_KEY}@diary.example>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    text = arrived.get_body(("plain",))
    html = arrived.get_body(("html",))
    assert text is not None
    assert html is not None
    for line in (TIP, CAUTION):
        assert line.words in text.get_content()
        assert line.words in html.get_content()


@pytest.mark.usefixtures("confirmed")
def test_subject_gives_nothing_away(mail: MailServer, alices: Target) -> None:
    for sent in (message(TIP), message(TIP, CAUTION), message(is_test=True)):
        send(alices, sent)

    subjects = [str(arrived["Subject"]) for arrived in mail.received]
    assert subjects == [
        "A note from your diary",
        "2 notes from your diary",
        "A test from your diary",
    ]
    assert [subject for subject in subjects if BODY_WORDS.search(subject)] == []


@pytest.mark.usefixtures("confirmed")
def test_repeat_is_the_same_message(mail: MailServer, alices: Target) -> None:
    from dataclasses import replace

    send(alices)
    send(alices, replace(message(TIP, CAUTION), at=NOON + timedelta(hours=2)))

    first, second = mail.received
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.usefixtures("confirmed")
def test_one_click_unsubscribing_is_offered(mail: MailServer, alices: Target) -> None:
    send(alices)

    (arrived,) = mail.received
    token = links.sign(links.Purpose.UNSUBSCRIBE, [TARGET_KEY.hex], at=NOON)
    address = f"https://diary.example/reminders/unsubscribe/{token}/"
    assert str(arrived["List-Unsubscribe"]).strip() == f"<{address}>"
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = arrived.get_body(("plain",))
    assert text is not None
    assert address in text.get_content()


@pytest.mark.usefixtures("confirmed")
def test_links_are_signed_for_one_reminder_each(mail: MailServer, alices: Target) -> None:
    send(alices)

    html = mail.received[0].get_body(("html",))
    assert html is not None
    token = links.sign(links.Purpose.ANSWER, [TIP_KEY.hex], at=NOON)
    found = re.findall(r'href="([^"]+)"[^>]*>(Done|Not now)<', html.get_content())
    assert found[:2] == [
        (f"https://diary.example/reminders/answer/{token}/?choice=done", "Done"),
        (f"https://diary.example/reminders/answer/{token}/?choice=not_now", "Not now"),
    ]
    assert [label for _, label in found] == ["Done", "Not now", "Not now"]


@pytest.mark.usefixtures("confirmed")
def test_beginning_of_the_mail_gives_nothing_away(mail: MailServer, alices: Target) -> None:
    """What a mail program shows beside the subject, a hundred characters or so."""
    send(alices, message(TIP))

    html = mail.received[0].get_body(("html",))
    assert html is not None
    body = html.get_content().split("<body")[1]
    shown = unescape(re.sub(r"<[^>]*>", "", "<body" + body)).strip()[:200]
    assert re.sub(r"[\u034f\u200c\xa0]", "", shown) == "A note is waiting in your diary."


@pytest.mark.usefixtures("confirmed")
def test_html_asks_no_other_host(mail: MailServer, alices: Target) -> None:
    send(alices)

    html = mail.received[0].get_body(("html",))
    assert html is not None
    assert re.findall(r"<(?:img|link|script|iframe)\b", html.get_content()) == []
    hosts = set(re.findall(r"https?://([^/\"]+)", html.get_content()))
    assert hosts == {"diary.example"}


@pytest.mark.usefixtures("confirmed")
def test_words_are_escaped_in_html(mail: MailServer, alices: Target) -> None:
    from dataclasses import replace

    send(alices, message(replace(TIP, words="<b>Öl</b> & “mehr”")))

    html = mail.received[0].get_body(("html",))
    text = mail.received[0].get_body(("plain",))
    assert html is not None
    assert text is not None
    assert "&lt;b&gt;Öl&lt;/b&gt; &amp; “mehr”" in html.get_content()
    assert "<b>Öl</b> & “mehr”" in text.get_content()


def test_mail_goes_to_a_confirmed_address_only(
    mail: MailServer, alice: User, alices: Target
) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=False, primary=True)

    with pytest.raises(Refused, match="not confirmed"):
        send(alices)
    assert mail.received == []


def test_without_a_mail_server_it_goes_to_the_accounts_address(
    settings: Any, alices: Target, mailoutbox: list[Any]
) -> None:
    settings.MAIL_IS_CONFIGURED = False
    send(alices)

    assert [mail.to for mail in mailoutbox] == [["alice@example.org"]]


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 5.7.1 Spam is not taken here", Refused),
        ("552 Too large", Refused),
        ("451 4.7.1 Greylisted, try again later", Retry),
        ("421 4.3.2 Shutting down", Retry),
    ],
)
def test_server_that_does_not_take_the_message(
    mail: MailServer, alices: Target, answer: str, outcome: type[Exception]
) -> None:
    mail.answer = answer

    with pytest.raises(outcome, match="The mail server answered") as caught:
        send(alices)
    assert answer[:3] in str(caught.value)


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("550 5.1.1 No such mailbox", Refused), ("450 4.2.1 Mailbox is busy", Retry)],
)
def test_server_that_does_not_take_the_recipient(
    mail: MailServer, alices: Target, answer: str, outcome: type[Exception]
) -> None:
    mail.recipient_answer = answer

    with pytest.raises(outcome, match=f"The mail server answered {answer[:3]}"):
        send(alices)


@pytest.mark.usefixtures("confirmed", "mail")
def test_server_that_is_down(alices: Target, settings: Any) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as gone:
        settings.EMAIL_PORT = gone.getsockname()[1]

    with pytest.raises(Retry, match="could not be reached"):
        send(alices)


@pytest.fixture
def silent(settings: Any) -> Iterator[None]:
    """A server that accepts and then says nothing."""
    settings.EMAIL_TIMEOUT = 0.2
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        settings.EMAIL_PORT = server.getsockname()[1]
        yield


@pytest.mark.usefixtures("confirmed", "mail", "silent")
def test_server_that_says_nothing(alices: Target) -> None:
    with pytest.raises(Retry, match="could not be reached"):
        send(alices)
