"""Two versions of a topic: each part that differs is named, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from routines.guidance.differences import Fate, Gap, Mark, Piece
from routines.guidance.files import Place
from routines.guidance.text import CautionLevel, ReviewStatus, Section
from routines.guidance.versions import Difference, Version, differing_versions
from tests.web.guidance.topics import text

LOW = "Remind when sunscreen is done on fewer than 5 of the last 7 days, at most every day: Go on."
SAME = text(body=f"Hello.\n\n{LOW}", caution_level=CautionLevel.NONE, sources=())


def parts(difference: Difference) -> dict[str, str]:
    """What differs, with − before what is gone and + before what is new."""
    signs = {Mark.SAME: "", Mark.ADDED: "+", Mark.REMOVED: "−"}
    return {
        part.label: "|".join(signs[piece.mark] + piece.text for piece in part.pieces)
        for part in difference.parts
    }


def test_same_version_differs_in_nothing() -> None:
    difference = differing_versions(Version(SAME, Place()), Version(SAME, Place()))
    assert difference.is_nothing
    assert (difference.parts, difference.lines) == ((), (Gap(3),))
    assert [change.fate for change in difference.rules] == [Fate.KEPT]
    assert difference.said_rules == ()


def test_every_part_that_differs_is_named() -> None:
    old = Version(replace(SAME, sources=("AAD",)), Place(1))
    new = Version(
        replace(
            SAME,
            title="All about steam",
            section=Section.TYPES,
            summary="All about it.",
            caution_level=CautionLevel.CAUTION,
            sources=("AAD", "NHS"),
            review_status=ReviewStatus.REVIEWED,
            reviewed_by="Dr. B",
            reviewed_on=date(2026, 1, 2),
        ),
        Place(2, is_published=False, review_due_on=date(2027, 1, 2)),
    )
    difference = differing_versions(old, new)
    assert parts(difference) == {
        "Title": "−About|+All about| steam",
        "Section": "−Home remedies|+Types",
        "Summary": "All about |−steam|+it|.",
        "Caution level": "−none|+caution",
        "Sources": "AAD|+\nNHS",
        "Review": "−edited|+reviewed by a clinician",
        "Reviewed by": "+Dr. B",
        "Reviewed on": "+2026-01-02",
        "Shown to readers": "−yes|+no",
        "Position": "−1|+2",
        "Look at it again on": "+2027-01-02",
    }
    assert not difference.changes_body
    assert not difference.is_nothing


def test_place_that_is_not_known_is_not_compared() -> None:
    assert differing_versions(Version(SAME), Version(SAME, Place(5))).is_nothing


def test_new_topic_is_new_in_every_part() -> None:
    difference = differing_versions(None, Version(SAME, Place()))
    assert parts(difference)["Address"] == "+steam"
    marks = [line.mark for line in difference.lines if not isinstance(line, Gap)]
    assert marks == [Mark.ADDED, Mark.ADDED, Mark.ADDED]
    assert [change.fate for change in difference.rules] == [Fate.ADDED]


def test_rules_that_differ_are_said_in_one() -> None:
    new = replace(SAME, body=SAME.body.replace("5 of", "6 of"))
    (said,) = differing_versions(Version(SAME), Version(new)).said_rules
    assert said.change.fate is Fate.REPLACED
    assert said.pieces[:3] == (
        Piece("Remind when sunscreen is done on fewer than ", Mark.SAME),
        Piece("5", Mark.REMOVED),
        Piece("6", Mark.ADDED),
    )


def test_rule_with_a_problem_is_no_rule() -> None:
    broken = replace(SAME, body=SAME.body.replace("sunscreen", "sunscren"))
    fates = [c.fate for c in differing_versions(Version(SAME), Version(broken)).rules]
    assert fates == [Fate.REMOVED]
