"""The parser that `grammar.lark` describes, for the names of one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from routines.guidance.vocabulary import Vocabulary, plain_name

if TYPE_CHECKING:
    from lark import Lark
    from lark.lexer import TerminalDef

GRAMMAR_FILE: Final = Path(__file__).parent / "grammar.lark"
QUOTES: Final = "\"“”„«»'‘’"
_SIGNS: Final = frozenset({"COLON", "COMMA", "LPAR", "RPAR", "MESSAGE", "WHITE_SPACE"})
_PLACE_OF_NAMES: Final = "HAPPENING"


@dataclass(frozen=True, slots=True)
class Grammar:
    """A parser, and the names it knows: plain name → key; in quotes there are more of them."""

    parser: Lark
    steps: dict[str, str]
    happenings: dict[str, str]
    quoted: dict[str, str]

    def happening(self, written: str) -> str:
        """The key of a happening as it was written, or an empty text."""
        names = self.quoted if written[:1] in QUOTES else self.happenings
        return names.get(plain_name(written.strip(QUOTES)), "")

    def step(self, written: str) -> str:
        """The kind of a step as it was written, or an empty text."""
        return self.steps.get(plain_name(written.strip(QUOTES)), "")


@cache
def grammar_text() -> str:
    """The grammar as it stands in its file; its comments are what editors read."""
    return GRAMMAR_FILE.read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def grammar_for(vocabulary: Vocabulary) -> Grammar:
    """Takes a tenth of a second the first time; a process reads with one vocabulary or two."""
    # Loading the parser's library costs as much again, and most requests read no rule.
    from lark import Lark

    steps, bare, quoted = vocabulary.steps(), vocabulary.happenings(), vocabulary.quoted()
    names = {
        "STEP": f"{_any_of(steps)}|{_in_quotes(steps)}",
        "HAPPENING": f"{_any_of(bare)}|{_in_quotes(quoted)}",
    }
    parser = Lark(
        grammar_text(),
        parser="lalr",
        maybe_placeholders=False,
        edit_terminals=lambda terminal: _edit(terminal, names),
    )
    return Grammar(parser, steps, bare, quoted)


def _any_of(names: Iterable[str]) -> str:
    """An expression for any of the names, the longest first, with any white space between words."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    escaped = (r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
    return f"(?:{'|'.join(escaped)})"


def _in_quotes(names: Iterable[str]) -> str:
    return rf"[{QUOTES}]\s*(?:(?:an?|the)\s+)?{_any_of(names)}\s*[{QUOTES}]"


def _edit(terminal: TerminalDef, names: dict[str, str]) -> None:
    """Lets a terminal match in capitals and small letters, whole words only, and fills in names."""
    from lark.lexer import PatternRE

    expression = names.get(terminal.name, terminal.pattern.to_regexp())
    if terminal.name == "_AMONG":
        expression = expression.replace(_PLACE_OF_NAMES, f"(?:{names[_PLACE_OF_NAMES]})")
    if terminal.name not in _SIGNS:
        expression = f"(?:{expression})(?!\\w)"
    terminal.pattern = PatternRE(expression, ("i",))
