"""The names by which rules call the steps of a routine and what happens to a skin.

A rule keeps the diary's own keys (`cleanser`, `strong-sun`) and is said with one name for each;
people may write others. A happening that an installation has added is written in quotes, by its key
or by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

STEP_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "cleanser": ("gentle cleanser", "cleanser", "cleansing", "face wash", "washing"),
        "moisturiser": (
            *("moisturiser", "moisturizer", "moisturising", "moisturizing"),
            *("face cream", "lotion"),
        ),
        "sunscreen": ("sunscreen", "sun cream", "sunblock", "sun protection", "SPF"),
        "exfoliation": ("exfoliation", "exfoliating", "exfoliant", "acid"),
        "retinoid": ("retinoid", "retinol"),
    }
)
"""By the diary's kinds of steps: the name a rule is said with, then others that are understood."""

HAPPENING_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "strong-sun": ("strong sun", "much sun"),
        "sunburn": ("sunburn", "sun burn"),
        "tanning-bed": ("a tanning bed", "tanning beds", "solarium"),
        "picked": ("picking", "picked", "squeezing", "picking or squeezing", "picked or squeezed"),
        "removed-myself": ("removing one oneself", "removed one myself", "removing one myself"),
        "irritation": ("irritation", "irritated skin"),
        "harsh-product": ("a harsh product", "harsh products"),
        "heavy-product": ("a heavy or oily product", "heavy product", "oily product"),
        "new-product": ("a new product", "new products"),
        "new-medicine": ("a new medicine", "new medicines"),
        "steroid-cream": ("a steroid cream", "steroid", "steroids"),
        "hormonal-change": ("a hormonal change",),
        "flare": ("an eczema or psoriasis flare", "flare"),
        "burn": ("a burn or scrape", "burn", "scrape", "blister"),
        "extraction": ("an extraction",),
        "laser": ("laser",),
        "cryotherapy": ("cryotherapy", "freezing"),
        "peel": ("a peel",),
        "dermabrasion": ("dermabrasion",),
        "microdermabrasion": ("microdermabrasion",),
        "steroid-injection": ("a steroid injection",),
        "surgical": ("a surgical removal", "surgery"),
        "home-scrub": ("a scrub", "salt, sugar or oatmeal scrub"),
        "home-steam": ("steam",),
        "home-oils": ("oil on the spots", "oils"),
        "home-acid": ("a retinol or salicylic product",),
        "bleeding": ("bleeding",),
        "crusting": ("crusting",),
        "pain": ("pain",),
        "spreading-redness": ("spreading redness",),
        "growing": ("a spot that grows", "growing"),
        "changing-colour": ("a spot that changes colour", "changing colour", "changing color"),
        "near-lash-line": ("a spot near the lash line",),
    }
)
"""By the diary's own keys, as above. What an installation adds comes with a `Vocabulary`."""

_ARTICLES: Final = ("a ", "an ", "the ")


def plain_name(name: str) -> str:
    """A name as names are compared: small letters, single spaces, no article before it."""
    plain = " ".join(name.casefold().split())
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return plain


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What can be named in a rule. `added` are the happenings of this installation: (key, name).

    A happening that the diary came with is understood by the name it was given here, too.
    """

    added: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, happenings: Mapping[str, str]) -> Vocabulary:
        """From the diary's whole catalogue, key → name."""
        known = {plain_name(name) for names in HAPPENING_NAMES.values() for name in names}
        return cls(
            tuple(
                sorted(
                    (key, name)
                    for key, name in happenings.items()
                    if key not in HAPPENING_NAMES or plain_name(name) not in known
                )
            )
        )

    def steps(self) -> dict[str, str]:
        """Plain name → kind."""
        return {plain_name(name): key for key, names in STEP_NAMES.items() for name in names}

    def happenings(self) -> dict[str, str]:
        """Plain name → key, of those that may stand without quotes."""
        return {plain_name(name): key for key, names in HAPPENING_NAMES.items() for name in names}

    def quoted(self) -> dict[str, str]:
        """Plain name → key, of those that may stand in quotes. A key goes before another's name."""
        names = {plain_name(name): key for key, name in self.added}
        keys = {plain_name(key): key for key in (*dict(self.added), *HAPPENING_NAMES)}
        return {**names, **self.happenings(), **keys}


STARTER: Final = Vocabulary()
"""The names that every installation knows."""
