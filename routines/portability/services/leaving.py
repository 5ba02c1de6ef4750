"""Leaving, with the diary alone or with everything: at once, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TypeVar

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from routines.accounts import traces
from routines.accounts.models import (
    CONSENT_VERSION,
    KEPT_AFTER_WITHDRAWAL,
    Consent,
    SkinType,
    User,
)
from routines.diary.services.routine import start_routine
from routines.portability.belongings import Belonging, belongings, mentions
from routines.reminders.models import Plan

Answer = TypeVar("Answer")
DEADLOCK = "40P01"
"""What PostgreSQL calls two who wait for each other; it ends one of them, which may begin anew."""
MOST_TRIES = 5


def delete_data(*, user: User, at: datetime) -> None:
    """Remove the diary and all that was made of it; the account stays, with a first routine.

    Raises User.DoesNotExist where the account is gone.
    """
    _despite_deadlocks(partial(_delete_data, user, at))
    traces.forget_figures(user)


def leave(*, user: User) -> bool:
    """Remove the person and every row and file that is theirs; say whether they were still there.

    Two who call it at a time: the second waits for the first, and finds nobody.
    """
    strays = traces.unlisted_sessions(user)
    try:
        _despite_deadlocks(partial(_remove, user, strays))
    except User.DoesNotExist:
        return False
    traces.forget_cached(user)
    traces.remove_mail_files(user.email)
    return True


def remove_withdrawn(*, now: datetime) -> int:
    """Remove the diaries whose people withdrew their consent long enough ago; return how many."""
    moment = now - KEPT_AFTER_WITHDRAWAL
    removed = 0
    for user in list(_gone_since(moment)):
        if _despite_deadlocks(partial(_delete_if_gone, user, moment, now)):
            traces.forget_figures(user)
            removed += 1
    return removed


def _despite_deadlocks(do: Callable[[], Answer]) -> Answer:
    """Do it again where somebody else, who had begun to write for the person, was let go first."""
    for _ in range(MOST_TRIES - 1):
        try:
            return do()
        except OperationalError as problem:
            if getattr(problem.__cause__, "sqlstate", "") != DEADLOCK:
                raise
    return do()


@transaction.atomic
def _delete_data(user: User, at: datetime) -> None:
    _hold_all(user)
    _empty(user, [one for one in belongings() if one.is_diary])
    skin = {"skin_type": SkinType.UNSAID, "exfoliation_cap": None}
    User.objects.filter(pk=user.pk).update(**skin)
    # Whoever withdrew begins anew when they agree again.
    if Consent.objects.of(user).in_force().filter(version=CONSENT_VERSION).exists():
        start_routine(user=user, today=user.today(at))


@transaction.atomic
def _delete_if_gone(user: User, moment: datetime, at: datetime) -> bool:
    User.objects.hold(user)
    # They may have come back at this very moment.
    if not _gone_since(moment).filter(pk=user.pk).exists():
        return False
    _delete_data(user, at)
    return True


@transaction.atomic
def _remove(user: User, strays: list[str]) -> None:
    _hold_all(user)
    listed = UserSession.objects.filter(user=user).values("session_key")
    Session.objects.filter(Q(session_key__in=listed) | Q(session_key__in=strays)).delete()
    _empty(user, belongings())
    for mention in mentions():
        rows = mention.model._base_manager.filter(**{mention.column: user.pk})  # noqa: SLF001 - Django's own public name
        rows.update(**{mention.column: None})
    people = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=people, object_id=str(user.pk)).delete()
    person = User.objects.filter(pk=user.pk)
    person._raw_delete(person.db)  # noqa: SLF001 - one statement, and no row is loaded


def _empty(user: User, tables: Iterable[Belonging]) -> None:
    for table in tables:
        for rows in table.rows(user):
            rows._raw_delete(rows.db)  # noqa: SLF001 - as above


def _hold_all(user: User) -> None:
    """Let everybody who writes for this person finish, and the next ones find nobody.

    In the order in which others hold them: their own writers, a pass, then whatever only points to
    the person, such as a login. SQLite has one writer at a time anyhow.
    """
    User.objects.hold(user)
    list(Plan.objects.select_for_update().filter(user=user).values_list("pk"))
    User.objects.select_for_update().values_list("pk").get(pk=user.pk)


def _gone_since(moment: datetime) -> QuerySet[User]:
    """Who agrees to nothing, has withdrawn everything by `moment`, and still has a diary here."""
    theirs = Consent.objects.filter(user=OuterRef("pk"))
    since = theirs.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment))
    keeps = Q()
    for belonging in belongings():
        if belonging.is_diary:
            keeps |= Q(belonging.exists())
    return User.objects.filter(keeps, Exists(theirs), ~Exists(since)).order_by("pk")
