"""Reminders by thumb, by keyboard, and without script."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from routines.accounts.models import User
from routines.diary.models import Entry, Happening, HappeningKind, Step
from routines.diary.services.routine import retire_step
from routines.reminders.models import Nudge, Plan, Reminder, Rest
from tests.browser.chromium import axe_findings
from tests.browser.conftest import MakePerson, NewPage
from tests.web.reminders.rows import MESSAGE, make_reminder

NARROWEST = {"width": 320, "height": 640}
THUMB = 44
"""Pixels that a target of a thumb measures at least."""


@pytest.fixture
def person(make_person: MakePerson) -> User:
    """Somebody with a tip about sunscreen on Today; the steps of their first day are still open."""
    person = make_person()
    make_reminder(person, made_at=timezone.now() - timedelta(minutes=5))
    return person


def test_done_on_today_logs_the_step_and_undo_brings_both_back(
    new_page: NewPage, person: User
) -> None:
    page = new_page(person)
    page.goto("/")
    sunscreen = page.locator(".row-button", has_text="Sunscreen")
    expect(sunscreen).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Done: Sunscreen").tap()
    expect(sunscreen).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".thought")).to_have_count(0)
    expect(page.locator("#announcer")).to_have_text("Done, and logged")
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".thought")).to_have_count(1)
    expect(sunscreen).to_have_attribute("aria-pressed", "false")
    assert Reminder.objects.of(person).get().outcome == ""


def test_word_of_safety_comes_up_with_the_tap_that_calls_for_it_and_goes_with_it(
    new_page: NewPage, make_person: MakePerson
) -> None:
    page = new_page(make_person())
    page.goto("/")
    page.get_by_role("button", name="Irritated skin").tap()
    expect(page.get_by_role("button", name="Irritated skin")).to_have_attribute(
        "aria-pressed", "true"
    )
    exfoliation = page.locator(".row-button", has_text="Exfoliation")
    exfoliation.tap()
    expect(page.locator(".thought-message")).to_have_text(re.compile("Pause exfoliating"))
    expect(page.locator(".thought")).to_be_in_viewport()
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".thought")).to_have_count(0)


def test_thought_that_came_up_by_itself_is_answered_like_any_other(
    new_page: NewPage, make_person: MakePerson
) -> None:
    person = make_person()
    now = timezone.now()
    kind = HappeningKind.objects.get(key="irritation")
    Happening.objects.create(user=person, day=person.today(now), kind=kind, given_at=now)
    page = new_page(person)
    page.goto("/")
    page.locator(".row-button", has_text="Exfoliation").tap()
    page.get_by_role("button", name="Got it").tap()
    expect(page.locator("#announcer")).to_have_text("Put away")
    expect(page).to_have_url(re.compile("/$"))
    expect(page.locator(".thought")).to_have_count(0)


def test_note_that_was_pulled_larger_does_not_offend_the_policy_when_it_is_drawn_anew(
    new_page: NewPage, person: User
) -> None:
    page = new_page(person)
    page.goto("/")
    page.locator("#id_text").evaluate("note => { note.style.height = '200px'; }")
    page.get_by_role("button", name="Done: Sunscreen").tap()
    expect(page.locator(".thought")).to_have_count(0)


def test_why_leads_from_today_to_the_sentence_and_back(new_page: NewPage, person: User) -> None:
    page = new_page(person)
    page.goto("/")
    page.get_by_role("link", name="Why am I seeing this?").tap()
    expect(page.get_by_role("heading", name="Why am I seeing this?")).to_be_visible()
    expect(page.locator(".rule-line")).to_contain_text("fewer than 5 of the last 7 days")
    page.go_back()
    expect(page.locator(".thought-message")).to_have_text(MESSAGE)


def test_focus_stays_on_the_page_when_the_card_is_gone(new_page: NewPage, person: User) -> None:
    page = new_page(person, device="desktop")
    page.goto("/")
    page.get_by_role("button", name="Done: Sunscreen").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".thought")).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()


def test_trends_soon_after_a_change_say_that_it_is_early(new_page: NewPage, person: User) -> None:
    now = timezone.now()
    step = Step.objects.of(person).latest("pk")
    retire_step(user=person, step_id=step.pk, at=now, today=person.today(now))
    page = new_page(person)
    page.goto("/trends/")
    expect(page.locator(".looked-at .thought-message")).to_contain_text("early to judge")
    page.locator(".looked-at").get_by_role("button", name="Got it").tap()
    expect(page.locator("#announcer")).to_have_text("Put away")
    expect(page.locator(".looked-at .thought")).to_have_count(0)


def test_two_tabs_answer_the_same_reminder_once(new_page: NewPage, person: User) -> None:
    one, other = new_page(person), new_page(person)
    for page in (one, other):
        page.goto("/")
    for page in (one, other):
        page.get_by_role("button", name="Done: Sunscreen").tap()
        expect(page.locator(".thought")).to_have_count(0)
    assert Entry.objects.of(person).count() == 1


def test_not_now_by_keyboard_opens_closes_and_puts_it_off(new_page: NewPage, person: User) -> None:
    page = new_page(person, device="desktop")
    page.goto("/")
    opener = page.locator("summary", has_text="Not now")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="In a week")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="In a week")).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="In a week").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_have_text(re.compile("Put off until"))
    assert Reminder.objects.of(person).get().outcome == "not_now"


def test_one_menu_is_open_at_a_time_and_a_tap_elsewhere_closes_it(
    new_page: NewPage, person: User
) -> None:
    page = new_page(person)
    page.goto("/")
    page.locator("summary", has_text="Not now").tap()
    page.locator("summary", has_text="Stop this one").tap()
    expect(page.locator("[data-menu][open]")).to_have_count(1)
    expect(page.get_by_role("button", name="Yes, stop it")).to_be_visible()
    page.get_by_role("heading", name="Today", exact=True).tap()
    expect(page.locator("[data-menu][open]")).to_have_count(0)


def test_without_script_a_reminder_is_stopped_and_let_speak_again(
    new_page: NewPage, person: User
) -> None:
    page = new_page(person, script=False)
    page.goto("/")
    page.locator("summary", has_text="Stop this one").tap()
    page.get_by_role("button", name="Yes, stop it").tap()
    expect(page.locator(".thought")).to_have_count(0)
    assert Rest.objects.of(person).get().until is None
    page.goto("/reminders/rules/")
    page.get_by_role("button", name="Let it speak again").tap()
    expect(page.locator(".toast-text")).to_have_text("It may speak again")
    assert not Rest.objects.of(person).exists()


def test_next_times_follow_the_form_before_it_is_saved(new_page: NewPage, person: User) -> None:
    page = new_page(person, device="desktop")
    page.goto("/reminders/settings/")
    times = page.locator("#next-times time")
    expect(times.first).to_have_text("09:00")
    page.get_by_label("Messages come at").fill("18:15")
    expect(times.first).to_have_text("18:15")
    expect(page.locator("#next-times .next-times-why").first).to_have_text("Evening messages")
    expect(page.locator("#next-time")).to_contain_text("Not saved yet")
    page.get_by_label("Remind me").uncheck()
    expect(times).to_have_count(0)
    page.get_by_label("Remind me").check()
    expect(times).to_have_count(7)
    assert not Plan.objects.filter(user=person, messages_at="18:15").exists()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#next-time")).to_contain_text("Only if there is something to say")
    assert Plan.objects.filter(user=person, messages_at="18:15").exists()


def test_without_script_the_next_times_are_shown_on_asking(new_page: NewPage, person: User) -> None:
    page = new_page(person, script=False)
    page.goto("/reminders/settings/")
    page.get_by_label("Messages come at").fill("06:20")
    page.get_by_role("button", name="Show the next times first").tap()
    expect(page.locator("#next-times time").first).to_have_text("07:00")
    expect(page.locator("#next-time")).to_contain_text("Not saved yet")
    expect(page.get_by_label("Messages come at")).to_have_value("06:20")


def test_nudge_is_added_switched_off_and_removed_with_undo(new_page: NewPage, person: User) -> None:
    page = new_page(person)
    page.goto("/reminders/nudges/")
    page.get_by_role("link", name="Add a nudge").tap()
    page.get_by_role("button", name="Add this nudge").tap()
    switch = page.get_by_role("button", name=re.compile("^On: 21:30"))
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.tap()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name=re.compile("^Remove")).tap()
    expect(page.get_by_text("No nudges yet")).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert not Nudge.objects.of(person).get().active


@pytest.mark.parametrize("dark", [False, True])
def test_today_with_reminders_and_an_open_menu_passes_axe(
    new_page: NewPage, person: User, *, dark: bool
) -> None:
    moment = timezone.now() - timedelta(minutes=5)
    make_reminder(
        person, kind="warning sign", rule_key="sign", message="Look", offers="", made_at=moment
    )
    page = new_page(person, dark=dark)
    page.goto("/")
    expect(page.locator(".thought")).to_have_count(2)
    page.locator("summary", has_text="Not now").first.tap()
    assert axe_findings(page) == []


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/reminders/",
        "/reminders/nudges/",
        "/reminders/rules/",
        "/reminders/settings/",
        "/reminders/nudges/add/",
    ],
)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_pages_of_reminders_fit_the_narrowest_screen(
    new_page: NewPage, person: User, address: str, direction: str
) -> None:
    Nudge.objects.create(user=person, slot="any", at="00:30", weekdays=0b1010101)
    page = new_page(person)
    page.set_viewport_size(NARROWEST)
    page.goto(address)
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST["width"]


LONG = "A word that takes more than a line or two of a phone to be said, as some of them do. " * 3


@pytest.fixture
def two_thoughts(make_person: MakePerson) -> User:
    """Somebody with two long thoughts on Today."""
    person = make_person()
    moment = timezone.now() - timedelta(minutes=5)
    for kind in ("safety", "caution"):
        make_reminder(person, kind=kind, rule_key=kind, message=LONG, offers="", made_at=moment)
    return person


def test_two_thoughts_leave_the_first_steps_in_sight_on_a_phone(
    new_page: NewPage, two_thoughts: User
) -> None:
    page = new_page(two_thoughts)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    bar = page.locator("nav").last.bounding_box()
    last = page.locator("#slot-morning .row-item").last.bounding_box()
    assert bar
    assert last
    assert last["y"] + last["height"] <= bar["y"]
    expect(page.locator(".thought").nth(1)).to_be_hidden()
    page.get_by_text("1 more thought").tap()
    expect(page.locator(".thought").nth(1)).to_be_visible()


def test_buttons_of_a_thought_are_in_sight_on_the_narrowest_phone(
    new_page: NewPage, two_thoughts: User
) -> None:
    page = new_page(two_thoughts)
    page.set_viewport_size(NARROWEST)
    page.goto("/")
    bar = page.locator("nav").last.bounding_box()
    boxes = [
        button.bounding_box()
        for button in page.locator(".thought").first.locator(".thought-actions .btn").all()
        if button.is_visible()
    ]
    assert bar
    assert len({box["y"] for box in boxes if box}) == 1
    assert all(box["y"] + box["height"] <= bar["y"] for box in boxes if box)


def test_both_thoughts_stand_open_where_there_is_room(
    new_page: NewPage, two_thoughts: User
) -> None:
    page = new_page(two_thoughts, device="desktop")
    page.goto("/")
    expect(page.locator(".thought").nth(1)).to_be_visible()
    expect(page.get_by_text("1 more thought")).to_be_hidden()


def test_buttons_of_a_reminder_are_for_thumbs(new_page: NewPage, person: User) -> None:
    page = new_page(person)
    page.goto("/")
    for button in page.locator(".thought-actions .btn").all():
        if button.is_visible():
            box = button.bounding_box()
            assert box
            assert box["height"] >= THUMB
