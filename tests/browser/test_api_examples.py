"""Every example in the documents for other programs, tried on the running application."""

from __future__ import annotations

import pytest

from routines.api.scopes import Scope
from tests.browser.conftest import MakeReader
from tests.browser.documents import Reader, Section, answers_as_shown, pretty, sections_of

GUIDE, SHORTCUTS = sections_of("api.md"), sections_of("shortcuts.md")
BEFORE_ALL = GUIDE[0]


def titled(sections: list[Section]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("section", sections, ids=lambda section: section.title)


def try_all(reader: Reader, section: Section) -> None:
    for example in section.examples:
        answered = reader.tries(example)
        if example.shown is not None:
            assert answers_as_shown(answered, example.shown), pretty(answered)


@pytest.mark.parametrize("language", ["sh", "python"])
@titled(GUIDE[1:])
def test_guide_shows_what_is_answered(
    make_reader: MakeReader, section: Section, language: str
) -> None:
    reader = make_reader(Scope.EVERYTHING)
    try_all(reader, BEFORE_ALL)
    try_all(reader, section.in_language(language))


def test_guide_has_each_example_in_both_languages() -> None:
    lacking = [
        section.title
        for section in GUIDE
        if {example.language for example in section.examples} != {"sh", "python"}
    ]
    assert lacking == []
    assert len(GUIDE) > 12


@titled(SHORTCUTS)
def test_shortcuts_show_what_is_answered(make_reader: MakeReader, section: Section) -> None:
    try_all(make_reader(Scope.LOG), section)


@pytest.mark.parametrize(
    ("answered", "shown"),
    [('{"a": 1, "b": 2}', '{\n  "a": 1, …}'), ('{"a": 1}', '{"a": …}'), ("done\n", "done")],
)
def test_answer_is_as_shown_whatever_stands_for_the_rest(answered: str, shown: str) -> None:
    assert answers_as_shown(answered, shown)


@pytest.mark.parametrize(
    ("answered", "shown"),
    [
        ('{"a": 1, "b": 2}', '{"b": 2, …}'),
        ('{"a": 1}', '{"a": 1, "b": …}'),
        ("done and more\n", "done"),
        ("", "done"),
    ],
)
def test_another_answer_than_shown_is_noticed(answered: str, shown: str) -> None:
    assert not answers_as_shown(answered, shown)
