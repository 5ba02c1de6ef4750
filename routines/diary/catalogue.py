"""The happenings a new installation starts with. Admins edit the rows; this file only adds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StarterKind:
    """One row of the catalogue; see HappeningKind for the columns."""

    key: str
    name: str
    group: str
    icon: str
    opens_segment: bool = False
    is_quick: bool = False


STARTER_KINDS: tuple[StarterKind, ...] = (
    StarterKind("strong-sun", "Strong sun", "sun", "sun", is_quick=True),
    StarterKind("sunburn", "Sunburn", "sun", "brightness-high"),
    StarterKind("tanning-bed", "Tanning bed", "sun", "lightbulb"),
    StarterKind("picked", "Picked or squeezed", "hands", "hand-index", is_quick=True),
    StarterKind("removed-myself", "Removed one myself", "hands", "scissors", opens_segment=True),
    StarterKind("irritation", "Irritated skin", "skin", "emoji-frown", is_quick=True),
    StarterKind("harsh-product", "Harsh product", "skin", "exclamation-diamond"),
    StarterKind("heavy-product", "Heavy or oily product", "skin", "droplet-fill"),
    StarterKind("new-product", "New product", "skin", "bag-plus", is_quick=True),
    StarterKind("new-medicine", "New medicine", "health", "capsule"),
    StarterKind("steroid-cream", "Steroid cream", "health", "prescription2"),
    StarterKind("hormonal-change", "Hormonal change", "health", "arrow-repeat"),
    StarterKind("flare", "Eczema or psoriasis flare", "health", "activity"),
    StarterKind("burn", "Burn or scrape", "health", "bandaid"),
    StarterKind("extraction", "Extraction", "treatment", "pin-angle", opens_segment=True),
    StarterKind("laser", "Laser", "treatment", "lightning", opens_segment=True),
    StarterKind("cryotherapy", "Cryotherapy", "treatment", "snow", opens_segment=True),
    StarterKind("peel", "Peel", "treatment", "layers", opens_segment=True),
    StarterKind("dermabrasion", "Dermabrasion", "treatment", "disc", opens_segment=True),
    StarterKind("microdermabrasion", "Microdermabrasion", "treatment", "record-circle"),
    StarterKind("steroid-injection", "Steroid injection", "treatment", "eyedropper"),
    StarterKind("surgical", "Surgical removal", "treatment", "hospital", opens_segment=True),
    StarterKind("home-scrub", "Salt, sugar or oatmeal scrub", "home", "cup"),
    StarterKind("home-steam", "Steam", "home", "cloud-haze2"),
    StarterKind("home-oils", "Oil on the spots", "home", "droplet-half"),
    StarterKind("home-acid", "Retinol or salicylic product", "home", "moisture"),
    StarterKind("bleeding", "Bleeding", "warning", "droplet"),
    StarterKind("crusting", "Crusting", "warning", "hexagon"),
    StarterKind("pain", "Pain", "warning", "heart-pulse"),
    StarterKind("spreading-redness", "Spreading redness", "warning", "arrows-fullscreen"),
    StarterKind("growing", "A spot that grows", "warning", "zoom-in"),
    StarterKind("changing-colour", "A spot that changes colour", "warning", "palette"),
    StarterKind("near-lash-line", "A spot near the lash line", "warning", "eye"),
)
