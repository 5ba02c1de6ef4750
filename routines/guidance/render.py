"""Markdown to the little HTML that a topic may contain."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from routines.guidance.facts import CITATION


class Html(str):
    """Text that is HTML and was cleaned; a template writes it as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Footnotes:
    """The numbers of the facts cited on one page, and which of them were already written."""

    def __init__(self, facts: Sequence[str]) -> None:
        self.numbers: Final[Mapping[str, int]] = {slug: at for at, slug in enumerate(facts, 1)}
        self._written: set[str] = set()

    def is_first(self, slug: str) -> bool:
        """Whether this is the first mark of a fact on the page: the one to come back to."""
        first = slug not in self._written
        self._written.add(slug)
        return first


def render_markdown(markdown: str, footnotes: Footnotes) -> Html:
    """The HTML of some paragraphs; raw HTML in them is shown as text, unknown facts as written."""
    return Html(_CLEANER.clean(_MARKDOWN.render(markdown, {"footnotes": footnotes})))


def _read_citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's own)
    match = CITATION.match(state.src, state.pos)
    footnotes: Footnotes | None = state.env.get("footnotes")
    if match is None or footnotes is None or match[1] not in footnotes.numbers:
        return False
    if not silent:
        # The mark sits tight on the sentence's last sign.
        state.pending = state.pending.rstrip(" ")
        state.push("fact", "", 0).meta["slug"] = match[1]
    state.pos = match.end()
    return True


def _write_citation(
    _renderer: RendererProtocol,
    tokens: Sequence[Token],
    at: int,
    _options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    footnotes: Footnotes = env["footnotes"]
    slug = tokens[at].meta["slug"]
    number = footnotes.numbers[slug]
    place = f' id="cited-{slug}"' if footnotes.is_first(slug) else ""
    return (
        f'<sup class="fact"><a href="#fact-{slug}"{place} '
        f'aria-label="Fact {number} of the article">{number}</a></sup>'
    )


def _lower_headings(state: StateCore) -> None:
    """The page's own title is the only first-level heading."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"


def _build() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline"])
    markdown.inline.ruler.before("emphasis", "fact", _read_citation)
    markdown.core.ruler.push("lower_headings", _lower_headings)
    markdown.add_render_rule("fact", _write_citation)
    return markdown


_MARKDOWN: Final = _build()
_CLEANER: Final = nh3.Cleaner(
    tags={
        "p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr",
        "h2", "h3", "h4", "a", "sup",
    },
    attributes={"a": {"href", "id", "title", "aria-label"}, "ol": {"start"}, "sup": {"class"}},
    url_schemes={"https", "http", "mailto"},
    link_rel="noopener noreferrer",
)  # fmt: skip
