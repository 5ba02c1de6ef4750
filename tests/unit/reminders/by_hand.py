"""The rules that the guidance asks for, made by hand: what the starter texts have to come to."""

from __future__ import annotations

from routines.guidance.rules import (
    AllOf,
    AnyOf,
    Condition,
    CountedOften,
    CountRises,
    DoneAfter,
    DoneMoreThanCap,
    DoneOnAtLeast,
    DoneOnFewer,
    DoneOnSameDay,
    DoneTimesADay,
    DoneTwiceWithin,
    HappenedOn,
    MissedInARow,
    MoreSpots,
    NoCount,
    NothingLogged,
    Pace,
    RoutineChanged,
    Rule,
    RuleKind,
    SkinTypeIs,
    SpotsAtEveryCount,
    StandingRule,
    TrendsViewed,
    Unless,
)
from routines.guidance.saying import canonical, key_of

WARNINGS = (
    *("bleeding", "crusting", "pain", "spreading-redness", "growing"),
    *("changing-colour", "near-lash-line"),
)
TREATMENTS = (
    *("burn", "extraction", "laser", "cryotherapy", "peel", "dermabrasion"),
    *("microdermabrasion", "surgical"),
)


def standing(
    condition: Condition,
    kind: RuleKind = RuleKind.TIP,
    pace: Pace | None = None,
    topic: str = "topic",
    line: int = 1,
) -> StandingRule:
    condition = canonical(condition)
    rule = Rule(
        kind=kind,
        condition=condition,
        pace=pace or Pace(),
        message=f"{topic} speaks.",
        key=key_of(condition),
    )
    return StandingRule(
        rule=rule, topic=topic, title=topic, revision=1, line=line, sentence=rule.message
    )


def every(*gaps: int, silent_after: int | None = None) -> Pace:
    return Pace(gaps=gaps, silent_after=silent_after)


KINDS = RuleKind
SENSITIVE = SkinTypeIs("sensitive")
RULES: dict[str, StandingRule] = {
    name: standing(condition, kind, pace, topic=name)
    for name, condition, kind, pace in (
        ("sunscreen-low", DoneOnFewer("sunscreen", 5, 7), KINDS.TIP, every(3)),
        ("sunscreen-run", MissedInARow("sunscreen", 3), KINDS.TIP, every(5)),
        (
            "sun-strong",
            AnyOf((HappenedOn(("strong-sun",), 3, 7), HappenedOn(("sunburn",), 1, 7))),
            KINDS.CAUTION,
            every(7),
        ),
        ("tanning-bed", HappenedOn(("tanning-bed",), 1, 7), KINDS.CAUTION, every(14)),
        (
            "acid-then-sun",
            AllOf((DoneOnAtLeast("exfoliation", 1, 7), MissedInARow("sunscreen", 1))),
            KINDS.SAFETY,
            every(1),
        ),
        ("moisturise-low", DoneOnFewer("moisturiser", 5, 7), KINDS.TIP, every(4)),
        (
            "moisturise-after",
            DoneOnSameDay("exfoliation", "moisturiser", together=False),
            KINDS.TIP,
            every(2),
        ),
        ("cleanse-low", DoneOnFewer("cleanser", 5, 7), KINDS.TIP, every(4)),
        ("overwash", DoneTimesADay("cleanser", 3, 3, 7), KINDS.TIP, every(7)),
        ("harsh-cleanser", HappenedOn(("harsh-product",), 2, 7), KINDS.CAUTION, every(7)),
        ("over-exfoliate", DoneMoreThanCap("exfoliation", 7), KINDS.CAUTION, every(3)),
        (
            "exfoliate-close",
            Unless(DoneTwiceWithin("exfoliation", 48), SENSITIVE),
            KINDS.CAUTION,
            every(2),
        ),
        (
            "exfoliate-close-sensitive",
            AllOf((SENSITIVE, DoneTwiceWithin("exfoliation", 72))),
            KINDS.CAUTION,
            every(2),
        ),
        (
            "exfoliate-irritated",
            DoneAfter("exfoliation", ("irritation", "sunburn"), 7),
            KINDS.SAFETY,
            every(1),
        ),
        ("irritation-lasts", HappenedOn(("irritation",), 3, 7), KINDS.SAFETY, every(7)),
        (
            "picking",
            Unless(HappenedOn(("picked",), 1, 2), HappenedOn(("picked",), 3, 14)),
            KINDS.CAUTION,
            every(2),
        ),
        ("picking-again", HappenedOn(("picked",), 3, 14), KINDS.CAUTION, every(14)),
        ("clogging", HappenedOn(("heavy-product",), 3, 7), KINDS.TIP, every(14)),
        ("count-due", NoCount(7), KINDS.TIP, every(7, silent_after=2)),
        ("count-often", CountedOften(2, 5, 7), KINDS.INFO, every(14)),
        ("come-back", NothingLogged(4), KINDS.TIP, every(4, 7, 14)),
        ("count-rise", CountRises(), KINDS.CAUTION, every(28)),
        ("crop", MoreSpots(10, 4, confirmed=True), KINDS.SEE_A_PROFESSIONAL, every(28)),
        ("persistent", SpotsAtEveryCount(12), KINDS.INFO, every(90)),
        ("warning-sign", HappenedOn(WARNINGS, 1, 7), KINDS.WARNING_SIGN, every(7)),
        (
            "medicine",
            AnyOf((HappenedOn(("new-medicine",), 1, 7), HappenedOn(("steroid-cream",), 14, 28))),
            KINDS.SEE_A_PROFESSIONAL,
            every(60),
        ),
        ("healing", HappenedOn(TREATMENTS, 1, 42), KINDS.CAUTION, every(14)),
        (
            "retinoid-care",
            AnyOf((DoneOnAtLeast("retinoid", 1, 7), HappenedOn(("home-acid",), 1, 7))),
            KINDS.SAFETY,
            every(90),
        ),
        ("removal-plan", HappenedOn(("removed-myself",), 1, 7), KINDS.SAFETY, every(7)),
        ("too-soon", AllOf((RoutineChanged(42), TrendsViewed())), KINDS.INFO, every(14)),
        (
            "steady-week",
            Unless(
                AllOf((DoneOnAtLeast("sunscreen", 6, 7), DoneOnAtLeast("moisturiser", 6, 7))),
                DoneMoreThanCap("exfoliation", 7),
            ),
            KINDS.PRAISE,
            every(7),
        ),
    )
}
"""By the names of the guidance's own table, and two that it only speaks of: a longer rest for
sensitive skin, and counting several times a day."""
