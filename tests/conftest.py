"""People to test with: Alice owns a diary, Bob is a stranger to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import settings as hypothesis_settings

from routines.accounts.models import CONSENT_VERSION, Consent, User

# How long an example takes says more of what else the machine does than of the code.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""A Sunday, the tests' usual present."""


@pytest.fixture(autouse=True)
def plain_settings(settings: pytest.FixtureRequest) -> None:
    """No built front end, no cache between tests, no slow password hashing."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = None
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Makes people who agreed to keep a diary."""

    def make(email: str, **fields: object) -> User:
        fields.setdefault("time_zone", "Europe/Berlin")
        fields.setdefault("time_zone_confirmed_at", NOON)
        user = User.objects.create_user(email, "a long enough password", **fields)
        Consent.objects.create(user=user, version=CONSENT_VERSION, given_at=NOON)
        return user

    return make


@pytest.fixture
def alice(make_user: Callable[..., User]) -> User:
    return make_user("alice@example.org")


@pytest.fixture
def bob(make_user: Callable[..., User]) -> User:
    return make_user("bob@example.org")


@pytest.fixture
def alice_client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def bob_client(bob: User) -> Client:
    client = Client()
    client.force_login(bob)
    return client
