"""Every example in the documents for other programs, tried on the running application."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from routines.accounts.models import User
from routines.api.scopes import Scope
from routines.api.services import Wanted, make_token
from routines.diary.models import Step
from routines.diary.regions import Region
from routines.spots import services as spots
from routines.spots.counting import Numbers
from tests.browser.application import Application
from tests.browser.conftest import MakePerson
from tests.browser.documents import Reader, Section, answers_as_shown, pretty, sections_of
from tests.web.reminders.rows import make_reminder

MakeReader = Callable[..., Reader]
GUIDE, SHORTCUTS = sections_of("api.md"), sections_of("shortcuts.md")
BEFORE_ALL = GUIDE[0]


def titled(sections: list[Section]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("section", sections, ids=lambda section: section.title)


@pytest.fixture
def make_reader(application: Application, make_person: MakePerson, tmp_path: Path) -> MakeReader:
    """Makes a reader with ten weeks of a diary, and with a token for these scopes."""

    def make(*scopes: Scope) -> Reader:
        person = make_person(since=timezone.now() - timedelta(weeks=10))
        count_every_week(person)
        reminder = make_reminder(person, made_at=timezone.now() - timedelta(minutes=1))
        return Reader(
            folder=tmp_path,
            address=application.address,
            secret=secret_for(person, *scopes),
            variables={
                "STEP": str(Step.objects.of(person).filter(kind="sunscreen").get().key),
                "COUNT": str(uuid.uuid4()),
                "REMINDER": str(reminder.key),
            },
        )

    return make


def count_every_week(person: User) -> None:
    now = timezone.now()
    for weeks in range(9, 0, -1):
        at = now - timedelta(weeks=weeks)
        numbers = Numbers(by_region={Region.NOSE: weeks % 4, Region.LEFT_CHEEK: 3 + weeks})
        said = spots.Said(day=person.today(at), numbers=numbers)
        spots.save_count(user=person, key=uuid.uuid4(), said=said, at=at)


def secret_for(person: User, *scopes: Scope) -> str:
    wanted = Wanted(name="A reader", scopes=scopes)
    return make_token(user=person, key=uuid.uuid4(), wanted=wanted, at=timezone.now()).secret


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
