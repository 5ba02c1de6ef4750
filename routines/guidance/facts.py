"""The facts of the article, each under the slug that topics, rules and reminders cite.

The article is one general text of unknown medical review. A fact here is what it *says*, in our
words, and no promise that it is right; where trusted sources differ, the topic's own notes say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

CITATION: Final = re.compile(r"\{([A-Za-z0-9][A-Za-z0-9_-]{0,60})\}")
"""How a text cites a fact: its slug in braces."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the article says."""

    slug: str
    gist: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things the article says that cannot both stand, and the facts they show up in."""

    one: str
    other: str
    facts: tuple[str, ...]


_GISTS: Final = {
    # What milia are
    "what-keratin-cyst": "Small white cysts of trapped keratin or dead cells, just under the skin.",
    "what-aka": "Also called milk spots or milia seeds.",
    "what-sites": "Mostly on the face, also on eyelids; sometimes on arms, legs, chest or back.",
    "what-all-ages": "At any age, most often in newborns and small children, even at birth.",
    "what-harmless": "Usually harmless and painless; what bothers people is the look.",
    "what-treat-optional": "Usually nothing need be done; a dermatologist can remove them.",
    # Causes
    "cause-uv": "Too much sun damages skin cells, and these get trapped.",
    "cause-hormones": "In puberty, pregnancy and menopause there is extra keratin.",
    "cause-steroids": "Corticosteroids may cause milia.",
    "cause-contraceptive": "Birth-control pills may cause milia.",
    "cause-inflammatory": "Eczema or psoriasis may cause milia.",
    "cause-find-underlying": "Look for what lies behind; ask a dermatologist about a medicine.",
    "cause-clogging": "Ingredients that clog pores play a part.",
    # Types
    "type-primary": "The most common kind, on the faces of newborns and adults; needs nothing.",
    "type-secondary": "From blocked sweat ducts; larger, on chest or back.",
    "type-traumatic": "Where a burn or a scrape has healed.",
    "type-solar": "After much sun or tanning beds, on arms, legs and hands.",
    "type-eruptive": "Many at once, linked to medicines or illnesses.",
    "type-advice-first": "Get medical advice before any removal.",
    # Recognising them
    "dx-look": "Tiny raised white bumps, sometimes with redness or dryness around.",
    "dx-exam": "A doctor looks at size and number, and sometimes takes a sample.",
    "dx-imaging": "Sometimes an X-ray or a CT scan is made.",
    "dx-see-doctor": "See a doctor if you think you have milia.",
    # Treatments and their outcome
    "tx-exfoliate-chem": "Exfoliants with AHA or BHA make spots less visible.",
    "tx-salicylic": "Salicylic acid on the skin breaks keratin down.",
    "tx-retinoid": "Retinoids speed renewal and irritate; not for sensitive skin.",
    "tx-extraction": "Needle or extractor, by an experienced professional: scars, infection.",
    "tx-laser": "Laser: by a professional, costly, several visits, for the worst cases.",
    "tx-cryo": "Freezing with liquid nitrogen, several visits.",
    "tx-dermabrasion-peel": "Dermabrasion and peels: mild to moderate cases, results differ.",
    "tx-microdermabrasion": "Microdermabrasion is one of the options.",
    "tx-steroid-injection": "Steroid injections for stubborn or secondary cases.",
    "tx-steroid-cream": "Steroid creams for stubborn or secondary cases.",
    "tx-surgical": "Surgery for the worst cases.",
    "outcome-varies": "The outcome depends on the treatment, the case and the type of skin.",
    # Home remedies
    "home-exfoliate-regular": "Exfoliate regularly.",
    "home-scrub": "Use a salt, sugar or oatmeal scrub for some minutes.",
    "home-steam": "Steam the face with essential oil for 5 to 10 minutes.",
    "home-oils": "Put castor, grapeseed or coconut oil on the spots twice a day.",
    "home-retinol-salicylic": "Use retinol or salicylic products as the package directs.",
    # Prevention
    "prev-sunscreen-daily": "Wear sunscreen every day.",
    "prev-limit-sun": "Avoid too much sun.",
    "prev-no-tanning-bed": "Stay away from tanning beds.",
    "prev-gentle-cleanser": "Use a gentle cleanser; harsh ones take away the skin's own oils.",
    "prev-no-harsh-exfoliant": "Avoid harsh exfoliants.",
    "prev-no-picking": "Do not pick or squeeze: it can lead to infection and scars.",
    "prev-moisturise": "Moisturise regularly.",
    "prev-no-clogging": "Leave out ingredients that clog pores.",
    "prev-derm-if-concern": "See a dermatologist about any concern.",
    "prev-pro-removal": "Let only a professional remove milia.",
    "prev-follow-label": "Use products the way their package says.",
}

FACTS: Final[Mapping[str, Fact]] = MappingProxyType(
    {slug: Fact(slug, gist) for slug, gist in _GISTS.items()}
)

CONTRADICTIONS: Final = (
    Contradiction("no discomfort", "uncomfortable", ("what-harmless",)),
    Contradiction(
        "easy to remove", "difficult to remove", ("what-treat-optional", "outcome-varies")
    ),
    Contradiction(
        "nothing need be done", "see a doctor at once", ("what-treat-optional", "dx-see-doctor")
    ),
    Contradiction(
        "steroids cause milia",
        "steroids work against milia",
        ("cause-steroids", "tx-steroid-injection", "tx-steroid-cream"),
    ),
    Contradiction(
        "avoid harsh exfoliants", "use a salt scrub", ("prev-no-harsh-exfoliant", "home-scrub")
    ),
    Contradiction("avoid what clogs", "oils twice a day", ("prev-no-clogging", "home-oils")),
    Contradiction(
        "retinoids are not for sensitive skin",
        "retinol at home, for anyone",
        ("tx-retinoid", "home-retinol-salicylic"),
    ),
    Contradiction(
        "filled with keratin", "filled with sebum", ("what-keratin-cyst", "type-secondary")
    ),
    Contradiction(
        "a needle, by whomever", "by a professional only", ("tx-extraction", "prev-pro-removal")
    ),
)
"""Where the article contradicts itself; the admin shows it beside a topic with these facts."""


def contradictions_of(slugs: frozenset[str]) -> tuple[Contradiction, ...]:
    """The contradictions that touch any of these facts."""
    return tuple(pair for pair in CONTRADICTIONS if not slugs.isdisjoint(pair.facts))
