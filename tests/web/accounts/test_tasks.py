"""Daily tidying."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from routines.accounts import tasks
from routines.accounts.models import User


def log_in(client: Client, user: User) -> None:
    data = {"login": user.email, "password": "a long enough password"}
    client.post(reverse("account_login"), data)


def test_expired_sessions_go_with_what_was_noted_for_them(alice: User) -> None:
    kept, expired = Client(), Client()
    log_in(kept, alice)
    log_in(expired, alice)
    Session.objects.filter(session_key=expired.session.session_key).update(
        expire_date=timezone.now() - timedelta(days=1)
    )

    assert tasks.clear_sessions() == 1
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [
        kept.session.session_key
    ]


@pytest.mark.django_db
def test_expired_cache_rows_go_and_the_others_stay(settings: Any) -> None:
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache"}}
    call_command("createcachetable")
    caches["default"].set("kept", 1, 60)
    caches["default"].set("expired", 1, -60)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cache VALUES ('old', 'x', '2020-01-01 00:00:00')")

    assert tasks.clear_cache_rows() >= 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert cursor.fetchall() == [(":1:kept",)]


def test_cache_that_forgets_by_itself_is_left_alone() -> None:
    assert tasks.clear_cache_rows() == 0
