"""Editors to test with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from routines.accounts.models import User


@pytest.fixture
def editor(make_user: Callable[..., User]) -> User:
    return as_editor(make_user("editor@example.org", is_staff=True))


@pytest.fixture
def other_editor(make_user: Callable[..., User]) -> User:
    return as_editor(make_user("other@example.org", is_staff=True))


@pytest.fixture
def editor_client(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def other_client(other_editor: User) -> Client:
    return client_of(other_editor)


def as_editor(person: User) -> User:
    person.groups.add(Group.objects.get(name="Guidance editors"))
    return person


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client
