"""What is left of a person outside of the tables that point to them: sessions, cache, mail files.

None of it says much, and all of it would end by itself; but who leaves, leaves at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import connections, router

from routines.accounts.models import User

FILES = "django.core.mail.backends.filebased.EmailBackend"
BETWEEN = b"-" * 79 + b"\n"
"""What that backend writes after each message; those of one moment may share a file."""


def unlisted_sessions(user: User) -> list[str]:
    """Return the keys of the sessions that are theirs and that the list of sessions misses."""
    listed = UserSession.objects.values("session_key")
    unlisted = Session.objects.exclude(session_key__in=listed).iterator()
    return [one.session_key for one in unlisted if _is_of(one, user)]


def _is_of(session: Session, user: User) -> bool:
    return bool(session.get_decoded().get("_auth_user_id") == str(user.pk))


def forget_cached(user: User) -> None:
    """Throw away what the cache keeps for them: limits of tries, used codes, figures worked out."""
    address = hashlib.sha256(user.email.encode()).hexdigest()
    _delete_from_cache(
        [
            f"*:user:{user.pk}",
            f"*:user:{user.pk}:lock",
            f"*user={user.pk}&*",
            f"*:{address}",
            *figures_of(user),
        ]
    )


def forget_figures(user: User) -> None:
    """Throw away only what was worked out from their diary."""
    _delete_from_cache(figures_of(user))


def figures_of(user: User) -> list[str]:
    """Return under which names rooms keep what they work out of a diary (see trends.memory)."""
    return [f"*:of:{user.pk}:*"]


def _delete_from_cache(patterns: Iterable[str]) -> None:
    cache = caches["default"]
    if isinstance(cache, DatabaseCache):
        _delete_rows(cache, patterns)
    elif isinstance(cache, RedisCache):
        # There is no public way to look for keys.
        client = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]  # noqa: SLF001
        for pattern in patterns:
            for key in client.scan_iter(match=pattern):
                client.delete(key)


def _delete_rows(cache: DatabaseCache, patterns: Iterable[str]) -> None:
    connection = connections[router.db_for_write(cache.cache_model_class)]
    table = connection.ops.quote_name(cache.cache_model_class._meta.db_table)  # noqa: SLF001 - as above
    with connection.cursor() as cursor:
        for pattern in patterns:
            statement = f"DELETE FROM {table} WHERE cache_key LIKE %s"  # noqa: S608 - a name of ours
            cursor.execute(statement, [pattern.replace("*", "%")])


def remove_mail_files(address: str) -> None:
    """Remove the messages to an address where mail is written to files.

    One that only holds its letters, such as joann@… for ann@…, is somebody else's.
    """
    named = re.escape(address.encode())
    theirs = re.compile(rb"(?<![\w.+-])" + named + rb"(?![\w-]|\.\w)", re.IGNORECASE)
    for file in _mail_files():
        messages = file.read_bytes().split(BETWEEN)
        kept = [message for message in messages if not theirs.search(message)]
        if not b"".join(kept).strip():
            file.unlink(missing_ok=True)
        elif len(kept) < len(messages):
            file.write_bytes(BETWEEN.join(kept))


def _mail_files() -> Iterator[Path]:
    if settings.EMAIL_BACKEND == FILES and settings.EMAIL_FILE_PATH:
        yield from Path(settings.EMAIL_FILE_PATH).glob("*.log")
