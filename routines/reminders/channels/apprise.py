"""Chat and push services by Apprise: ntfy, Gotify, Telegram, Matrix, Pushover, Slack, Discord …

A person brings an address that Apprise understands. Only some of its services are let in, with few
of their options: others read files of this machine, run programs, or speak to any port anywhere.
Apprise is loaded inside functions, because it takes a third of a second.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.urls import reverse

from routines.reminders import links
from routines.reminders.channels import TITLE, Message, Refused, Retry, Target, patience
from routines.reminders.channels.discreet import lock_screen_words
from routines.reminders.channels.hosts import (
    PrivateHost,
    UnknownHost,
    addresses_of,
    only_public_connections,
)
from routines.reminders.channels.patience import TookTooLong

SERVICES = {
    "ntfy": "ntfy",
    "ntfys": "ntfy",
    "gotify": "Gotify",
    "gotifys": "Gotify",
    "tgram": "Telegram",
    "matrix": "Matrix",
    "matrixs": "Matrix",
    "pover": "Pushover",
    "pbul": "Pushbullet",
    "slack": "Slack",
    "discord": "Discord",
    "mmost": "Mattermost",
    "mmosts": "Mattermost",
    "zulip": "Zulip",
}
"""What Apprise calls a service, and what people call it."""
OWN_SERVERS = frozenset({"ntfy", "Gotify", "Matrix", "Mattermost"})
"""Services that anybody can run: their address names the host. `ntfy://topic` alone names none, it
stands for a topic at the public server ("cloud")."""
OPTIONS = frozenset(
    {"priority", "tags", "auth", "mode", "version", "v", "silent", "thread", "topic", "sound"}
)
LONGEST = 500
STATUS = re.compile(r"error=(\d{3})")
TEST_WORDS = "This is the test you asked for. Reminders will reach you here."


class BadAddress(ValueError):  # noqa: N818 - it is an answer, not an error
    """The address can't be used; the text says why, in words for the person."""


def read_address(text: str, *, private_allowed: bool) -> dict[str, Any]:
    """Return a destination's address: the URL, and what of it may be shown. Raises BadAddress."""
    url = text.strip()
    if len(url) > LONGEST or not url.isprintable():
        raise BadAddress(f"An address has at most {LONGEST} characters, all on one line.")
    service = _service_of(url)
    plugin = _plugin_of(url)
    if plugin is None:
        raise BadAddress(
            f"This is not a whole address for {service}. Compare it with the examples?"
        )
    if service not in OWN_SERVERS or getattr(plugin, "mode", "") == "cloud":
        return {"url": url, "service": service, "host": ""}
    _check_host(plugin, private_allowed=private_allowed)
    return {"url": url, "service": service, "host": str(plugin.host)}


def _service_of(url: str) -> str:
    from apprise.plugins import url_to_dict

    with _listening():
        parts = url_to_dict(url)  # type: ignore[no-untyped-call]
    service = SERVICES.get((parts or {}).get("schema", ""))
    if service is None:
        known = ", ".join(dict.fromkeys(SERVICES.values()))
        raise BadAddress(f"This is not an address of a service we know: {known}.")
    for name in _options_of(url):
        if name not in OPTIONS:
            raise BadAddress(f"The option “{name[:20]}” is not taken here. Leave it out.")
    return service


def _options_of(url: str) -> list[str]:
    """The names of the options, divided as Apprise divides them: by & and by ; alike."""
    query = url.partition("?")[2].replace(";", "&")
    return [name for name, _ in parse_qsl(query, keep_blank_values=True)]


def _plugin_of(url: str) -> Any:
    """Return Apprise's object for this address, or None where it can't be one."""
    from apprise import Apprise, AppriseAsset, PersistentStoreMode

    asset = AppriseAsset(
        app_id=TITLE,
        app_desc=TITLE,
        app_url=settings.PUBLIC_URL,
        image_url_mask="",
        image_url_logo="",
        http_redirects=False,
        allow_templates=False,
        secure_logging=True,
        storage_mode=PersistentStoreMode.MEMORY,
    )
    with _listening():
        return Apprise.instantiate(url, asset=asset, suppress_exceptions=True)


def _check_host(plugin: Any, *, private_allowed: bool) -> None:
    """Raises BadAddress for a server we may not speak to."""
    try:
        addresses_of(plugin.host, plugin.port or 443, private_allowed=private_allowed)
    except PrivateHost as problem:
        raise BadAddress(
            "This server is on a private address, which this diary's operator has not allowed."
        ) from problem
    except UnknownHost as problem:
        raise BadAddress("There is no server by this name. Is it spelled right?") from problem


def send(message: Message, target: Target) -> None:
    """Hand the message to the service. Raises Retry or Refused.

    The host is looked at once more, at the very moment of connecting: a name may lead elsewhere by
    now. Redirects are not followed.
    """
    plugin = _plugin_of(target.address["url"])
    if plugin is None:
        raise Refused("This address is not understood any more. Please add it again.")
    service = target.address["service"]
    try:
        said = patience.within(
            patience.LONGEST_WAIT, partial(_notify, plugin, text_of(message, target))
        )
    except PrivateHost as problem:
        raise Refused("The server is on a private address, which is not allowed here.") from problem
    except TookTooLong as problem:
        raise Retry(f"{service} took too long to answer.") from problem
    if said is not None:
        raise refusal(service, said)


def _notify(plugin: Any, text: str) -> str | None:
    """Return None where the service took it, else what Apprise says. Raises PrivateHost."""
    private_allowed = settings.ALLOW_PRIVATE_HOSTS
    with only_public_connections(private_allowed=private_allowed) as watch, _listening() as heard:
        is_taken = plugin.notify(title=TITLE, body=text)
    if watch.refused:
        raise PrivateHost("the guard refused it")
    return None if is_taken else " ".join(heard)


def refusal(service: str, heard: str) -> Retry | Refused:
    """Return what the service's answer means; of Apprise's own words only the status is used."""
    found = STATUS.search(heard)
    if found is None:
        return Retry(f"{service} could not be reached.")
    status = int(found[1])
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Retry(f"{service} is busy (it answered {status}).")
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Refused(f"{service} does not accept the password or token (it answered {status}).")
    if status == HTTPStatus.NOT_FOUND:
        return Refused(f"{service} does not know this topic, chat or token (it answered 404).")
    return Refused(f"{service} refused the message (it answered {status}).")


def text_of(message: Message, target: Target) -> str:
    """Return the words, and below them one link to answer by: it opens a page, and only asks."""
    if message.is_test:
        return TEST_WORDS
    wanted = bool(target.address.get("words", True))
    words = lock_screen_words(message.lines, words_wanted=wanted)
    token = links.sign(links.Purpose.ANSWER, [key.hex for key in message.keys], at=message.at)
    return f"{words}\n\n{message.base_url}{reverse('reminders:answer', args=[token])}"


class _Ear(logging.Handler):
    """Keeps what one thread says."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.heard.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Apprise tells what went wrong to its log alone; settings keep that from every other log."""
    logger = logging.getLogger("apprise")
    ear = _Ear()
    logger.addHandler(ear)
    try:
        yield ear.heard
    finally:
        logger.removeHandler(ear)
