"""Where on the body: the person's own left and right."""

from __future__ import annotations

from enum import StrEnum


class Region(StrEnum):
    """A place on the body, in the fixed order in which counting walks them."""

    FOREHEAD = "forehead"
    RIGHT_EYE = "right_eye"
    LEFT_EYE = "left_eye"
    NOSE = "nose"
    RIGHT_CHEEK = "right_cheek"
    LEFT_CHEEK = "left_cheek"
    UPPER_LIP = "upper_lip"
    CHIN = "chin"
    TEMPLES = "temples"
    EARS = "ears"
    CHEST = "chest"
    BACK = "back"
    ARMS = "arms"


LABELS: dict[Region, str] = {
    Region.FOREHEAD: "Forehead",
    Region.RIGHT_EYE: "Around the right eye",
    Region.LEFT_EYE: "Around the left eye",
    Region.NOSE: "Nose",
    Region.RIGHT_CHEEK: "Right cheek",
    Region.LEFT_CHEEK: "Left cheek",
    Region.UPPER_LIP: "Upper lip",
    Region.CHIN: "Chin",
    Region.TEMPLES: "Temples",
    Region.EARS: "Ears",
    Region.CHEST: "Chest",
    Region.BACK: "Back",
    Region.ARMS: "Arms",
}

FACE: tuple[Region, ...] = tuple(Region)[:8]
"""The regions of a usual count."""

OPTIONAL: tuple[Region, ...] = tuple(Region)[8:]
"""Counted only by who wants to."""

CHOICES: list[tuple[str, str]] = [(region.value, label) for region, label in LABELS.items()]
