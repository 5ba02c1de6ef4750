"""The report, and the links that let somebody else read it."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.diary.models import DayNote, Happening, HappeningKind, Pause, Product, Step
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.entries import Said, log_step
from routines.diary.services.routine import start_routine
from routines.spots.models import Count
from routines.trends.models import ReportLink, ReportView
from routines.trends.report.gather import read_report
from routines.trends.report.scope import Part, Scope
from routines.trends.report.sharing import MOST_OPEN_LINKS, Sharing, share, token_of
from tests.conftest import NOON

TODAY = date(2026, 11, 22)
FIRST = TODAY - timedelta(days=27)
SCOPE = Scope(first=FIRST, last=TODAY)


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with time_machine.travel(NOON, tick=False) as present:
        yield present


@pytest.fixture
def diary(alice: User) -> User:
    """Four weeks of Alice: counts, one laser, two notes, sunscreen on every other day."""
    load_catalogue()
    start_routine(user=alice, today=FIRST)
    sunscreen = Step.objects.of(alice).get(kind="sunscreen")
    for number in range(28):
        day = FIRST + timedelta(days=number)
        answer = "done" if number % 2 else "not_done"
        log_step(
            user=alice,
            day=day,
            step_id=sunscreen.pk,
            said=Said(answer=answer),
            at=NOON,
            today=TODAY,
        )
    for week, spots in enumerate((6, 7, 5, 6)):
        Count.objects.create(
            user=alice,
            day=FIRST + timedelta(days=7 * week),
            counted_at=NOON,
            given_at=NOON,
            nose=spots,
        )
    laser = HappeningKind.objects.get(key="strong-sun")
    Happening.objects.create(
        user=alice, day=FIRST, kind=laser, given_at=NOON, note="On the <b>beach</b>"
    )
    DayNote.objects.create(user=alice, day=TODAY, text="=SUM(A1) private thought", given_at=NOON)
    return alice


def page_of(client: Client, **query: object) -> str:
    answer = client.get("/trends/report/", query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def sheet_of(text: str) -> str:
    """The sheet itself, in words."""
    found = re.search(r"<article.*</article>", text, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def make_link(user: User, **changes: object) -> tuple[ReportLink, str]:
    sharing = Sharing(**({"scope": SCOPE} | changes))  # type: ignore[arg-type]
    link = share(user=user, key=uuid.uuid4(), sharing=sharing, at=NOON)
    return link, f"/trends/shared/{token_of(link.key)}/"


# --- The person's own page ------------------------------------------------------------------------


def test_report_of_a_new_diary_says_that_there_is_nothing(alice_client: Client) -> None:
    said = sheet_of(page_of(alice_client))
    assert "Nothing was logged in this time." in said
    assert "No counts in this time." in said


def test_report_says_what_the_diary_holds(alice_client: Client, diary: User) -> None:
    said = sheet_of(page_of(alice_client))
    assert "Not enough yet to say how the counts are going" in said
    assert "Nose 4 6 6 5 7" in said
    assert "14 of 28 (50%)" in said
    assert "Strong sun 1 26 Oct 2026" in said
    assert "private thought" not in said
    assert "beach" not in said


def test_only_ticked_notes_are_in_the_report(alice_client: Client, diary: User) -> None:
    note = DayNote.objects.get(user=diary)
    happening = Happening.objects.get(user=diary)
    query = SCOPE.to_json() | {"notes": [f"happening-{happening.pk}"]}
    page = page_of(alice_client, **query)
    assert "On the <b>beach</b>" in sheet_of(page) or "beach" in sheet_of(page)
    assert "private thought" not in sheet_of(page)
    assert f'value="day-{note.pk}"' in page


def test_note_is_written_as_text_and_never_as_markup(alice_client: Client, diary: User) -> None:
    happening = Happening.objects.get(user=diary)
    query = SCOPE.to_json() | {"notes": [f"happening-{happening.pk}"]}
    raw = alice_client.get("/trends/report/", query).content.decode()
    assert "<b>beach</b>" not in raw


def test_somebody_elses_note_is_not_found_by_its_key(bob_client: Client, diary: User) -> None:
    note = DayNote.objects.get(user=diary)
    query = SCOPE.to_json() | {"notes": [f"day-{note.pk}"]}
    assert "private thought" not in page_of(bob_client, **query)


def test_parts_that_are_not_ticked_are_left_out(alice_client: Client, diary: User) -> None:
    said = sheet_of(page_of(alice_client, **SCOPE.to_json() | {"parts": ["routine"]}))
    assert "Routine" in said
    for heading in ("Spots counted", "How much of it was done", "Happenings and treatments"):
        assert heading not in said


def test_mark_of_a_part_that_is_not_ticked_is_not_drawn(diary: User) -> None:
    HappeningKind.objects.filter(key="strong-sun").update(opens_segment=True)
    without = Scope(first=FIRST, last=TODAY, parts=frozenset({Part.CHART}))
    with_it = Scope(first=FIRST, last=TODAY, parts=frozenset({Part.CHART, Part.HAPPENINGS}))
    drawn = [read_report(diary, scope, "en_GB").counts for scope in (without, with_it)]
    assert [len(part.marks) if part else None for part in drawn] == [0, 1]


def test_hidden_counts_are_in_no_report(alice_client: Client, diary: User) -> None:
    diary.counts_hidden = True
    diary.save()
    page = page_of(alice_client, **SCOPE.to_json())
    assert "Spots counted" not in page
    assert 'value="chart"' not in page


def test_paused_days_count_neither_way(diary: User) -> None:
    Pause.objects.create(user=diary, starts_on=FIRST, ends_on=FIRST + timedelta(days=13))
    report = read_report(diary, SCOPE, "en_GB")
    assert report.days is not None
    assert (report.days.logged, report.days.unknown, report.days.paused) == (14, 0, 14)
    kept = {line.name: line.kept for line in report.adherence or ()}
    assert (kept["Sunscreen"].kept, kept["Sunscreen"].scheduled) == (7, 14)


def test_exfoliation_beyond_the_cap_is_no_success(alice_client: Client, diary: User) -> None:
    exfoliation = Step.objects.of(diary).get(kind="exfoliation")
    for days_ago in (1, 2, 3):
        day = TODAY - timedelta(days=days_ago)
        said = Said(answer="done")
        log_step(user=diary, day=day, step_id=exfoliation.pk, said=said, at=NOON, today=TODAY)
    report = read_report(diary, SCOPE, "en_GB")
    kept = {line.name: line.kept for line in report.adherence or ()}["Exfoliation"]
    assert (kept.kept, kept.over) == (2, 1)
    assert "1 over the cap of 2 in 7 days" in sheet_of(page_of(alice_client))


def test_over_use_just_before_the_period_counts_for_its_first_days(diary: User) -> None:
    exfoliation = Step.objects.of(diary).get(kind="exfoliation")
    for days_ago in (12, 11, 9):
        day = TODAY - timedelta(days=days_ago)
        said = Said(answer="done")
        log_step(user=diary, day=day, step_id=exfoliation.pk, said=said, at=NOON, today=TODAY)
    report = read_report(diary, Scope(first=TODAY - timedelta(days=9), last=TODAY), "en_GB")
    kept = {line.name: line.kept for line in report.adherence or ()}["Exfoliation"]
    assert kept.over == 1


def test_alarm_of_the_period_is_marked_in_its_picture(diary: User) -> None:
    first = TODAY - timedelta(days=139)
    for week in range(20):
        Count.objects.create(
            user=diary,
            day=first + timedelta(days=7 * week),
            counted_at=NOON,
            given_at=NOON,
            chin=30 if week >= 17 else 4,
        )
    counts = read_report(diary, SCOPE, "en_GB").counts
    assert counts is not None
    labels = [label for mark in counts.marks for label in mark.labels]
    assert [label for label in labels if label.startswith("Higher than before")]


def test_caveat_speaks_of_an_interval_only_where_there_is_one(
    alice_client: Client, diary: User
) -> None:
    said = sheet_of(page_of(alice_client))
    assert "Not enough yet" in said
    assert "interval" not in said


def test_last_day_of_a_past_period_is_over(diary: User) -> None:
    """A step left open on it was due, as on any other day."""
    scope = Scope(first=FIRST, last=FIRST + timedelta(days=6))
    kept = {line.name: line.kept for line in read_report(diary, scope, "en_GB").adherence or ()}
    assert kept["Sunscreen"].scheduled == 7


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"first": "2026-11-23", "last": "2026-11-23"}, "That day is still to come."),
        ({"first": "2026-11-20", "last": "2026-11-01"}, "The last day lies before the first."),
        ({"first": "1999-01-01"}, "No diary goes back that far."),
        ({"first": "2001-01-01", "last": "2026-11-01"}, "A report covers ten years at most."),
        ({"first": "2026-02-29"}, "Enter a valid date."),
        ({"parts": "horoscope"}, "Select a valid choice."),
        ({"notes": "day-x"}, "Select a valid choice."),
    ],
)
def test_what_can_not_be_shown_is_said_beside_the_field(
    alice_client: Client, query: dict[str, str], problem: str
) -> None:
    answer = alice_client.get("/trends/report/", query)
    assert answer.status_code == 400
    assert problem in unescape(answer.content.decode())


def test_report_takes_as_many_queries_for_any_period(
    diary: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for scope in (SCOPE, Scope(first=TODAY, last=TODAY), Scope(first=date(2017, 1, 1), last=TODAY)):
        with django_assert_num_queries(6):
            read_report(diary, scope, "en_GB")


# --- Links ----------------------------------------------------------------------------------------


def test_link_is_made_once_however_often_the_form_is_sent(
    alice_client: Client, diary: User
) -> None:
    sent = SCOPE.to_json() | {"key": str(uuid.uuid4()), "days": "7", "reader": "Dr X"}
    for _ in range(2):
        answer = alice_client.post("/trends/report/share/", sent)
        assert answer.status_code == 302
    link = ReportLink.objects.get()
    assert answer["Location"] == f"/trends/report/links/#link-{link.pk}"
    assert (link.user, link.scope, link.reader) == (diary, SCOPE, "Dr X")
    assert link.expires_at - link.created_at == timedelta(days=7)


@pytest.mark.parametrize("days", ["0", "31", "-1", "", "many", "9" * 30])
def test_link_lasts_1_to_30_days(alice_client: Client, diary: User, days: str) -> None:
    sent = SCOPE.to_json() | {"key": str(uuid.uuid4()), "days": days}
    assert alice_client.post("/trends/report/share/", sent).status_code == 400
    assert not ReportLink.objects.exists()


def test_key_of_somebody_elses_link_makes_none(bob: User, diary: User) -> None:
    link, _ = make_link(diary)
    with pytest.raises(ValueError, match="taken"):
        share(user=bob, key=link.key, sharing=Sharing(scope=SCOPE), at=NOON)


def test_too_many_open_links_are_refused(alice_client: Client, diary: User) -> None:
    for _ in range(MOST_OPEN_LINKS):
        make_link(diary)
    sent = SCOPE.to_json() | {"key": str(uuid.uuid4()), "days": "7"}
    answer = alice_client.post("/trends/report/share/", sent)
    assert answer.status_code == 400
    assert "Please revoke one first." in answer.content.decode()


def test_reader_opens_the_report_and_the_owner_sees_it(
    client: Client, alice_client: Client, diary: User
) -> None:
    link, address = make_link(diary, name_shown="A. Example")
    door = client.get(address)
    assert door.status_code == 200
    assert b"14 of 28" not in door.content
    assert not ReportView.objects.exists()

    opened = client.post(address, headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    assert (opened.status_code, opened["Location"]) == (302, f"{address}report/")
    sheet = client.get(opened["Location"])
    assert "14 of 28" in sheet.content.decode()
    assert "A. Example" in sheet.content.decode()
    assert "alice@example.org" not in sheet.content.decode()
    assert "private thought" not in sheet.content.decode()
    assert client.get(opened["Location"]).status_code == 200

    view = ReportView.objects.get()
    assert (view.link, view.device) == (link, "Firefox on Linux")
    listed = alice_client.get("/trends/report/links/").content.decode()
    assert "Opened 1 time" in listed
    assert "Firefox on Linux" in listed


def test_sheet_can_not_be_read_around_its_door(client: Client, diary: User) -> None:
    _, address = make_link(diary)
    answer = client.get(f"{address}report/")
    assert (answer.status_code, answer["Location"]) == (302, address)


def test_cookie_of_one_link_opens_no_other(client: Client, diary: User) -> None:
    (_, first), (_, second) = make_link(diary), make_link(diary)
    client.post(first)
    morsel = client.cookies["report"]
    client.cookies.clear()
    client.cookies.load({"report": morsel.value})
    assert client.get(f"{second}report/").status_code == 302
    assert client.get(f"{first}report/").status_code == 200


def test_revoked_link_is_refused_at_once(client: Client, alice_client: Client, diary: User) -> None:
    link, address = make_link(diary)
    client.post(address)
    assert client.get(f"{address}report/").status_code == 200
    for _ in range(2):
        assert alice_client.post(f"/trends/report/links/{link.pk}/revoke/").status_code == 302
    for answer in (client.get(address), client.post(address), client.get(f"{address}report/")):
        assert answer.status_code == 410
        assert b"no longer shared" in answer.content
        assert b"14 of 28" not in answer.content
    assert ReportView.objects.count() == 1


def test_expired_link_is_refused(client: Client, diary: User, at_noon: object) -> None:
    _, address = make_link(diary, days=1)
    client.post(address)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert client.get(f"{address}report/").status_code == 410


def test_link_of_a_closed_account_is_refused(client: Client, diary: User) -> None:
    _, address = make_link(diary)
    diary.is_active = False
    diary.save()
    assert client.get(address).status_code == 410


def test_made_up_token_is_not_found(client: Client, diary: User) -> None:
    link, address = make_link(diary)
    forged = f"/trends/shared/{link.key.hex}.{'A' * 43}/"
    for wrong in (forged, address[:-2] + "/", "/trends/shared/x/", f"/trends/shared/{'9' * 500}/"):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong).status_code == 404


def test_shared_pages_are_discreet(client: Client, diary: User) -> None:
    _, address = make_link(diary)
    client.post(address)
    for path in (address, f"{address}report/"):
        answer = client.get(path)
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cache-Control"] == "no-store, private"
        assert b'<meta name="robots" content="noindex' in answer.content


def test_address_of_a_link_tells_nothing_of_its_owner(diary: User) -> None:
    _, address = make_link(diary, reader="Dr X", name_shown="Alice")
    for word in ("alice", "Dr", "2026", "chart"):
        assert word not in address


def test_visitor_who_looks_around_shares_nothing(alice_client: Client, diary: User) -> None:
    diary.is_demo, diary.demo_expires_at = True, NOON + timedelta(hours=2)
    diary.save()
    sent = SCOPE.to_json() | {"key": str(uuid.uuid4()), "days": "7"}
    alice_client.post("/trends/report/share/", sent)
    assert not ReportLink.objects.exists()


def test_list_of_links_takes_two_queries_for_any_number(
    alice_client: Client, diary: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        link, _ = make_link(diary)
        ReportView.objects.create(link=link, viewed_at=NOON, device="Firefox")
    with django_assert_num_queries(4):  # session, person, links, views
        alice_client.get("/trends/report/links/")


def test_report_shows_the_product_of_a_step(alice_client: Client, diary: User) -> None:
    product = Product.objects.create(user=diary, brand="B", name="Lotion")
    step = Step.objects.of(diary).get(kind="sunscreen")
    step.terms.update(product=product)
    assert "Sunscreen B Lotion" in sheet_of(page_of(alice_client))
