"""The guidance text is the rule book: a sentence is changed, and a reminder follows.

From the editor's keystroke to the logged step, with the real worker between them, a real mail
server, and a push service that reads what it is sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from time import monotonic, sleep
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from routines.accounts.models import User
from routines.diary.models import Entry, Step
from routines.diary.services.entries import Said, log_step
from routines.guidance.models import Topic
from routines.reminders.channels import push
from routines.reminders.models import Outgoing, Plan, Reminder
from routines.reminders.services import destinations
from tests.browser.application import Application
from tests.browser.conftest import MakePerson, NewPage
from tests.channels.browser import PretendedBrowser
from tests.channels.servers import HOST, MailServer, WebServer, mail_server, web_server

SENTENCE = "done on fewer than 5 of the last 7 days"
MISSED = (2, 5)
"""Days ago on which everything but sunscreen was done: five of the last seven days have it."""
PATIENCE = 60.0
"""Seconds for the worker to send; it looks as soon as it starts."""


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def service() -> Iterator[WebServer]:
    with web_server() as server:
        yield server


@pytest.fixture(scope="module")
def application(
    tmp_path_factory: pytest.TempPathFactory, mail: MailServer
) -> Iterator[Application]:
    """An application that mails by the local server and may speak to a push service beside it."""
    variables = {"ALLOW_PRIVATE_HOSTS": "1", "EMAIL_URL": f"smtp://{HOST}:{mail.port}"}
    served = Application(tmp_path_factory.mktemp("rule-book"), variables=variables)
    served.manage("prepare")
    served.start()
    yield served
    served.stop()


@pytest.fixture
def editor(make_person: MakePerson) -> User:
    person = make_person(is_staff=True)
    person.groups.add(Group.objects.get(name="Guidance editors"))
    return person


@pytest.fixture
def keys() -> PretendedBrowser:
    return PretendedBrowser()


@pytest.fixture
def diarist(make_person: MakePerson, service: WebServer, keys: PretendedBrowser) -> User:
    """Eight days of everything, but for two without sunscreen; reached by mail and by push."""
    now = timezone.now()
    person = make_person(since=now - timedelta(days=8))
    today = person.today(now)
    for days_ago in range(1, 9):
        day = today - timedelta(days=days_ago)
        for step in Step.objects.of(person).exclude(kind="exfoliation"):
            left_out = step.kind == "sunscreen" and days_ago in MISSED
            said = Said(answer="not_done" if left_out else "done")
            log_step(user=person, day=day, step_id=step.pk, said=said, at=now, today=today)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    destinations.switch_email(user=person, active=True, at=now)
    subscription = keys.subscription(f"{service.address}/send/1")
    destinations.add_push(
        user=person,
        subscription=push.read_subscription(subscription, private_allowed=True),
        label="A phone",
        at=now,
    )
    Plan.objects.update_or_create(
        user=person,
        defaults={
            "next_pass_at": now,
            "messages_at": time(0, 0),
            "quiet_from": time(0, 0),
            "quiet_until": time(0, 0),
        },
    )
    return person


def make_due(person: User) -> None:
    """Let the next pass look at this person as on a new day."""
    Plan.objects.filter(user=person).update(next_pass_at=timezone.now() - timedelta(days=1))


def wait_until(is_so: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < end, "the worker did not do it in time"
        sleep(0.2)


def change_the_sentence(page: Page, topic: Topic) -> None:
    """Turn the 5 into a 6, read the preview, and publish."""
    page.goto(f"/admin/guidance/topic/{topic.pk}/change/")
    area = page.get_by_label("Text", exact=True)
    rule = page.locator(".rules .rule").filter(has_text=SENTENCE)
    expect(rule).to_have_count(1)
    area.evaluate(
        """(area, sentence) => {
          const at = area.value.indexOf(sentence) + sentence.indexOf("5");
          area.setSelectionRange(at, at + 1);
        }""",
        SENTENCE,
    )
    area.press("6")
    changed = page.locator(".rules .rule").filter(has_text=SENTENCE.replace("5", "6"))
    expect(changed).to_contain_text("New rule")
    page.get_by_role("button", name="Review and publish").click()
    expect(page.locator(".diff ins").first).to_have_text("6")
    page.get_by_label("What did you change, and why?").fill("Six of seven is within reach")
    page.get_by_label("Your name, as other editors see it").fill("Ada")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".revisions tbody tr").first).to_contain_text("Six of seven")


def answer_in_the_browser(page: Page, person: User) -> None:
    """Ask why, and tap done."""
    page.goto("/")
    thought = page.locator(".thought").filter(has_text=re.compile("sunscreen", re.IGNORECASE))
    expect(thought).to_have_count(1)
    thought.get_by_role("link", name=re.compile("Why")).tap()
    main = page.get_by_role("main")
    expect(main).to_contain_text("5 of the last 7 days")
    expect(main).to_contain_text("fewer than 6 of the last 7 days")
    expect(page.locator(".evidence-days li")).to_have_count(7)
    page.goto("/")
    thought.get_by_role("button", name=re.compile("Done")).tap()
    expect(page.locator(".toast")).to_contain_text(re.compile("Undo"))
    expect(thought).to_have_count(0)


def test_changed_sentence_reaches_a_person_who_acts_on_it(
    application: Application,
    new_page: NewPage,
    editor: User,
    diarist: User,
    mail: MailServer,
    service: WebServer,
    keys: PretendedBrowser,
) -> None:
    topic = Topic.objects.get(slug="sunscreen-every-day")
    make_due(diarist)
    application.manage("remind")
    assert not Reminder.objects.filter(user=diarist, offers="sunscreen").exists()

    change_the_sentence(new_page(editor, device="desktop"), topic)

    make_due(diarist)
    application.start_worker()
    wait_until(lambda: len(service.received) > 0 and len(mail.received) > 0)

    reminder = Reminder.objects.get(user=diarist, offers="sunscreen")
    topic.refresh_from_db()
    assert (reminder.topic, reminder.revision) == (topic.slug, 2)
    assert topic.body.splitlines()[reminder.line - 1] == reminder.sentence
    assert "fewer than 6 of the last 7 days" in reminder.sentence

    letter = mail.received[-1]
    assert letter["To"] == diarist.email
    assert reminder.message in _text_of(letter)
    assert "milia" not in str(letter["Subject"]).lower()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    shown = json.loads(keys.read(service.received[-1].body))
    assert (shown["title"], shown["body"]) == ("Skin-care diary", reminder.message)
    wait_until(lambda: Outgoing.objects.filter(user=diarist, sent_at__isnull=False).count() == 2)

    answer_in_the_browser(new_page(diarist), diarist)
    reminder.refresh_from_db()
    assert reminder.outcome == "done"
    entry = Entry.objects.get(
        user=diarist, step__kind="sunscreen", day=diarist.today(timezone.now())
    )
    assert entry.answer == "done"


def _text_of(letter: Any) -> str:
    return " ".join(letter.get_body(("plain",)).get_content().split())
