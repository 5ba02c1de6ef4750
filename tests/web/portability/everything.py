"""Somebody who used everything there is: a row in each table that hangs on a person.

A table that nobody thought of here gets a row by the look of its columns. Where that doesn't do,
say in `HOW` how one is made.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import models
from django.test import Client

from routines.accounts.models import User
from routines.api.scopes import Scope as TokenScope
from routines.api.services import Wanted, make_token
from routines.diary.models import DayNote, Entry, Happening, HappeningKind, Pause, Product, Step
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.entries import Said, log_step
from routines.diary.services.routine import start_routine
from routines.guidance.models import Draft, Signature, Topic, TopicRevision, Upload
from routines.portability.belongings import Belonging, belongings
from routines.portability.files import keep
from routines.reminders.models import Nudge, Outgoing, Plan, Rest, Wish
from routines.reminders.services import feeds
from routines.spots.models import Count
from routines.trends.memory import remember
from routines.trends.models import ReportView, Trial
from routines.trends.report.scope import Scope
from routines.trends.report.sharing import Sharing, share
from tests.conftest import NOON
from tests.web.guidance.topics import publish, text
from tests.web.reminders.given import make_destination
from tests.web.reminders.rows import make_reminder

WORD = "quixotically"
"""Stands in all that the person wrote."""
HOW: dict[str, Callable[[User], Any]] = {}
"""How a row of a table is made, by its label, where its columns do not tell."""


def use_everything(user: User) -> None:
    """Let somebody use all there is, at the tests' present."""
    load_catalogue()
    today = user.today(NOON)
    _keep_a_diary(user, today)
    _be_reminded(user, today)
    _show_others(user, today)
    _edit(user)
    _log_in(user)
    _make_what_is_missing(user)


def _keep_a_diary(user: User, today: date) -> None:
    start_routine(user=user, today=today, at=NOON)
    step = Step.objects.of(user).earliest("pk")
    product = Product.objects.create(user=user, name=WORD)
    said = Said(answer="done", note=WORD)
    log_step(user=user, day=today, step_id=step.pk, said=said, at=NOON, today=today)
    Entry.objects.of(user).update(product=product)
    step.terms.update(product=product)
    kind = HappeningKind.objects.get(key="strong-sun")
    Happening.objects.create(user=user, day=today, kind=kind, note=WORD, given_at=NOON)
    DayNote.objects.create(user=user, day=today, text=WORD, given_at=NOON)
    Pause.objects.create(user=user, starts_on=today, ends_on=today, reason=WORD)
    Count.objects.create(user=user, day=today, counted_at=NOON, given_at=NOON, nose=3, note=WORD)
    start = today + timedelta(days=3)
    Trial.objects.create(user=user, step=step, starts_on=start, blocks=4)


def _be_reminded(user: User, today: date) -> None:
    Plan.objects.update_or_create(user=user, defaults={"next_pass_at": NOON})
    Nudge.objects.create(user=user, slot="evening", at=time(21, 30))
    Rest.objects.create(user=user, rule_key=WORD, made_at=NOON)
    Wish.objects.create(user=user, kind="tip", channel="email", wanted=False)
    destination = make_destination(user, label=WORD)
    outgoing = Outgoing.objects.create(
        user=user, destination=destination, made_at=NOON, due_at=NOON, next_try_at=NOON
    )
    outgoing.reminders.add(make_reminder(user, message=WORD))
    feeds.make_feed(user=user, at=NOON)


def _show_others(user: User, today: date) -> None:
    sharing = Sharing(scope=Scope.usual(today), reader=WORD)
    link = share(user=user, key=uuid.uuid4(), sharing=sharing, at=NOON)
    ReportView.objects.create(link=link, viewed_at=NOON, device="Firefox")
    keep(user=user, chunks=[WORD.encode()], at=NOON)
    wanted = Wanted(name=WORD, scopes=list(TokenScope))
    make_token(user=user, key=uuid.uuid4(), wanted=wanted, at=NOON)
    remember((user.pk, 1, WORD), lambda: {"user": user.pk})


def _edit(user: User) -> None:
    Signature.objects.create(editor=user, name=WORD)
    Upload.objects.create(editor=user, data=b"zip", based_on={}, uploaded_at=NOON)
    topic = Topic.objects.filter(slug="a-topic").first() or publish(text("a-topic"))
    Draft.objects.create(editor=user, topic=topic, fields={"title": WORD}, saved_at=NOON)
    TopicRevision.objects.create(
        topic=topic,
        number=topic.revisions.count() + 1,
        author=user,
        text="The article says",
        made_at=NOON,
    )
    user.groups.add(Group.objects.get(name="Guidance editors"))
    user.user_permissions.add(Permission.objects.earliest("pk"))
    for target in (topic, user):
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(target),
            object_id=str(target.pk),
            object_repr=str(target),
            action_flag=CHANGE,
        )


def _log_in(user: User) -> None:
    """In a browser that is listed, and by a session that nobody listed."""
    address, _ = EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    EmailConfirmation.create(address).save()
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    listed, unlisted = Client(), Client()
    listed.force_login(user)
    unlisted.force_login(user)
    key = listed.session.session_key
    UserSession.objects.create(user=user, session_key=key, ip="192.0.2.1", user_agent=WORD)
    for name in (
        f"allauth:rl:allauth.account:test_message:10/3600/user:user:{user.pk}",
        f"allauth.mfa.totp.used?user={user.pk}&code=123456",
    ):
        cache.set(name, [user.pk], 3600)


def _make_what_is_missing(user: User) -> None:
    """Pointed at before pointing, as the rows need each other."""
    for belonging in reversed(belongings()):
        if not has_rows(belonging, user):
            _make(belonging.model, user)
        assert has_rows(belonging, user), f"say in HOW how to make {belonging.model._meta.label}"


def has_rows(belonging: Belonging, user: User) -> bool:
    return all(rows.exists() for rows in belonging.rows(user))


def _make(model: type[models.Model], user: User) -> None:
    label = model._meta.label
    if label in HOW:
        HOW[label](user)
        return
    try:
        model._base_manager.create(
            **{
                field.name: _value(field, user)
                for field in model._meta.concrete_fields
                if not (field.primary_key and not field.is_relation)
                and not (field.has_default() or field.null)
            }
        )
    except Exception as problem:
        raise AssertionError(f"say in HOW how to make {label}") from problem


def _value(field: models.Field[Any, Any], user: User) -> Any:
    if isinstance(field, models.ForeignKey):
        target = field.remote_field.model
        return user if target is User else target._base_manager.filter(user=user).latest("pk")
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.CharField) and field.max_length:
        return secrets.token_hex(20)[: field.max_length]
    if isinstance(field, models.DateTimeField) and field.name.startswith(("expires", "ends")):
        return NOON + timedelta(days=7)
    for kind, value in VALUES:
        if isinstance(field, kind):
            return value
    raise TypeError(f"no value is known for {field}")


VALUES: tuple[tuple[type[Any], object], ...] = (
    (models.DateTimeField, NOON),
    (models.DateField, datetime.date(NOON)),
    (models.TimeField, time(9)),
    (models.UUIDField, uuid.UUID(int=7)),
    (models.BooleanField, False),
    (models.IntegerField, 1),
    (models.GenericIPAddressField, "192.0.2.1"),
    (models.BinaryField, b"x"),
    (models.JSONField, {}),
    (models.TextField, "x"),
)
