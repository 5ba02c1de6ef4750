"""What this room tells somebody who takes their data out."""

from __future__ import annotations

from typing import Any

from routines.accounts.models import User
from routines.api.models import ApiToken
from routines.portability.writers.header import rows_of


def read_programs(user: User) -> list[dict[str, Any]]:
    """Return the programs that were ever let in; never a token. One query."""
    return rows_of(
        ApiToken.objects.of(user).order_by("made_at", "pk"),
        *("name", "scopes_kept", "made_at", "expires_at", "last_used_at", "revoked_at"),
    )
