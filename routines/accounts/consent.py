"""What the consent page shows: the text, what was agreed to when, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from routines.accounts import models
from routines.accounts.models import KEPT_AFTER_WITHDRAWAL, Consent, User


class State(StrEnum):
    GIVEN = "given"
    OLDER = "older"
    """The text has changed since."""

    WITHDRAWN = "withdrawn"
    NEVER = "never"


def text_of(version: int) -> str:
    """Return the template that holds a text."""
    return f"accounts/consent/text_{version}.html"


@dataclass(frozen=True, kw_only=True)
class ConsentPage:
    """A person's consents, newest first. One query."""

    state: State
    version: int
    consents: tuple[Consent, ...]
    removed_on: date | None
    """Where it was withdrawn: the day on which the diary is removed."""

    is_removed: bool

    @classmethod
    def of(cls, user: User, *, now: datetime) -> Self:
        consents = tuple(Consent.objects.of(user).newest_first())
        state = state_of(consents)
        ends_at = removal_of(consents) if state is State.WITHDRAWN else None
        return cls(
            state=state,
            version=models.CONSENT_VERSION,
            consents=consents,
            removed_on=user.today(ends_at) if ends_at else None,
            is_removed=ends_at is not None and ends_at <= now,
        )

    @property
    def text(self) -> str:
        return text_of(self.version)

    @property
    def days_kept(self) -> int:
        return KEPT_AFTER_WITHDRAWAL.days

    @property
    def given(self) -> Consent | None:
        """The newest that is in force."""
        return next((one for one in self.consents if one.withdrawn_at is None), None)

    @property
    def withdrawn_at(self) -> datetime | None:
        return max((one.withdrawn_at for one in self.consents if one.withdrawn_at), default=None)


def state_of(consents: tuple[Consent, ...]) -> State:
    versions = [one.version for one in consents if one.withdrawn_at is None]
    if models.CONSENT_VERSION in versions:
        return State.GIVEN
    if versions:
        return State.OLDER
    return State.WITHDRAWN if consents else State.NEVER


def removal_of(consents: tuple[Consent, ...]) -> datetime:
    """Return when a diary is removed of whose consents all were withdrawn."""
    return max(one.withdrawn_at for one in consents if one.withdrawn_at) + KEPT_AFTER_WITHDRAWAL
