"""What anyone may read, logged in or not."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django.asserts import assertTemplateUsed

from routines.guidance import services
from routines.guidance.models import Topic
from routines.guidance.text import CautionLevel, ReviewStatus, Section
from tests.web.guidance.topics import MORNING, publish, text

pytestmark = pytest.mark.django_db


def words(html: str) -> str:
    """What a person reads: no tags, single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def main(response: object) -> str:
    html = response.content.decode()  # type: ignore[attr-defined]
    return html.partition("<main")[2].partition("</main>")[0]


def test_index_shows_topics_by_section(client: Client) -> None:
    publish(text("steam"))
    publish(text("acids", section=Section.TREATMENTS, caution_level=CautionLevel.NOTE))
    shown = words(main(client.get("/guidance/")))
    assert shown.endswith(
        "Treatments Home remedies "
        "Treatments What the article names. Most of it is for professionals. "
        "About acids All about acids. "
        "Home remedies What the article names, and what we think of it. "
        "About steam All about steam. Not recommended"
    )


def test_index_without_topics_says_what_to_do(client: Client) -> None:
    assert "No topics yet" in main(client.get("/guidance/"))


def test_index_leaves_out_what_is_not_published(client: Client) -> None:
    publish(is_published=False)
    assert "About steam" not in main(client.get("/guidance/"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["/guidance/", "/guidance/?q=steam"])
def test_index_asks_the_database_once(
    client: Client, django_assert_num_queries: pytest.FixtureRequest, address: str, count: int
) -> None:
    for number in range(count):
        publish(text(f"steam-{number}"))
    with django_assert_num_queries(1):
        client.get(address)


def test_topic_asks_the_database_twice(
    client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    services.load_starter(at=MORNING)
    with django_assert_num_queries(2):
        client.get("/guidance/oils/")


@pytest.mark.parametrize("address", ["/guidance/", "/guidance/oils/", "/guidance/?q=oil"])
def test_page_of_a_person_stays_within_ten_queries(
    alice_client: Client, django_assert_max_num_queries: pytest.FixtureRequest, address: str
) -> None:
    services.load_starter(at=MORNING)
    with django_assert_max_num_queries(10):
        response = alice_client.get(address)
    assert response.status_code == 200


def test_topic_shows_text_notes_facts_and_where_they_are_from(client: Client) -> None:
    publish()
    shown = words(main(client.get("/guidance/steam/")))
    assert shown.endswith(
        "Guidance › Home remedies About steam All about steam. We do not recommend this "
        "You find it here because the article names it. No reminder will ever suggest it. "
        "The article says Do it. 1 "
        "We add It scalds. Source: BJGP 2016;66:e193 "
        "Facts from the article Steam the face with essential oil for 5 to 10 minutes. "
        "Sources of our notes BJGP 2016;66:e193: a journal "
        "About this page From the article, in our own words and with our notes. "
        "No clinician has reviewed it. "
        "Adapted from one general article of unknown medical review. "
        "Notes marked with a plus sign were added where trusted sources differ. "
        "Last changed 22 Nov 2026."
    )


def test_topic_cites_facts_there_and_back(client: Client) -> None:
    publish()
    html = main(client.get("/guidance/steam/"))
    assert '<a href="#fact-home-steam" id="cited-home-steam"' in html
    assert '<li id="fact-home-steam">' in html
    assert '<a href="#cited-home-steam"' in html


@pytest.mark.parametrize(
    ("status", "fields", "sentence"),
    [
        (ReviewStatus.FROM_THE_ARTICLE, {}, "From the article, in our own words. No clinician"),
        (
            ReviewStatus.REVIEWED,
            {"reviewed_by": "Dr. <i>B</i>", "reviewed_on": date(2026, 11, 1)},
            "Reviewed by a clinician: Dr. &lt;i&gt;B&lt;/i&gt; , 1 Nov 2026.",
        ),
    ],
)
def test_topic_says_who_reviewed_it(
    client: Client, status: ReviewStatus, fields: dict[str, object], sentence: str
) -> None:
    publish(text(review_status=status, **fields))
    assert sentence in words(main(client.get("/guidance/steam/")))


@pytest.mark.parametrize(
    ("level", "label"),
    [
        (CautionLevel.NOTE, "Worth knowing"),
        (CautionLevel.CAUTION, "Take care"),
        (CautionLevel.PROFESSIONAL_ONLY, "For a professional only"),
        (CautionLevel.DO_NOT_RECOMMEND, "We do not recommend this"),
    ],
)
def test_topic_bears_its_level_as_a_band(client: Client, level: CautionLevel, label: str) -> None:
    publish(text(caution_level=level))
    html = main(client.get("/guidance/steam/"))
    assert f'<p class="banner-level">{label}</p>' in html


def test_topic_without_a_level_has_no_band(client: Client) -> None:
    publish(text(caution_level=CautionLevel.NONE))
    assert "banner" not in main(client.get("/guidance/steam/"))


def test_topic_leads_to_its_neighbours(client: Client) -> None:
    for at, slug in enumerate(["first", "hidden", "second", "third"]):
        publish(text(slug), position=at, is_published=slug != "hidden")
    html = main(client.get("/guidance/second/"))
    links = re.findall(r'rel="(prev|next)" href="([^"]*)"', html)
    assert links == [("prev", "/guidance/first/"), ("next", "/guidance/third/")]
    assert 'rel="prev"' not in main(client.get("/guidance/first/"))
    assert 'rel="next"' not in main(client.get("/guidance/third/"))


def test_topic_alone_has_no_neighbours(client: Client) -> None:
    publish()
    assert "neighbour" not in main(client.get("/guidance/steam/"))


def test_topic_without_text_still_has_its_sources(client: Client) -> None:
    publish(text(body=""))
    assert "BJGP" in main(client.get("/guidance/steam/"))


def test_topic_not_published_is_not_found(client: Client) -> None:
    publish(is_published=False)
    assert client.get("/guidance/steam/").status_code == 404


@pytest.mark.parametrize("slug", ["nothing", "a" * 500, "%00", "STEAM", "٣", "..", "steam.md"])
def test_topic_unknown_is_not_found(client: Client, slug: str) -> None:
    publish()
    response = client.get(f"/guidance/{quote(slug, safe='%')}/")
    assert response.status_code == 404
    assertTemplateUsed(response, "home/error.html")


@pytest.mark.parametrize("address", ["/guidance/", "/guidance/steam/"])
def test_pages_are_only_read(client: Client, address: str) -> None:
    publish()
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) \u202eabc"


def test_topic_shows_html_in_its_text_as_text(client: Client) -> None:
    publish(
        text(
            title=HOSTILE[:110],
            summary=HOSTILE,
            body=f"The article says: {HOSTILE}\n\nWe add (<b>x</b>): {HOSTILE}\n\n{HOSTILE}",
            sources=(HOSTILE,),
        )
    )
    for address in ["/guidance/", "/guidance/steam/", "/guidance/?q=alert"]:
        html = main(client.get(address))
        assert "<script" not in html
        assert "<img" not in html
        assert 'href="javascript' not in html
        assert "&lt;script&gt;" in html


ODD_QUERIES: dict[str, str | bytes] = {
    "wildcard": "%",
    "underline": "_",
    "sql": "'; drop table guidance_topic; --",
    "script": "<script>alert(1)</script>",
    "right to left": "\u202e",
    "emoji": "🧴" * 100,
    "brackets": "(((",
    "backslash": "\\",
    "fact": "{home-steam}",
    "address": "a&b=c",
    "ligature": "ﷺ",
    "not unicode": b"\xed\xa0\x80",
}


# --- Search -------------------------------------------------------------------------------------


@pytest.fixture
def library(db: None) -> None:
    services.load_starter(at=MORNING)


def found(response: object) -> list[str]:
    return re.findall(r'<a class="shelf-line" href="/guidance/([^/]*)/"', main(response))


@pytest.mark.usefixtures("library")
def test_search_marks_and_ranks(client: Client) -> None:
    response = client.get("/guidance/", {"q": "moisturizer"})
    assert found(response)[0] == "moisturise"
    assert "<mark>Moisturise</mark> after washing" in main(response)
    assert 'value="moisturizer"' in main(response)


@pytest.mark.usefixtures("library")
def test_search_for_some_of_the_words_says_so(client: Client) -> None:
    response = client.get("/guidance/", {"q": "nitrogen zebra"})
    assert found(response) == ["cryotherapy"]
    assert "No topic has all of these words." in main(response)


@pytest.mark.usefixtures("library")
def test_search_without_a_hit_suggests_a_word(client: Client) -> None:
    html = main(client.get("/guidance/", {"q": "sunscren"}))
    assert 'Did you mean <a href="/guidance/?q=sunscreen">sunscreen</a>?' in html


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("query", ["", "   "])
def test_search_for_nothing_shows_everything(client: Client, query: str) -> None:
    assert len(found(client.get("/guidance/", {"q": query}))) == 50


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("query", ODD_QUERIES.values(), ids=ODD_QUERIES)
def test_search_for_something_odd_is_answered(client: Client, query: str | bytes) -> None:
    response = client.get("/guidance/", {"q": query})
    assert response.status_code == 200
    assert "<script" not in main(response)
    assert Topic.objects.count() == 50


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("query", ["a" * 101, "a" * 5000, "null\x00byte"])
def test_search_that_cannot_be_is_refused_beside_the_field(client: Client, query: str) -> None:
    response = client.get("/guidance/", {"q": query})
    html = main(response)
    assert response.status_code == 400
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_q_error"' in html
    assert 'id="id_q_error"' in html
    assert len(found(response)) == 50


@pytest.mark.usefixtures("library")
def test_search_does_not_find_what_is_not_published(client: Client) -> None:
    Topic.objects.filter(slug="cryotherapy").update(is_published=False)
    assert found(client.get("/guidance/", {"q": "nitrogen"})) == []
