"""Searching finds what people mean, best first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.guidance.search import Document, Found, Part, plain, search
from tests.unit.guidance.starters import starters


def documents() -> list[Document]:
    return [Document(t.slug, t.title, t.summary, t.body) for t in starters().values()]


def slugs(found: Found) -> list[str]:
    return [hit.document.slug for hit in found.hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sunscreen", "sunscreen-every-day"),
        ("SUNSCREEN!!", "sunscreen-every-day"),
        ("sunblock", "sunscreen-every-day"),
        ("moisturizer", "moisturise"),
        ("moisturizing", "moisturise"),
        ("how often should I exfoliate?", "exfoliate-gently"),
        ("baby", "babies"),
        ("eyelid", "eyelids"),
        ("retinol pregnancy", "retinol-at-home"),
        ("coconut", "oils"),
        ("UV", "easy-on-the-sun"),
        ("psoriasis", "eczema-and-psoriasis"),
        ("picking", "hands-off"),
        ("CT", "x-ray-and-ct"),
        ("liquid nitrogen", "cryotherapy"),
        ("warning bleeding", "warning-signs"),
    ],
)
def test_search_puts_the_best_topic_first(query: str, first: str) -> None:
    assert slugs(search(query, documents()))[0] == first


def test_search_marks_what_matched() -> None:
    found = search("éyelids", [Document("a", "Your eyelids", "Nothing here.", "x")])
    assert [(hit.title, hit.excerpt) for hit in found.hits] == [
        ((Part("Your "), Part("eyelids", is_match=True)), (Part("Nothing here."),))
    ]


def test_search_shows_the_paragraph_that_matched() -> None:
    body = "The article says: Nothing. {what-aka}\n\nWe add (AAD): The *nitrogen* is [cold](../x/)."
    found = search("nitrogen", [Document("a", "A", "B.", body)])
    assert found.hits[0].excerpt == (
        Part("The "),
        Part("nitrogen", is_match=True),
        Part(" is cold."),
    )


def test_search_cuts_a_long_paragraph_around_the_match() -> None:
    body = "word " * 100 + "nitrogen " + "word " * 100
    found = search("nitrogen", [Document("a", "A", "B.", body)])
    text = "".join(part.text for part in found.hits[0].excerpt)
    assert text.startswith("…word")
    assert text.endswith("word…")
    assert "nitrogen" in text
    assert len(text) <= 182


def test_search_without_all_words_says_so() -> None:
    found = search("nitrogen zebra", documents())
    assert (slugs(found), found.is_partial) == (["cryotherapy"], True)


def test_search_with_a_slip_suggests_a_word() -> None:
    assert search("sunscren", documents()) == Found((), suggestion="sunscreen")


@pytest.mark.parametrize("query", ["", "   ", "?!", "the of", "%", "_", "x", "𝕏"])
def test_search_for_nothing_finds_nothing(query: str) -> None:
    assert search(query, documents()).hits == ()


def test_search_in_an_empty_library() -> None:
    assert search("sun", []) == Found(())


def test_plain_leaves_no_marks() -> None:
    markdown = (
        "## Head\n\n- *a* [b](../c/)\n\nThe article says: D. {what-aka}\n\nWe add (E): f `g`."
    )
    assert plain(markdown) == "Head\n\na b\n\nD.\n\nf g."


@given(st.text(max_size=100))
def test_search_any_query_loses_no_text(query: str) -> None:
    for hit in search(query, documents()).hits:
        assert "".join(part.text for part in hit.title) == hit.document.title


def test_rule_is_found_by_what_it_says_and_not_by_what_it_watches() -> None:
    rule = "Remind when nothing is logged for 4 days, at most every day: One tap, and you are back."
    body = f"Welcome.\n{rule} {{what-aka}}\nSay when it hurts."
    assert plain(body) == "Welcome.\nOne tap, and you are back.\nSay when it hurts."
