"""The admin's catalogue of happenings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.diary.models import HappeningKind


@pytest.fixture
def editor(make_user: Callable[..., User]) -> Client:
    client = Client()
    client.force_login(make_user("editor@example.org", is_staff=True, is_superuser=True))
    return client


def address(kind: HappeningKind, what: str) -> str:
    return reverse(f"admin:diary_happeningkind_{what}", args=[kind.pk])


def test_admin_changes_a_kind_but_never_its_key(editor: Client) -> None:
    kind = HappeningKind.objects.get(key="picked")
    said = {"key": "other", "name": "Touched", "group": "hands", "icon": "eye", "position": "3"}
    assert editor.post(address(kind, "change"), said).status_code == 302
    kind.refresh_from_db()
    assert (kind.key, kind.name, kind.is_active) == ("picked", "Touched", False)


def test_admin_never_deletes_a_kind(editor: Client) -> None:
    kind = HappeningKind.objects.get(key="picked")
    assert editor.post(address(kind, "delete"), {"post": "yes"}).status_code == 403
    assert HappeningKind.objects.filter(pk=kind.pk).exists()


def test_admin_has_no_door_to_anybodys_diary() -> None:
    of_the_diary = {
        model.__name__
        for model in admin.site._registry
        if model._meta.app_label in {"diary", "changes"}
    }
    assert of_the_diary == {"HappeningKind"}
