"""Reading environment variables strictly: a bad value stops start-up and names the variable."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value")

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SHORTEST_SECRET = 32


@dataclass(frozen=True)
class Variable:
    """A variable that has been asked for, and what holds where it is not set."""

    name: str
    default: object


variables: dict[str, Variable] = {}
"""Every variable asked for so far, by name; the README's table names the same ones."""


def parse_flag(text: str) -> bool:
    """Read yes or no; django-environ would take any unknown word for no.

    Raises ValueError for a word that is neither.
    """
    word = text.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueError("write 1 or 0, true or false, yes or no, on or off")


def parse_count(text: str) -> int:
    """Read a whole number of nought or more. Raises ValueError otherwise."""
    number = int(text)
    if number < 0:
        raise ValueError("write a whole number of 0 or more")
    return number


def parse_positive(text: str) -> int:
    """Read a whole number of one or more. Raises ValueError otherwise."""
    number = int(text)
    if number < 1:
        raise ValueError("write a whole number of 1 or more")
    return number


def parse_list(text: str) -> list[str]:
    """Read words separated by commas; blanks are dropped."""
    return [word.strip() for word in text.split(",") if word.strip()]


def parse_path(text: str) -> str:
    """Read a piece of an address like "admin" or "staff/desk". Raises ValueError otherwise."""
    path = text.strip("/")
    if not re.fullmatch(r"[a-z0-9_-]+(/[a-z0-9_-]+)*", path):
        raise ValueError("write small letters, digits and hyphens, like back-office")
    return path


def parse_origin(text: str) -> str:
    """Read an address like https://diary.example. Raises ValueError for one with more to it."""
    origin = text.rstrip("/")
    if not re.fullmatch(r"https?://[^/?#@\s]+", origin):
        raise ValueError("write it like https://diary.example, without a path")
    return origin


def public_url(*, served_over_tls: bool, hosts: list[str]) -> str:
    """Return PUBLIC_URL, or the address that follows from the other settings and the port."""
    own = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    default = f"https://{hosts[0]}" if served_over_tls and hosts else own
    return read("PUBLIC_URL", parse_origin, default)


def parse_log_level(text: str) -> str:
    """Read the name of a log level. Raises ValueError for any other word."""
    level = text.strip().upper()
    if level not in LOG_LEVELS:
        raise ValueError(f"write one of {', '.join(LOG_LEVELS)}")
    return level


def read(name: str, parse: Callable[[str], Value], default: Value) -> Value:
    """Return the variable read by `parse`, or the default where it is not set.

    Raises ImproperlyConfigured naming the variable when its text can't be read.
    """
    variables[name] = Variable(name, default)
    text = os.environ.get(name)
    if text is None:
        return default
    try:
        return parse(text)
    except (ValueError, ImproperlyConfigured) as problem:
        raise ImproperlyConfigured(f"{name}={text!r} can't be read: {problem}") from problem


def read_address(name: str, default: str, known: frozenset[str]) -> str:
    """Return an address such as `sqlite:///…`, refusing schemes other than the known ones."""

    def parse(text: str) -> str:
        scheme = text.split(":", 1)[0]
        if scheme not in known:
            raise ValueError(f"it must begin with one of {', '.join(sorted(known))}")
        return text

    return read(name, parse, default)


def database(address: str) -> dict[str, object]:
    """Turn a database address into Django's dictionary.

    Raises ImproperlyConfigured for an address that can't be taken apart; it is not repeated in the
    message, as it may hold a password.
    """
    try:
        return dict(environ.Env.db_url_config(address))
    except (ValueError, KeyError) as problem:
        raise ImproperlyConfigured("DATABASE_URL can't be read") from problem


def push_key() -> str:
    """Return PUSH_KEY, empty where it is not set: then one is made when it is first needed.

    Raises ImproperlyConfigured for a text that is no key; it is not repeated in the message.
    """
    text = read("PUSH_KEY", str, "")
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{43}", text):
        raise ImproperlyConfigured("PUSH_KEY must be 32 bytes in URL-safe base64 without padding")
    return text


def secret_key(folder: Path) -> str:
    """Return SECRET_KEY, or one that is made once and kept in `folder`, for its owner's eyes only.

    Raises ImproperlyConfigured where it is neither given nor can be kept.
    """
    given = read("SECRET_KEY", str, "")
    if "SECRET_KEY" in os.environ:
        if len(given) < SHORTEST_SECRET:
            raise ImproperlyConfigured(
                f"SECRET_KEY must be at least {SHORTEST_SECRET} characters long"
            )
        return given
    path = folder / "secret-key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # O_EXCL: of two processes starting at once only one makes the key, the other reads it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    except OSError as problem:
        raise ImproperlyConfigured(
            f"SECRET_KEY is not set and can't be kept in {path}: {problem}"
        ) from problem
    return path.read_text()
