"""What a report speaks of, as an address and as kept with a link."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

from routines.trends.report.scope import COUNT_PARTS, Part, Scope

TODAY = date(2026, 11, 22)


def test_usual_scope_is_the_last_26_weeks_without_notes() -> None:
    scope = Scope.usual(TODAY)
    assert scope == Scope(
        first=date(2026, 5, 25), last=TODAY, parts=frozenset(Part), notes=frozenset()
    )
    assert (scope.last - scope.first).days + 1 == 26 * 7


def test_scope_is_read_back_from_what_a_link_keeps() -> None:
    scope = Scope(
        first=date(2024, 2, 29),
        last=TODAY,
        parts=frozenset({Part.CHART, Part.ROUTINE}),
        notes=frozenset({"day-3", "count-12"}),
    )
    assert Scope.from_json(scope.to_json()) == scope


def test_part_that_is_no_longer_known_is_left_out() -> None:
    kept = Scope.usual(TODAY).to_json() | {"parts": ["chart", "horoscope"]}
    assert Scope.from_json(kept).parts == {Part.CHART}


def test_address_holds_days_and_keys_only() -> None:
    scope = Scope(
        first=TODAY, last=TODAY, parts=frozenset({Part.CHART}), notes=frozenset({"day-3"})
    )
    assert parse_qs(scope.address[1:]) == {
        "first": ["2026-11-22"],
        "last": ["2026-11-22"],
        "parts": ["chart"],
        "notes": ["day-3"],
    }


def test_hidden_counts_leave_the_other_parts() -> None:
    assert Scope.usual(TODAY).without_counts().parts == frozenset(Part) - COUNT_PARTS
