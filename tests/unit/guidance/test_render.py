"""What becomes of Markdown on its way to the reader."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.guidance.page import LEVELS, Note, Paragraphs, topic_page
from routines.guidance.render import Footnotes, Html, render_markdown
from routines.guidance.text import CautionLevel, ReviewStatus, Section, TopicText

FIRST_MARK = (
    '<sup class="fact"><a href="#fact-what-aka" id="cited-what-aka" '
    'aria-label="Fact 1 of the article" rel="noopener noreferrer">1</a></sup>'
)


hostile = st.lists(
    st.sampled_from(
        [
            *("<", ">", '"', "'", "[", "](", ")", "{what-aka}", "javascript:", "&#", "\n"),
            *("script", "onerror=", "&lt;", "`"),
        ]
    )
).map("".join)


def rendered(markdown: str) -> str:
    return render_markdown(markdown, Footnotes(["what-aka"]))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("*So* it **is**.", "<p><em>So</em> it <strong>is</strong>.</p>\n"),
        ("# Big\n\n## Less", "<h2>Big</h2>\n<h3>Less</h3>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ('<b onclick="x()">', '<p>&lt;b onclick="x()"&gt;</p>\n'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,hi)", "<p>[x](data:text/html,hi)</p>\n"),
        ("[x](../acids/)", '<p><a href="../acids/" rel="noopener noreferrer">x</a></p>\n'),
        ("Yes. {what-aka}", f"<p>Yes.{FIRST_MARK}</p>\n"),
        ("Yes. {what-else}", "<p>Yes. {what-else}</p>\n"),
        ("`{what-aka}`", "<p><code>{what-aka}</code></p>\n"),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert rendered(markdown) == html


def test_images_are_not_shown() -> None:
    assert "<img" not in rendered("![cat](https://example.org/cat.png)")


def test_second_mark_of_a_fact_has_no_id() -> None:
    assert re.findall('id="[^"]*"', rendered("A. {what-aka} B. {what-aka}")) == [
        'id="cited-what-aka"'
    ]


@given(st.text() | hostile)
def test_any_markdown_gives_only_known_tags(markdown: str) -> None:
    html = rendered(markdown)
    assert isinstance(html, Html)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", html))
    assert tags <= {
        "p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr",
        "h2", "h3", "h4", "a", "sup",
    }  # fmt: skip
    assert not re.search(r"<[^>]*\son\w+\s*=", html)
    assert not re.search(r"<a [^>]*href=\"\s*(javascript|data):", html)


def test_page_puts_notes_beside_what_they_follow() -> None:
    text = TopicText(
        slug="a",
        title="A",
        section=Section.TYPES,
        summary="",
        caution_level=CautionLevel.CAUTION,
        review_status=ReviewStatus.EDITED,
        sources=(),
        body="Hi.\n\nThe article says: B.\n\nWe add (X): C.\n\nWe add, note (Y): D.\n\nBye.",
    )
    page = topic_page(text)
    assert page.level == LEVELS[CautionLevel.CAUTION]
    assert [(passage.paragraphs, passage.notes) for passage in page.passages] == [
        (
            [Paragraphs(Html("<p>Hi.</p>\n"), False), Paragraphs(Html("<p>B.</p>\n"), True)],
            [
                Note(Html("<p>C.</p>\n"), "X", None),
                Note(Html("<p>D.</p>\n"), "Y", LEVELS[CautionLevel.NOTE]),
            ],
        ),
        ([Paragraphs(Html("<p>Bye.</p>\n"), False)], []),
    ]


def test_every_level_but_none_has_words() -> None:
    assert LEVELS.keys() == set(CautionLevel) - {CautionLevel.NONE}
