"""Daily tidying: what has expired is thrown away."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connections, router
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task


def clear_sessions() -> int:
    """Delete expired sessions, and with them the addresses and browsers noted for them."""
    call_command("clearsessions")
    orphans = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    deleted: int = orphans.delete()[0]
    return deleted


def clear_cache_rows() -> int:
    """Delete expired rows of the cache table; other caches forget by themselves."""
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    connection = connections[router.db_for_write(cache.cache_model_class)]
    table = connection.ops.quote_name(cache.cache_model_class._meta.db_table)  # noqa: SLF001
    # The cache keeps its times in whole seconds, without a zone.
    now = timezone.now().replace(microsecond=0, tzinfo=None)
    statement = f"DELETE FROM {table} WHERE expires < %s"  # noqa: S608 - a name of ours, quoted
    with connection.cursor() as cursor:
        cursor.execute(statement, [connection.ops.adapt_datetimefield_value(now)])
        return int(cursor.rowcount)


@db_periodic_task(crontab(hour="4", minute="17"))  # type: ignore[untyped-decorator]
def tidy_daily() -> None:
    clear_sessions()
    clear_cache_rows()
