"""What things of a diary are called outside of this database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from routines.accounts.models import User
from routines.diary.models import HappeningKind, Product, Step
from routines.trends.models import Trial

TRIAL_KEY = re.compile(r"trial:([0-9]{1,19})")
GONE_TRIAL = "trial:gone:"
"""Begins the key of a trial that is no longer there, so that no later one is taken for it."""


@dataclass(kw_only=True)
class Names:
    """The names of one person's things, each kind read once, when it is first asked for."""

    user: User

    @cached_property
    def steps(self) -> dict[int, UUID]:
        return dict(Step.objects.of(self.user).values_list("pk", "key"))

    @cached_property
    def products(self) -> dict[int, UUID]:
        return dict(Product.objects.of(self.user).values_list("pk", "key"))

    @cached_property
    def trials(self) -> dict[str, str]:
        """The keys that reminders know trials by → their keys in a file."""
        rows = Trial.objects.of(self.user).values_list("pk", "step__key", "starts_on")
        return {f"trial:{pk}": f"trial:{key.hex}@{starts_on}" for pk, key, starts_on in rows}

    @cached_property
    def happenings(self) -> dict[str, str]:
        """Key → name of all that can happen."""
        return dict(HappeningKind.objects.values_list("key", "name"))

    def product(self, pk: int | None) -> UUID | None:
        return None if pk is None else self.products.get(pk)

    def rule_key(self, rule_key: str) -> str:
        """The same, but for a trial: its number means nothing elsewhere."""
        if TRIAL_KEY.fullmatch(rule_key) is None:
            return rule_key
        return self.trials.get(rule_key, GONE_TRIAL + rule_key.removeprefix("trial:"))
