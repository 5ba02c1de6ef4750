"""What a person set about themselves and about being reminded, as it comes with a file."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from routines.accounts import services as accounts
from routines.accounts.models import User
from routines.portability.services.journal import Columns, Line, columns_of, digest_of
from routines.portability.values import Preferences
from routines.reminders.models import Plan
from routines.reminders.services import plans

TABLE = "settings"
_OF_USER = (
    *(field.name for field in fields(accounts.Preferences)),
    "time_zone_confirmed_at",
)


def put_preferences(*, user: User, preferences: Preferences, at: datetime) -> Line:
    """Set them, and return the line of the journal."""
    said: dict[str, Any] = asdict(preferences)
    before = {**_settings_of(user), "pk": user.pk}
    paused_until = said.pop("reminders_paused_until")
    wanted = {name: value for name, value in said.items() if name in _OF_USER}
    accounts.save_preferences(user=user, preferences=accounts.Preferences(**wanted), at=at)
    names = [field.name for field in fields(plans.PlanSettings)]
    settings = {name: said[name] for name in names if name in said}
    plans.save_settings(
        user=user, settings=plans.PlanSettings(**settings, paused_until=paused_until), at=at
    )
    return Line(TABLE, user.pk, "", "", digest_of(_settings_of(user)), before)


def is_untouched(*, user: User, line: Line) -> bool:
    return digest_of(_settings_of(user)) == line.digest


def restore_preferences(*, user: User, before: Columns, at: datetime) -> None:
    """Set what was set before."""
    for name in _OF_USER:
        field = User._meta.get_field(name)  # noqa: SLF001 - Django's own public name
        setattr(user, name, field.to_python(before["user"][name]))  # type: ignore[union-attr]
    user.save(update_fields=list(_OF_USER))
    plan = Plan(user=user)
    for name, value in before["plan"].items():
        field = Plan._meta.get_field(name)  # noqa: SLF001 - Django's own public name
        setattr(plan, name, field.to_python(value))  # type: ignore[union-attr]
    plans.save_settings(user=user, settings=plans.PlanSettings.of(plan), at=at)


def _settings_of(user: User) -> Columns:
    plan = columns_of(plans.read_plan(user))
    person = columns_of(user)
    return {
        "user": {name: person[name] for name in _OF_USER},
        "plan": {field.name: plan[field.name] for field in fields(plans.PlanSettings)},
    }
