"""What to tell an editor where a line leaves the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from routines.guidance.grammar import QUOTES, Grammar
from routines.guidance.problems import Problem, closest
from routines.guidance.saying import OPENINGS
from routines.guidance.vocabulary import STEP_NAMES

OPENING_NEEDED: Final = (
    f"A rule opens with one of: {', '.join(f'“{opening}”' for opening in OPENINGS.values())}."
)
OPENING_MARKED: Final = (
    "This reads like a rule, but signs around its first words keep it from being one. A rule has "
    "no marks; only the bullet of a list may stand before it."
)
COLON_MISSING: Final = "A colon is missing here, and after it what people shall read."
_MOST_SHOWN: Final = 40
_MOST_WORDS: Final = 5
_LEAST_LIKE: Final = 0.7
"""A guess that shares less with what was written misleads ("routine", "crusting")."""
_MOST_EXPECTED: Final = 8
_OPENING_WORDS: Final = frozenset(
    word.upper() for opening in OPENINGS.values() for word in opening.split()
)

_STARTS: Final = (
    *("nothing is logged for", "no count is entered for", "the count rises"),
    *("the routine has changed", "the trends are looked at", "the skin is"),
    "spots are found at every count for",
)
_WORDS: Final = {
    "STEP": "a step",
    "HAPPENING": "a happening",
    "NUMBER": "a number",
    "UNIT": "“days”, “weeks” or “hours”",
    "COLON": "a colon",
    "AT": "“at most”",
    "COMMA": "a comma",
    "LPAR": "a bracket",
    "RPAR": "a closing bracket",
    "_IS": "“is”",
    "_LOGGED": "“logged”",
    "_DONE": "“done”",
    "_MISSED": "“missed”",
    "_MORE_THAN_CAP": "“more often than your cap”",
    "_A_DAY": "“a day”",
    "_AT_LEAST": "“at least”",
    "_AT_LEAST_ONCE": "“at least once”",
    "_IN_A_ROW": "“in a row”",
    "_VIEWED": "“looked at”",
    "_AND": "“and”",
    "_OR": "“or”",
    "_UNLESS": "“unless”",
    "_THEN": "“then”",
    "SKIN_TYPE": "“sensitive”, “dry”, “oily”, “combination” or “balanced”",
}
"""What to call the terminals that are no plain words."""
_UNSAID: Final = frozenset(
    {"_A", "_THE", "_AMONG", "_OR_MORE", "_USUAL", "_ONCE_A", "CONFIRMED", "OWN", "PAST", "$END"}
)
"""Terminals that may stand somewhere, but that nobody need be told of."""
_PACE_WORDS: Final = frozenset({"COMMA", "EVERY", "SILENT", "_THEN"})
"""Where “at most” is told, these go without saying."""

_QUOTED: Final = re.compile("“([^”]+)”")
_PHRASE: Final = re.compile(rf"[^\s:,()]+(?:\s+[^\s:,()]+){{0,{_MOST_WORDS - 1}}}")
_NAME_ENDS: Final = re.compile(
    r"\s(?:is|are|was|were|has|have|on|in|within|with|without|and|or|unless|at)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_SEVERAL: Final = {
    "happenings": (
        "“and” can't join happenings; “or” can, and any of them counts. Where both shall be "
        "there, say it twice: “bleeding is logged … and pain is logged …”."
    ),
    "step": (
        "A clause is about one step. Say it twice: “sunscreen is done … and moisturiser is done …”."
    ),
}
_EVERY_DAY: Final = re.compile(r"(?:every|each) day|daily", re.IGNORECASE)
_COUNTS_A_DAY: Final = re.compile(r"counts?\s+(?:a|per|each|every)\s+day\s*$", re.IGNORECASE)
_DAYS_OF: Final = "on at least 7 of the last 7 days"
_AND_ONE_MORE: Final = re.compile(r"(?:and|or|,)\s", re.IGNORECASE)
_ONE_MORE: Final = re.compile(r"(?:,\s*or|,|or)\s+(?:(?:an?|the|your)\s+)?(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where a line leaves the grammar: the place, from 0, and the terminals that could go on.

    `after` is what the grammar calls that which was just understood, or empty.
    """

    text: str
    place: int
    expected: frozenset[str]
    after: str = ""

    @property
    def rest(self) -> str:
        return self.text[self.place :]

    def moved(self, by: int, expected: str) -> Mistake:
        return Mistake(self.text, self.place + by, frozenset({expected}))


def explain(grammar: Grammar, text: str, line: int, column: int) -> Problem:
    """The problem of a line that does not follow the grammar; its first sign is in `column`."""
    mistake = _find(grammar, text)
    if mistake.expected & _OPENING_WORDS:
        first_words = " ".join(text.split()[:3])
        return Problem(line, column, OPENING_NEEDED, closest(first_words, OPENINGS.values()))
    if mistake.after == "happenings" and (one_more := _ONE_MORE.match(mistake.rest)):
        mistake = mistake.moved(one_more.end(), "HAPPENING")
    message, suggestion = (
        _several_at_once(mistake) or _days_unsaid(mistake) or _words_for(grammar, mistake)
    )
    return Problem(line, column + mistake.place, message, suggestion)


def _find(grammar: Grammar, text: str) -> Mistake:
    from lark.exceptions import UnexpectedInput

    parser = grammar.parser.parse_interactive(text)
    place = len(text.rstrip())
    try:
        parser.exhaust_lexer()
    except UnexpectedInput as error:
        # The library's types do not know of the places that its errors have.
        place = min(getattr(error, "pos_in_stream", 0), place)
    understood = parser.parser_state.value_stack
    after = str(getattr(understood[-1], "data", "")) if understood else ""
    expected: set[str] = parser.accepts()  # type: ignore[no-untyped-call]
    return Mistake(text, place, frozenset(expected), after)


def _several_at_once(mistake: Mistake) -> tuple[str, str] | None:
    """What to say where a second name follows a first one with an "and"."""
    if mistake.after not in _SEVERAL or not _AND_ONE_MORE.match(mistake.rest):
        return None
    return _SEVERAL[mistake.after], "or" if mistake.after == "happenings" else ""


def _days_unsaid(mistake: Mistake) -> tuple[str, str] | None:
    """What to say where people mean a habit, and the days to look back over are missing."""
    if "_IS" in mistake.expected and _COUNTS_A_DAY.search(mistake.text[: mistake.place]):
        return "Say on how many days: “… is entered on 5 of the last 7 days”.", ""
    every = _EVERY_DAY.match(mistake.rest)
    if every is None or not mistake.expected & {"FEWER", "YESTERDAY"}:
        return None
    suggestion = _DAYS_OF if "FEWER" in mistake.expected else "7 days in a row"
    return f"“{every[0]}” has no end: say how many days to look back over.", suggestion


def _words_for(grammar: Grammar, mistake: Mistake) -> tuple[str, str]:
    """What to say, and what was probably meant."""
    if not mistake.rest.strip():
        if "COLON" in mistake.expected:
            return COLON_MISSING, ""
        return f"The line ends too early. Expected: {_said(mistake.expected)}.", ""
    if mistake.expected & {"STEP", "HAPPENING"}:
        return _unknown_name(grammar, mistake)
    if mistake.rest.startswith(":"):
        return f"Something is missing before the colon. Expected: {_said(mistake.expected)}.", ""
    phrase = _phrase(mistake.rest)
    found = phrase.split()[0]
    suggestion = _likeliest(phrase, _plain_words(mistake.expected)) if phrase[0].isalnum() else ""
    return f"“{found}” is not understood here. Expected: {_said(mistake.expected)}.", suggestion


def _unknown_name(grammar: Grammar, mistake: Mistake) -> tuple[str, str]:
    phrase = _phrase(mistake.rest)
    name = _NAME_ENDS.sub("", phrase).strip(QUOTES)[:_MOST_SHOWN] or phrase
    if "HAPPENING" not in mistake.expected:
        steps = ", ".join(names[0] for names in STEP_NAMES.values())
        return f"“{name}” is no step. The steps are: {steps}.", _likeliest(name, grammar.steps)
    if "STEP" not in mistake.expected:
        message = f"“{name}” is no happening that the diary knows."
        return message, _likeliest(name, {**grammar.quoted, **grammar.happenings})
    known = {*grammar.steps, *grammar.happenings, *_plain_words(mistake.expected)}
    likeliest = _likeliest(name, known) or _likeliest(phrase, _STARTS)
    return f"“{name}” is neither a step nor a happening, nor anything else to watch.", likeliest


def _phrase(text: str) -> str:
    """The next few words, or the next sign if it is none of a word."""
    words = _PHRASE.match(text)
    return words[0] if words else text[:1]


def _likeliest(phrase: str, known: Iterable[str]) -> str:
    """What the first words of a phrase are most likely a slip of, or an empty text."""
    candidates = list(known)
    words = phrase[:_MOST_SHOWN].casefold().split()
    tries = [" ".join(words[:many]) for many in range(1, len(words) + 1)]
    guesses = [(tried, closest(tried, candidates)) for tried in tries]
    rated = [(_likeness(tried, guess), guess) for tried, guess in guesses if guess]
    likeness, guess = max(rated, default=(0.0, ""))
    return guess if likeness >= _LEAST_LIKE else ""


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other.casefold()).ratio()


def _said(expected: Iterable[str]) -> str:
    """For example: a number or “at least”. The most telling come first, and not too many."""
    expected = set(expected) - _UNSAID
    if "COLON" in expected:
        expected -= _PACE_WORDS
    told = [name for name in _WORDS if name in expected]
    told += sorted(expected - set(_WORDS))
    said = [_WORDS.get(name, f"“{name.lower()}”") for name in told[:_MOST_EXPECTED]]
    if len(told) > _MOST_EXPECTED or len(said) < 2:
        return ", ".join([*said, "…"] if said[1:] else said)
    return f"{', '.join(said[:-1])} or {said[-1]}"


def _plain_words(expected: Iterable[str]) -> Iterator[str]:
    for name in set(expected) - _UNSAID:
        yield from _QUOTED.findall(_WORDS.get(name, f"“{name.lower()}”"))
