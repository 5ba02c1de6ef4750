"""The pages around the diary: landing page, page of everything else, error page, the frame."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from lxml import html
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.accounts.templatetags.icons import icon, undo_batch
from routines.home.views.errors import server_error

BATCH = UUID("3f1c9a52-5a0e-4c1b-9a53-0a4c1f6d2b77")


def page(response: HttpResponse) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    """The words of the elements at `path`, spaces evened out."""
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


@pytest.mark.django_db
def test_landing_for_a_visitor(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        tree = page(client.get("/"))
    assert texts(tree, "//h1") == ["Small habits,kept kindly."]
    assert texts(tree, "//main//h2 | //main//h3") == [
        "Three promises",
        "Three taps, and done",
        "Guidance you can read",
        "Trends that admit “can’t tell yet”",
        "What it is",
        "What it is not",
    ]
    assert tree.xpath("//html/@data-appearance") == ["system"]
    assert texts(tree, "//header//nav//a") == ["Guidance", "Log in", "Sign up"]
    assert tree.xpath("//main//a/@href") == ["/account/signup/", "/guidance/"]


@pytest.mark.django_db
def test_landing_look_around_is_a_post(client: Client) -> None:
    forms = page(client.get("/")).xpath("//main//form")
    assert [(form.get("method"), *texts(form, ".//button")) for form in forms] == [
        ("post", "Look around")
    ]


@pytest.mark.django_db
def test_landing_picture_is_hidden_from_readers_of_words(client: Client) -> None:
    [picture] = page(client.get("/")).xpath("//*[contains(@class, 'phone ') or @class='phone']")
    assert picture.get("aria-hidden") == "true"
    assert picture.xpath(".//a | .//button | .//input") == []


@pytest.mark.django_db
def test_landing_says_what_the_diary_cannot_do(client: Client) -> None:
    [footer] = texts(page(client.get("/")), "//footer//p")
    assert footer == (
        "This is a personal diary for skin care, kept by you. It is no medical device: it does not "
        "diagnose, treat or prevent any condition, and it cannot tell whether a bump is a milium. "
        "Please show a doctor any spot that changes, bleeds, hurts or worries you. "
        "Made for adults, not for babies."
    )


@pytest.mark.django_db
def test_landing_without_sign_up_offers_none(
    client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.SIGN_UP_OPEN = False
    assert page(client.get("/")).xpath("//main//a/@href") == ["/guidance/"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_landing_by_another_method(client: Client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405


def test_more_for_a_person(alice_client: Client) -> None:
    tree = page(alice_client.get("/more/"))
    assert texts(tree, "//main//*[@class='link-row-name']") == [
        "Routine",
        "Reminders",
        "Counts of spots",
        "Report",
        "Settings",
        "Account and security",
        "Other programs",
        "Your data",
        "Guidance",
        "Log out",
    ]
    assert tree.xpath("//main//form/@method") == ["post"]
    assert tree.xpath("//nav//a[@aria-current]/@href") == ["/more/"]


def test_more_leaves_counts_out_while_they_are_hidden(alice: User, alice_client: Client) -> None:
    alice.counts_hidden = True
    alice.save()
    names = texts(page(alice_client.get("/more/")), "//main//*[@class='link-row-name']")
    assert "Counts of spots" not in names


def test_more_for_an_editor_leads_to_the_administration(alice: User, alice_client: Client) -> None:
    alice.is_staff = True
    alice.save()
    assert "Administration" in texts(
        page(alice_client.get("/more/")), "//main//*[@class='link-row-name']"
    )


@pytest.mark.django_db
def test_more_for_a_visitor(client: Client) -> None:
    response = client.get("/more/")
    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=/more/")


@pytest.mark.parametrize("appearance", ["system", "light", "dark"])
def test_page_is_drawn_in_the_persons_appearance(
    alice: User, alice_client: Client, appearance: str
) -> None:
    alice.appearance = appearance
    alice.save()
    tree = page(alice_client.get("/more/"))
    assert tree.xpath("//html/@data-appearance") == [appearance]
    assert (
        tree.xpath("//meta[@name='theme-color']/@content")
        == {
            "system": ["#fbf9f6", "#14181a"],
            "light": ["#fbf9f6"],
            "dark": ["#14181a"],
        }[appearance]
    )


def test_page_has_one_place_to_speak_from(alice_client: Client) -> None:
    tree = page(alice_client.get("/more/"))
    assert tree.xpath("//*[@role='status']/@id") == ["announcer"]
    assert tree.xpath("//main//*[@id='announcer']") == []


def test_page_of_a_person_carries_the_token_for_scripts(alice_client: Client) -> None:
    [token] = page(alice_client.get("/more/")).xpath("//meta[@name='csrf-token']/@content")
    assert re.fullmatch(r"[A-Za-z0-9]{64}", token)


def test_error_page_needs_no_database(rf: RequestFactory) -> None:
    """No `django_db` mark here: a query would fail the test."""
    response = server_error(rf.get("/anything/"))
    tree = page(response)
    assert response.status_code == 500
    assert texts(tree, "//h1 | //main//p") == [
        "Something broke on our side",
        "What you logged before is kept. Please try again.",
        "Status 500",
    ]


def test_icon_is_an_ornament() -> None:
    assert icon("sun") == (
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="/static/icons.svg#sun"/></svg>'
    )


def test_icon_that_points_turns_with_the_text() -> None:
    assert 'class="icon icon-turns"' in icon("chevron-right")


def test_icon_with_a_hostile_name_is_escaped() -> None:
    assert '"><script>' not in icon('"><script>')


@pytest.mark.parametrize(
    ("extra_tags", "batch"),
    [
        (f"undo:{BATCH}", BATCH),
        (f"undo:{BATCH} quiet", BATCH),
        ("", None),
        (None, None),
        ("undo:", None),
        ("undo:------------------------------------", None),
        ("undo:not-a-key", None),
    ],
)
def test_undo_batch(extra_tags: str | None, batch: UUID | None) -> None:
    assert undo_batch(Message(messages.SUCCESS, "Noted.", extra_tags)) == batch


def test_toast_offers_its_undo() -> None:
    toasts = [
        Message(messages.SUCCESS, "Sunscreen: done.", f"undo:{BATCH}"),
        Message(messages.INFO, "<b>Saved</b>"),
    ]
    tree = html.fragment_fromstring(render_to_string("parts/toasts.html", {"messages": toasts}))
    assert texts(tree, ".//p") == ["Sunscreen: done.", "<b>Saved</b>"]
    assert tree.xpath(".//form/@action") == [f"/undo/{BATCH}/"]


def test_toasts_out_of_band_replace_the_old() -> None:
    tree = html.fragment_fromstring(
        render_to_string("parts/toasts.html", {"messages": [], "out_of_band": True})
    )
    assert (tree.get("id"), tree.get("hx-swap-oob")) == ("toasts", "innerHTML")
