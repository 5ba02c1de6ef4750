"""What values are named by, and what rows are."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from routines.accounts.models import User
from routines.diary.models import HappeningKind, Product, Step
from routines.portability.planning.standing import TRIAL_RULE, trial_rule
from routines.trends.models import Trial


@dataclass
class Names:
    """What values are named by → what rows are, and back. Grows as rows are made."""

    user: User
    steps: dict[UUID, int] = field(default_factory=dict)
    step_keys: dict[int, UUID] = field(default_factory=dict)
    step_kinds: dict[int, str] = field(default_factory=dict)
    products: dict[UUID, int] = field(default_factory=dict)
    happenings: dict[str, int] = field(default_factory=dict)
    happening_keys: dict[int, str] = field(default_factory=dict)
    trials: dict[str, int] = field(default_factory=dict)
    trial_names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, user: User) -> Names:
        """Four queries."""
        names = cls(user=user)
        for step in Step.objects.of(user):
            names.add_step(step)
        names.products = dict(Product.objects.of(user).values_list("key", "pk"))
        names.happenings = dict(HappeningKind.objects.values_list("key", "pk"))
        names.happening_keys = {pk: key for key, pk in names.happenings.items()}
        for trial in Trial.objects.of(user):
            names.add_trial(trial)
        return names

    def add_step(self, step: Step) -> None:
        self.steps[step.key] = step.pk
        self.step_keys[step.pk] = step.key
        self.step_kinds[step.pk] = step.kind

    def add_trial(self, trial: Trial) -> None:
        name = trial_rule(self.step_keys[trial.step_id], trial.starts_on)
        self.trials[name] = trial.pk
        self.trial_names[f"trial:{trial.pk}"] = name

    def rule_key(self, key: str) -> str:
        """The key by which this database knows a rule, a nudge or a trial."""
        return f"trial:{self.trials[key]}" if TRIAL_RULE.fullmatch(key) else key

    def outward(self, rule_key: str) -> str:
        """The key by which files know it."""
        return self.trial_names.get(rule_key, rule_key)

    def product(self, key: UUID | None) -> int | None:
        return None if key is None else self.products[key]
