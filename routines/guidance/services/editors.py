"""Who may edit guidance, and nothing else."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group
from django.db import transaction

from routines.accounts.models import User

GROUP: Final = "Guidance editors"
"""Made by a migration, with its permissions."""


@transaction.atomic
def make_editor(*, email: str) -> User:
    """Let the person with this address edit guidance. Raises User.DoesNotExist without one."""
    person = User.objects.get(email__iexact=email.strip())
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    person.groups.add(Group.objects.get(name=GROUP))
    return person
