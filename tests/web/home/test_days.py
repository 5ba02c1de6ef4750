"""Today, other days and a day's log, as the server answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import DayNote, Entry, Happening, Pause, Step
from tests.web.home.conftest import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def pressed(html: str) -> list[str]:
    """The answers of the rows, in order."""
    return re.findall(r'class="row-item" id="step-\d+" data-answer="(\w*)"', html)


def test_today_of_a_new_person_asks_for_every_due_step(
    alice_client: Client, routine: list[Step]
) -> None:
    html = alice_client.get("/").content.decode()
    assert "Sunday 22 November" in html
    assert pressed(html) == [""] * 6
    assert html.count("0 of 3") == 2


def test_today_without_a_routine_says_what_to_do(alice_client: Client) -> None:
    html = alice_client.get("/").content.decode()
    assert "Your routine is empty" in html
    assert 'href="/routine/"' in html


def test_today_for_a_visitor_is_the_landing_page(client: Client, db: None) -> None:
    assert "home/landing.html" in [t.name for t in client.get("/").templates]


def test_three_taps_log_a_morning(alice_client: Client, routine: list[Step]) -> None:
    for step in routine[:3]:
        answer = alice_client.post(
            f"/day/{TODAY}/step/{step.pk}/", {"answer": "done"}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200
        assert pressed(answer.content.decode()) == ["done"]
    assert pressed(alice_client.get("/").content.decode()) == ["done"] * 3 + [""] * 3


def test_tap_without_script_leads_back_to_today_with_the_way_back(
    alice_client: Client, routine: list[Step]
) -> None:
    answer = alice_client.post(f"/day/{TODAY}/step/{routine[0].pk}/", {"answer": "done"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    html = alice_client.get("/").content.decode()
    batch = Change.objects.get().batch
    assert "Gentle cleanser: done" in html
    assert f'action="/undo/{batch}/"' in html


def test_past_midnight_still_logs_the_evening_before(
    alice_client: Client, routine: list[Step], noon: time_machine.Traveller
) -> None:
    noon.move_to(datetime(2026, 11, 22, 23, 40, tzinfo=UTC))  # 00:40 in Berlin, on the 23rd
    html = alice_client.get("/").content.decode()
    assert "It is past midnight" in html
    assert f"/day/{TODAY}/step/{routine[5].pk}/" in html


def test_day_of_yesterday_is_filled_in_like_today(
    alice_client: Client, routine: list[Step]
) -> None:
    html = alice_client.get(f"/day/{YESTERDAY}/").content.decode()
    assert '<h1 class="page-title">Yesterday</h1>' in html
    alice_client.post(f"/day/{YESTERDAY}/rest/", {"slot": "evening"})
    assert set(Entry.objects.values_list("day", "answer")) == {(YESTERDAY, "done")}
    assert Entry.objects.count() == 3


def test_rest_keeps_what_was_answered(
    alice_client: Client, routine: list[Step], answer: Callable[..., None]
) -> None:
    answer(routine[0], TODAY, "not_done")
    alice_client.post(f"/day/{TODAY}/rest/", {"slot": "morning"})
    answers = dict(Entry.objects.values_list("step_id", "answer"))
    assert answers == {
        routine[0].pk: "not_done",
        routine[1].pk: "done",
        routine[2].pk: "done",
    }


def test_rest_is_one_batch_and_one_undo(alice_client: Client, routine: list[Step]) -> None:
    alice_client.post(f"/day/{TODAY}/rest/", {"slot": "morning"})
    batch = Change.objects.values_list("batch", flat=True).distinct().get()
    alice_client.post(f"/undo/{batch}/", {"next": "/"})
    assert set(Entry.objects.values_list("answer", flat=True)) == {""}


def test_like_yesterday_copies_answers_and_leaves_todays_alone(
    alice_client: Client, routine: list[Step], answer: Callable[..., None]
) -> None:
    answer(routine[0], YESTERDAY)
    answer(routine[1], YESTERDAY)
    answer(routine[1], TODAY, "not_done")
    alice_client.post(f"/day/{TODAY}/same/")
    today = dict(Entry.objects.on(TODAY).values_list("step_id", "answer"))
    assert today == {routine[0].pk: "done", routine[1].pk: "not_done"}


def test_today_when_paused_says_so_and_does_not_ask_for_a_count(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    Pause.objects.create(user=alice, starts_on=YESTERDAY)
    html = alice_client.get("/").content.decode()
    assert "You are on a pause" in html
    assert "/spots/count/" not in html


def test_today_with_counts_hidden_does_not_speak_of_spots(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    alice.counts_hidden = True
    alice.save()
    assert "/spots/count/" not in alice_client.get("/").content.decode()


def test_warning_sign_asks_to_have_it_looked_at(alice_client: Client, routine: list[Step]) -> None:
    alice_client.post(f"/day/{TODAY}/happenings/", {"kind": "bleeding", "active": "on"})
    html = alice_client.get("/").content.decode()
    assert "have it looked at, soon" in html


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-23", "has not begun yet"),
        ("9999-12-31", "has not begun yet"),
        ("0001-01-01", "goes back to 2000"),
        ("1999-12-31", "goes back to 2000"),
        ("2026-02-30", "no such day in the calendar"),
        ("2025-02-29", "no such day in the calendar"),
        ("20261122", "no such day in the calendar"),
        ("٢٠٢٦-١١-٢٢", "no such day in the calendar"),
        ("tomorrow", "no such day in the calendar"),
        ("2026-11-22T12", "no such day in the calendar"),
    ],
)
@pytest.mark.parametrize("page", ["", "log/", "happenings/"])
def test_day_that_cannot_be_is_not_found_and_says_why(
    alice_client: Client, routine: list[Step], day: str, words: str, page: str
) -> None:
    answer = alice_client.get(f"/day/{day}/{page}")
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_day_of_a_leap_year_exists(alice_client: Client, routine: list[Step]) -> None:
    assert alice_client.get("/day/2024-02-29/").status_code == 200


def test_today_has_one_address(alice_client: Client) -> None:
    answer = alice_client.get(f"/day/{TODAY}/")
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize(
    "address",
    [
        f"/day/{YESTERDAY}/",
        f"/day/{TODAY}/log/",
        "/history/",
        "/history/week/",
        "/more/",
    ],
)
def test_pages_of_a_diary_lead_anybody_else_to_the_login(
    client: Client, db: None, address: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={address}")


def test_stranger_sees_nothing_of_alices_day(
    alice: User,
    alice_client: Client,
    bob_client: Client,
    routine: list[Step],
    answer: Callable[..., None],
) -> None:
    answer(routine[2], TODAY)
    DayNote.objects.create(user=alice, day=TODAY, text="Alice’s note", given_at=datetime.now(UTC))
    alice_client.post(f"/day/{TODAY}/happenings/", {"kind": "strong-sun", "active": "on"})
    assert "Alice’s note" in alice_client.get("/").content.decode()
    for address in ("/", "/history/", "/history/week/", f"/day/{TODAY}/log/"):
        html = bob_client.get(address).content.decode()
        assert "Alice’s note" not in html
        assert "Sunscreen" not in html
        assert 'aria-pressed="true"' not in html


def test_notes_are_shown_as_they_were_written(alice_client: Client, routine: list[Step]) -> None:
    text = "<script>alert(1)</script> =1+1 🌞 سلام"
    alice_client.post(f"/day/{TODAY}/note/", {"text": text})
    html = alice_client.get("/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =1+1 🌞 سلام" in html
    assert DayNote.objects.get().text == text


def test_request_without_a_text_leaves_the_note_alone(
    alice_client: Client, routine: list[Step], noon: time_machine.Traveller
) -> None:
    alice_client.post(f"/day/{TODAY}/note/", {"text": "Kept"})
    address = f"/day/{TODAY}/note/"
    assert alice_client.post(address, {}, content_type="application/json").status_code == 400
    assert alice_client.post(address).status_code == 400
    assert DayNote.objects.get().text == "Kept"
    noon.shift(timedelta(seconds=1))
    assert alice_client.post(address, {"text": ""}).status_code == 302
    assert DayNote.objects.get().text == ""


def fill(alice: User, steps: list[Step], days: int) -> None:
    """Log every step of the last `days` days, with what a day may have besides."""
    from routines.diary.models import HappeningKind

    at = datetime(2026, 11, 22, 11, tzinfo=UTC)
    span = [TODAY - timedelta(days=number) for number in range(days)]
    for step in steps:
        step.terms.update(starts_on=min(span))
    Entry.objects.bulk_create(
        Entry(user=alice, step=step, day=day, answer="done", given_at=at)
        for day in span
        for step in steps
    )
    kind = HappeningKind.objects.get(key="strong-sun")
    Happening.objects.bulk_create(
        Happening(user=alice, day=day, kind=kind, given_at=at) for day in span
    )


@pytest.mark.parametrize("days", [1, 365, 3653])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 10),
        (f"/day/{YESTERDAY}/", 8),
        ("/history/", 8),
        ("/history/week/", 5),
        (f"/day/{TODAY}/log/", 3),
    ],
)
def test_pages_of_a_diary_ask_as_often_at_any_length(
    alice: User,
    alice_client: Client,
    routine: list[Step],
    django_assert_num_queries: Callable[..., object],
    days: int,
    address: str,
    queries: int,
) -> None:
    fill(alice, routine, days)
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        assert alice_client.get(address).status_code == 200


def test_log_of_a_day_tells_each_write_and_takes_it_back(
    alice_client: Client, routine: list[Step]
) -> None:
    alice_client.post(f"/day/{TODAY}/step/{routine[2].pk}/", {"answer": "done"})
    alice_client.post(f"/day/{TODAY}/happenings/", {"kind": "picked", "active": "on"})
    html = alice_client.get(f"/day/{TODAY}/log/").content.decode()
    sentences = re.findall(r'<span class="log-sentence" dir="auto">([^<]*)</span>', html)
    assert sentences == ["Picked or squeezed", "Sunscreen: done"]
    first = Change.objects.order_by("pk")[0]
    alice_client.post(f"/undo/{first.batch}/", {"next": f"/day/{TODAY}/log/"})
    html = alice_client.get(f"/day/{TODAY}/log/").content.decode()
    sentences = re.findall(r'<span class="log-sentence" dir="auto">([^<]*)</span>', html)
    assert sentences == ["Sunscreen: nothing logged", "Picked or squeezed", "Sunscreen: done"]
    assert Entry.objects.get().answer == ""


def test_days_of_23_and_25_hours_are_days_like_any_other(
    alice: User, alice_client: Client, routine: list[Step], noon: time_machine.Traveller
) -> None:
    for day in (date(2026, 10, 25), date(2027, 3, 28)):
        for step in routine:
            step.terms.update(starts_on=day)
        noon.move_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        alice_client.force_login(alice)
        alice_client.post(f"/day/{day}/rest/", {"slot": "morning"})
        assert pressed(alice_client.get("/").content.decode()) == ["done"] * 3 + [""] * 3
        assert Entry.objects.on(day).count() == 3
