"""The starter texts say all that they should, with the right flags, and in the right words."""

from __future__ import annotations

import re

import pytest

from routines.guidance.blocks import Kind, read_body
from routines.guidance.facts import CONTRADICTIONS, FACTS
from routines.guidance.files import read_topic, write_topic
from routines.guidance.reading import RULE_HEAD
from routines.guidance.text import CautionLevel, ReviewStatus, Section
from routines.guidance.words import avoided_words
from tests.unit.guidance.starters import starter_files, starters

TOPICS_OF_FACTS = {
    "what-keratin-cyst": {"what-milia-are"},
    "what-aka": {"what-milia-are"},
    "what-sites": {"where-and-at-what-age", "eyelids"},
    "what-all-ages": {"where-and-at-what-age", "babies"},
    "what-harmless": {"harmless-but-a-bother"},
    "what-treat-optional": {"harmless-but-a-bother", "how-long-they-last"},
    "cause-uv": {"sun-and-skin-cells"},
    "cause-hormones": {"hormones"},
    "cause-steroids": {"steroid-medicines"},
    "cause-contraceptive": {"contraceptive-pill"},
    "cause-inflammatory": {"eczema-and-psoriasis"},
    "cause-find-underlying": {"medicines"},
    "cause-clogging": {"lighter-products"},
    "type-primary": {"primary-milia"},
    "type-secondary": {"secondary-milia"},
    "type-traumatic": {"after-a-burn-or-scrape"},
    "type-solar": {"milia-from-sun"},
    "type-eruptive": {"crops-of-milia"},
    "type-advice-first": {"removal-by-a-professional"},
    "dx-look": {"how-they-look"},
    "dx-exam": {"what-a-doctor-looks-at", "counting-your-spots"},
    "dx-imaging": {"x-ray-and-ct"},
    "dx-see-doctor": {"when-to-see-someone"},
    "tx-exfoliate-chem": {"acids"},
    "tx-salicylic": {"acids"},
    "tx-retinoid": {"retinoids", "retinol-at-home"},
    "tx-extraction": {"needle-removal"},
    "tx-laser": {"laser"},
    "tx-cryo": {"cryotherapy"},
    "tx-dermabrasion-peel": {"dermabrasion-and-peels"},
    "tx-microdermabrasion": {"dermabrasion-and-peels"},
    "tx-steroid-injection": {"steroid-creams-and-injections"},
    "tx-steroid-cream": {"steroid-creams-and-injections"},
    "tx-surgical": {"surgical-removal"},
    "outcome-varies": {"what-to-expect"},
    "home-exfoliate-regular": {"exfoliating-at-home"},
    "home-scrub": {"scrubs"},
    "home-steam": {"steam"},
    "home-oils": {"oils"},
    "home-retinol-salicylic": {"retinol-at-home"},
    "prev-sunscreen-daily": {"sunscreen-every-day"},
    "prev-limit-sun": {"easy-on-the-sun"},
    "prev-no-tanning-bed": {"no-tanning-beds"},
    "prev-gentle-cleanser": {"gentle-cleanser"},
    "prev-no-harsh-exfoliant": {"exfoliate-gently", "pause-when-irritated", "scrubs"},
    "prev-no-picking": {"hands-off"},
    "prev-moisturise": {"moisturise"},
    "prev-no-clogging": {"lighter-products", "oils"},
    "prev-derm-if-concern": {"when-to-see-someone", "warning-signs", "pause-when-irritated"},
    "prev-pro-removal": {"removal-by-a-professional"},
    "prev-follow-label": {"follow-the-label"},
}

# Claim → the topic that deals with it, its level, and what its notes must name.
DOUBTFUL_CLAIMS = {
    "milia clear easily": ("how-long-they-last", "note", "months or longer"),
    "milia can be kept away": ("what-habits-can-do", "note", "may lower the chance"),
    "sweat ducts blocked by sebum": ("secondary-milia", "caution", "StatPearls"),
    "needle removal by whom": ("needle-removal", "professional only", "Cleveland Clinic"),
    "X-ray or CT": ("x-ray-and-ct", "do not recommend", "rarely if ever needed"),
    "steroids against milia": (
        "steroid-creams-and-injections",
        "do not recommend",
        "Arch Dermatol 1986;122:139",
    ),
    "birth-control pills": ("contraceptive-pill", "caution", "Do not stop a contraceptive"),
    "hormones": ("hormones", "caution", "no support"),
    "psoriasis": ("eczema-and-psoriasis", "caution", "no support"),
    "exfoliate regularly": ("exfoliating-at-home", "caution", "AAD"),
    "acids without a word on sun": ("acids", "caution", "a week after"),
    "salt or sugar scrubs": ("scrubs", "do not recommend", "fingertips only"),
    "steam with essential oils": ("steam", "do not recommend", "BJGP 2016;66:e193"),
    "oils twice daily": ("oils", "do not recommend", "thick creams and ointments"),
    "retinol at home": ("retinol-at-home", "caution", "pregnancy"),
    "retinoids, no exclusions": ("retinoids", "caution", "under the age of 12"),
    "lasers carry little risk": ("laser", "professional only", "complication"),
    "dermabrasion carries little risk": (
        "dermabrasion-and-peels",
        "professional only",
        "complication",
    ),
    "cryotherapy has few side effects": ("cryotherapy", "professional only", "lighten the skin"),
    "redness belongs to milia": ("how-they-look", "caution", "no inflammation"),
    "see a doctor at once": ("when-to-see-someone", "note", "not urgent"),
    "nothing on babies": ("babies", "note", "3 months"),
    "nothing on eyelids": ("eyelids", "caution", "no exfoliant and no retinoid"),
}

NUMBERS = {
    "sunscreen": ("sunscreen-every-day", ["SPF 30 or more", "broad spectrum", "every two hours"]),
    "UV index": ("easy-on-the-sun", ["From 3 on", "From 8 on", "WHO and EPA"]),
    "cleansing": ("gentle-cleanser", ["morning and in the evening", "sweated"]),
    "moisturiser": ("moisturise", ["twice a day", "Once a day is custom"]),
    "exfoliation": (
        "exfoliate-gently",
        ["Begin with once", "2 times in 7 days", "never more than 3", "48 hours", "or 72 if"],
    ),
    "pause after irritation": ("pause-when-irritated", ["7 more days"]),
    "skin renews": (
        "give-it-time",
        ["5 to 8 weeks", "36 days, give or take 6", "first 4 weeks", "At 6 weeks", "12 weeks"],
    ),
    "sunscreen is slipping": (
        "sunscreen-every-day",
        ["fewer than 5 of your last 7", "56 %", "30 %", "Armstrong 2009"],
    ),
}

# Pair of topics (often one twice) in which both sides of a contradiction can be read.
CONTRADICTION_TOPICS = {
    "no discomfort": [
        ("harmless-but-a-bother", "no discomfort"),
        ("harmless-but-a-bother", "uncomfortable"),
    ],
    "easy to remove": [("what-to-expect", "easy to remove"), ("what-to-expect", "difficult")],
    "nothing need be done": [
        ("when-to-see-someone", "need nothing done"),
        ("when-to-see-someone", "See a doctor"),
    ],
    "steroids cause milia": [
        ("steroid-medicines", "also offers steroids"),
        ("steroid-creams-and-injections", "names them as a cause"),
    ],
    "avoid harsh exfoliants": [
        ("exfoliate-gently", "salt and sugar"),
        ("scrubs", "against its own advice"),
    ],
    "avoid what clogs": [
        ("lighter-products", "oils on the spots"),
        ("oils", "against its own advice"),
    ],
    "retinoids are not for sensitive skin": [
        ("retinoids", "use at home"),
        ("retinol-at-home", "not for sensitive skin"),
    ],
    "filled with keratin": [("secondary-milia", "sebum"), ("secondary-milia", "keratin")],
    "a needle, by whomever": [
        ("needle-removal", "who should hold it"),
        ("needle-removal", "experienced professional"),
    ],
}


@pytest.mark.parametrize("name", starter_files())
def test_starter_reads_and_writes_back(name: str) -> None:
    file = starter_files()[name]
    reading = read_topic(file)
    assert reading.problems == ()
    assert reading.text is not None
    assert write_topic(reading.text) == file
    assert re.fullmatch(rf"\d\d-{reading.text.slug}\.md", name)


@pytest.mark.parametrize("slug", starters())
def test_starter_text_has_no_problems(slug: str) -> None:
    text = starters()[slug]
    assert read_body(text.body, text.sources).problems == ()


@pytest.mark.parametrize("slug", starters())
def test_starter_avoids_the_words_to_avoid(slug: str) -> None:
    text = starters()[slug]
    seen = f"{text.title}\n{text.summary}\n{text.body}"
    assert [str(problem) for problem in avoided_words(seen)] == []


@pytest.mark.parametrize("slug", starters())
def test_starter_uses_every_source_it_lists(slug: str) -> None:
    text = starters()[slug]
    cited = " and ".join(
        block.source for block in read_body(text.body).blocks if block.kind is Kind.ADDITION
    )
    unused = [s for s in text.sources if not any(s.startswith(p) for p in cited.split(" and "))]
    assert unused == []


@pytest.mark.parametrize("slug", starters())
def test_starter_links_lead_to_topics(slug: str) -> None:
    links = re.findall(r"\]\(([^)]*)\)", starters()[slug].body)
    assert [link for link in links if link[3:-1] not in starters() or link[:3] != "../"] == []


@pytest.mark.parametrize("slug", starters())
def test_starter_is_easy_to_read(slug: str) -> None:
    """Sentences of 15 words on average, and none over 40."""
    # What a rule watches is said in the one way that rules have; what it says to people counts.
    body = RULE_HEAD.sub("", starters()[slug].body)
    plain = re.sub(r"\{[^}]*\}|\]\([^)]*\)|\[|We add[^:]*:|The article says:", "", body)
    sentences = [s.split() for s in re.split(r"[.!?:]\s|\n", plain) if s.strip()]
    lengths = [len(words) for words in sentences]
    assert max(lengths) <= 40
    assert sum(lengths) / len(lengths) <= 15


def test_starters_fill_every_section_in_reading_order() -> None:
    order = list(Section)
    places = [order.index(text.section) for text in starters().values()]
    assert places == sorted(places)
    assert set(places) == set(range(len(order)))


def test_every_fact_is_cited_by_its_topics_and_no_other() -> None:
    topics: dict[str, set[str]] = {slug: set() for slug in FACTS}
    for text in starters().values():
        for fact in read_body(text.body).facts:
            topics[fact].add(text.slug)
    assert topics == TOPICS_OF_FACTS


@pytest.mark.parametrize("claim", DOUBTFUL_CLAIMS)
def test_doubtful_claim_is_flagged(claim: str) -> None:
    slug, level, words = DOUBTFUL_CLAIMS[claim]
    text = starters()[slug]
    assert text.caution_level == level
    notes = [block for block in read_body(text.body).blocks if block.kind is Kind.ADDITION]
    assert words in " ".join(f"{note.source} {note.markdown}" for note in notes)


@pytest.mark.parametrize("what", NUMBERS)
def test_number_is_in_its_topic(what: str) -> None:
    slug, words = NUMBERS[what]
    body = starters()[slug].body
    assert [missing for missing in words if missing not in body] == []


def test_every_contradiction_is_listed() -> None:
    assert {pair.one for pair in CONTRADICTIONS} == CONTRADICTION_TOPICS.keys()
    assert {fact for pair in CONTRADICTIONS for fact in pair.facts} <= FACTS.keys()


@pytest.mark.parametrize("pair", CONTRADICTION_TOPICS)
def test_contradiction_can_be_read(pair: str) -> None:
    for slug, words in CONTRADICTION_TOPICS[pair]:
        assert words in starters()[slug].body


def test_no_starter_claims_a_clinicians_review() -> None:
    statuses = {text.review_status for text in starters().values()}
    assert statuses == {ReviewStatus.FROM_THE_ARTICLE, ReviewStatus.EDITED}


@pytest.mark.parametrize("slug", starters())
def test_starter_is_edited_exactly_if_it_has_a_note(slug: str) -> None:
    text = starters()[slug]
    has_note = any(block.kind is Kind.ADDITION for block in read_body(text.body).blocks)
    assert (text.review_status is ReviewStatus.EDITED) == has_note


@pytest.mark.parametrize("slug", starters())
def test_flagged_starter_has_a_note_that_says_why(slug: str) -> None:
    text = starters()[slug]
    levels = {block.level for block in read_body(text.body).blocks}
    assert text.caution_level is CautionLevel.NONE or text.caution_level in levels


def test_the_removal_cream_is_not_imported() -> None:
    assert [name for name, file in starter_files().items() if "removal cream" in file.lower()] == []
