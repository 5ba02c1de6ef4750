"""A server of each kind, and a diary that may speak to this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from routines.reminders.channels import patience, vapid
from tests.channels.servers import (
    HOST,
    MailServer,
    WebServer,
    dripping_server,
    mail_server,
    web_server,
)


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    """A mail server that the diary sends by."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 2
        settings.MAIL_IS_CONFIGURED = True
        yield server


@pytest.fixture
def web() -> Iterator[WebServer]:
    with web_server() as server:
        yield server


@pytest.fixture
def dripping(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that never comes to an end, and little patience with it."""
    monkeypatch.setattr(patience, "LONGEST_WAIT", 0.3)
    with dripping_server() as port:
        yield port


@pytest.fixture
def private_allowed(settings: Any) -> None:
    settings.ALLOW_PRIVATE_HOSTS = True


@pytest.fixture(autouse=True)
def own_key(settings: Any) -> None:
    settings.PUSH_KEY = vapid.new_key()
