"""An editor at work: the preview follows the keys, nothing is published unseen or overwritten."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from routines.accounts.models import User
from routines.guidance.models import Topic
from routines.guidance.services import publish_topic
from routines.guidance.text import CautionLevel, ReviewStatus, Section, TopicText
from tests.browser import chromium
from tests.browser.conftest import MakePerson, NewPage

RULE = (
    "Remind when sunscreen is done on fewer than 5 of the last 7 days, at most every 3 days: "
    "Keep the tube by your toothbrush."
)
BODY = f"The article says: Wear it every day. {{prev-sunscreen-daily}}\n\n{RULE}"


@pytest.fixture
def editor(make_person: MakePerson) -> User:
    return as_editor(make_person)


def as_editor(make_person: MakePerson) -> User:
    person = make_person(is_staff=True)
    person.groups.add(Group.objects.get(name="Guidance editors"))
    return person


@pytest.fixture
def topic(database: None, request: pytest.FixtureRequest) -> Topic:
    """A topic of this test's own, as readers see it at revision 1."""
    slug = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")
    text = TopicText(
        slug=slug,
        title=f"Sunscreen: {slug}"[:120],
        section=Section.PREVENTION,
        summary="Every day.",
        caution_level=CautionLevel.NONE,
        review_status=ReviewStatus.EDITED,
        sources=(),
        body=BODY,
    )
    return publish_topic(text=text, author=None, comment="A start", at=timezone.now())


def open_topic(page: Page, topic: Topic) -> Any:
    page.goto(f"/admin/guidance/topic/{topic.pk}/change/")
    return page.get_by_label("Text", exact=True)


def review(page: Page) -> None:
    page.get_by_role("button", name="Review and publish").click()
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()


def publish(page: Page, comment: str, name: str = "") -> None:
    page.get_by_label("What did you change, and why?").fill(comment)
    page.get_by_label("Your name, as other editors see it").fill(name)
    page.get_by_role("button", name="Publish", exact=True).click()


def test_editor_changes_a_figure_sees_it_live_and_publishes(
    new_page: NewPage, editor: User, topic: Topic
) -> None:
    page = new_page(editor, device="desktop")
    text = open_topic(page, topic)
    rule = page.locator(".rules .rule").first
    expect(rule).to_contain_text("When sunscreen is done on fewer than 5 of the last 7 days")
    expect(rule).to_contain_text("Unchanged")
    text.evaluate(
        "area => area.setSelectionRange(area.value.indexOf('5 of'), area.value.indexOf('5 of') + 1)"
    )
    text.press("6")
    expect(rule).to_contain_text("When sunscreen is done on fewer than 6 of the last 7 days")
    expect(rule).to_contain_text("New rule: other figures")
    review(page)
    expect(page.locator(".diff ins")).to_have_text(["6"])
    expect(
        page.get_by_text("The sample diaries", exact=False)
        .or_(page.get_by_text("sample diaries would have been told"))
        .first
    ).to_be_visible()
    publish(page, "Six is kinder", "Ada")
    expect(page.locator(".revisions tbody tr")).to_have_count(2)
    newest = page.locator(".revisions tbody tr").first
    expect(newest).to_contain_text("Ada")
    expect(newest).to_contain_text("Six is kinder")
    topic.refresh_from_db()
    assert "fewer than 6 of the last 7 days" in topic.body
    assert topic.revisions.get(number=2).author == editor


def test_slip_is_shown_at_its_line_and_mended_by_one_click(
    new_page: NewPage, editor: User, topic: Topic
) -> None:
    page = new_page(editor, device="desktop")
    text = open_topic(page, topic)
    text.fill(BODY.replace("sunscreen is", "sunscren is"))
    expect(page.get_by_role("heading", name="1 problem to mend before publishing")).to_be_visible()
    expect(page.locator(".paper-line.is-wrong mark")).to_have_text("sunscren")
    page.locator(".problem").get_by_role("link", name="Line 3").click()
    selected = "area => area.value.slice(area.selectionStart, area.selectionEnd)"
    assert text.evaluate(selected) == "sunscren"
    page.locator(".paper-note").get_by_role("button", name="Did you mean “sunscreen”?").click()
    expect(text).to_have_value(BODY)
    expect(page.get_by_role("heading", name="No problems")).to_be_visible()
    expect(page.locator(".paper-line.is-wrong")).to_have_count(0)


def test_links_of_the_page_lead_where_readers_get(
    new_page: NewPage, editor: User, topic: Topic
) -> None:
    page = new_page(editor, device="desktop")
    open_topic(page, topic).fill("Read about [scrubs](../scrubs/).")
    link = page.locator(".reader-page").get_by_role("link", name="scrubs")
    expect(link).to_have_attribute("href", re.compile("/guidance/scrubs/$"))


def test_problem_blocks_publishing_and_the_draft_is_kept(
    new_page: NewPage, editor: User, topic: Topic, watch: chromium.Watch
) -> None:
    watch.expect("status of 400")
    page = new_page(editor, device="desktop")
    open_topic(page, topic).fill("Hello {prev-sun}")
    page.get_by_role("button", name="Review and publish").click()
    expect(page.get_by_role("alert")).to_contain_text("This can’t be published yet.")
    expect(page.locator(".errorlist")).to_contain_text("There is no fact “prev-sun”.")
    expect(page.get_by_label("Text", exact=True)).to_have_value("Hello {prev-sun}")


def test_rule_is_put_in_from_the_menu_at_the_caret(
    new_page: NewPage, editor: User, topic: Topic
) -> None:
    page = new_page(editor, device="desktop")
    text = open_topic(page, topic)
    text.evaluate("area => { area.focus(); area.setSelectionRange(4, 4); }")
    page.get_by_label("Put in a rule").select_option("no-count")
    expect(page.locator("[data-meaning-of-template]")).to_contain_text("Never said to somebody")
    page.get_by_role("button", name="Put it in", exact=True).click()
    expect(page.locator(".rules .rule")).to_have_count(2)
    expect(page.locator(".rules .rule").first).to_contain_text(
        "When no count is entered for 7 days"
    )
    lines = text.input_value().split("\n")
    assert (lines[1], lines[2].split(",")[0]) == ("", "Remind when no count is entered for 7 days")


def test_rule_is_put_in_after_the_paragraph_or_at_the_end(
    new_page: NewPage, editor: User, topic: Topic
) -> None:
    page = new_page(editor, device="desktop")
    text = open_topic(page, topic)
    page.get_by_label("Put in a rule").select_option("no-count")
    page.get_by_role("button", name="Put it in", exact=True).click()
    rule = "Remind when no count is entered for 7 days"
    *before, last = text.input_value().split("\n")
    assert ("\n".join(before), last.split(",")[0]) == (f"{BODY}\n", rule)
    text.fill("One\ntwo.\n\n\nThree.\n- a\n- b")
    for place, line in ((1, 3), (9, 3), (14, 8)):
        text.evaluate("(area, at) => { area.focus(); area.setSelectionRange(at, at); }", place)
        page.get_by_role("button", name="Put it in", exact=True).click()
        lines = text.input_value().split("\n")
        assert (lines[line - 1], lines[line].split(",")[0]) == ("", rule)
        assert "\n".join(lines[: line - 1] + lines[line + 1 :]).strip().split() == (
            ["One", "two.", "Three.", "-", "a", "-", "b"]
        )
        text.press("Control+z")


def test_problem_is_told_under_the_line_of_the_caret(
    new_page: NewPage, editor: User, topic: Topic
) -> None:
    page = new_page(editor, device="desktop")
    text = open_topic(page, topic)
    text.fill(f"{BODY.replace('sunscreen is', 'sunscren is')}\n\nThe end.")
    note = page.locator(".paper-note")
    expect(page.locator(".editor-problems .problem")).to_have_count(1)
    expect(note).to_be_hidden()
    go = "(area, at) => { area.focus(); area.setSelectionRange(at, at); }"
    text.evaluate(go, BODY.index("Remind") + 3)
    expect(note).to_contain_text("“sunscren” is neither a step nor a happening")
    line = page.locator(".paper-line").nth(2).bounding_box()
    box = note.bounding_box()
    assert line is not None
    assert box is not None
    assert abs(line["y"] + line["height"] - box["y"]) < 2
    expect(page.locator("[data-announce]")).to_contain_text("Line 3: “sunscren”")
    text.press("Escape")
    expect(note).to_be_hidden()
    text.evaluate(go, 0)
    expect(note).to_be_hidden()
    text.evaluate(go, BODY.index("Remind"))
    expect(note).to_be_visible()
    text.press("Tab")
    expect(note.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(text).to_have_value(f"{BODY}\n\nThe end.")
    expect(note).to_be_hidden()
    expect(page.get_by_role("heading", name="No problems")).to_be_visible()


def test_review_without_a_comment_leads_to_the_field(
    new_page: NewPage, editor: User, topic: Topic, watch: chromium.Watch
) -> None:
    watch.expect("status of 400")
    page = new_page(editor, device="desktop")
    open_topic(page, topic).fill("Other words.")
    review(page)
    publish(page, "")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is published yet.")
    comment = page.get_by_label("What did you change, and why? (required)")
    expect(comment).to_be_focused()
    assert comment.get_attribute("aria-invalid") == "true"


def test_draft_is_saved_by_itself_and_gone_on_with(
    new_page: NewPage, editor: User, topic: Topic
) -> None:
    page = new_page(editor, device="desktop")
    open_topic(page, topic).fill("Half a thought")
    expect(page.get_by_text("Draft saved", exact=False)).to_be_visible(timeout=15_000)
    again = new_page(editor)
    expect(open_topic(again, topic)).to_have_value("Half a thought")


def test_second_of_two_editors_is_told_and_loses_nothing(
    new_page: NewPage,
    make_person: MakePerson,
    editor: User,
    topic: Topic,
    watch: chromium.Watch,
) -> None:
    watch.expect("status of 409")
    first, second = new_page(as_editor(make_person), device="desktop"), new_page(editor)
    open_topic(first, topic).fill("Theirs.")
    open_topic(second, topic).fill("Mine.")
    review(second)
    review(first)
    publish(first, "First", "Bea")
    expect(first.locator(".revisions tbody tr")).to_have_count(2)
    publish(second, "Second")
    expect(second.get_by_role("alert")).to_contain_text("Bea published revision 2")
    expect(
        second.get_by_role("heading", name="From the text as it is now to yours")
    ).to_be_visible()
    topic.refresh_from_db()
    assert topic.body == "Theirs."
    second.get_by_role("link", name="Edit my text first").click()
    text = second.get_by_label("Text", exact=True)
    expect(text).to_have_value("Mine.")
    text.fill("Mine, and theirs.")
    second.get_by_role("button", name="Review and publish").click()
    second.get_by_role("button", name="Go on with my text").click()
    publish(second, "Both")
    expect(second.locator(".revisions tbody tr")).to_have_count(3)
    topic.refresh_from_db()
    assert topic.body == "Mine, and theirs."


def test_revision_is_compared_and_brought_back_without_script(
    new_page: NewPage, editor: User, topic: Topic
) -> None:
    page = new_page(editor, device="desktop", script=False)
    open_topic(page, topic).fill("Worse.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".reader-page")).to_contain_text("Worse.")
    review(page)
    publish(page, "A mistake")
    page.get_by_role("button", name="Compare the two").click()
    expect(page.locator(".diff ins")).to_have_text(["Worse."])
    page.get_by_role("button", name="Bring back revision 1").click()
    expect(page.get_by_label("What did you change, and why?")).to_have_value("Restored revision 1")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".revisions tbody tr")).to_have_count(3)
    topic.refresh_from_db()
    assert topic.body == BODY


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_pages_of_the_editor_satisfy_axe(
    new_page: NewPage,
    editor: User,
    topic: Topic,
    watch: chromium.Watch,
    device: str,
    colours: str,
) -> None:
    # axe measures colours by styles of its own.
    watch.expect("Applying inline style")
    page = new_page(editor, device=device, dark=colours == "dark")
    open_topic(page, topic).fill(BODY.replace("5 of", "6 of") + "\n\nIt is safe. {prev-sun}")
    expect(page.locator(".editor-problems .problem")).to_have_count(2)
    expect(page.locator(".paper-note")).to_be_visible()
    findings = ours(page, "edit")
    page.get_by_label("Text", exact=True).fill(BODY.replace("5 of", "6 of"))
    review(page)
    expect(page.locator(".sample").first).to_be_visible()
    findings += ours(page, "review")
    address = f"/admin/guidance/topic/{topic.pk}"
    for name, path in {
        "history": f"{address}/history/",
        "compare": f"{address}/compare/?old=1&new=1",
        "import": "/admin/guidance/topic/import/",
        "add": "/admin/guidance/topic/add/",
    }.items():
        page.goto(path)
        findings += ours(page, name)
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{name} is {width} px too wide"
    assert findings == []


def ours(page: Page, name: str) -> list[str]:
    """What axe finds in the content; the header around it is Django's."""
    found = chromium.axe_findings(page)
    return [f"{name}: {finding}" for finding in found if "#user-tools" not in finding]
