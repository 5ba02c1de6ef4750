"""Many looks at once: how many of them would find something by chance."""

from __future__ import annotations

from collections.abc import Sequence


def discoveries(p_values: Sequence[float], rate: float) -> list[bool]:
    """Return which of the looks may be believed, so that of these at most `rate` are false.

    Benjamini and Hochberg (1995): with m values in order, all up to the last k for which
    p_(k) ≤ rate · k / m.
    """
    ranked = sorted(p_values)
    limits = [
        value
        for place, value in enumerate(ranked, start=1)
        if value <= rate * place / len(p_values)
    ]
    return [bool(limits) and value <= limits[-1] for value in p_values]
