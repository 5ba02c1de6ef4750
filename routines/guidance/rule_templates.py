"""A rule of each form, to begin from: the editor's menu, and the examples on the page about rules.

Every line stands as `saying.say` would write it; a test reads them all, and misses none of the
conditions of `rules.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Group(StrEnum):
    """What a rule watches, as the menu's headings."""

    STEPS = "Steps of the routine"
    HAPPENINGS = "What happened"
    COUNTS = "Counts and the trend"
    PERSON = "The person and their routine"
    JOINED = "Several at once"


@dataclass(frozen=True, slots=True)
class RuleTemplate:
    """A rule to begin from. `meaning` says when it holds, where that is not plain from the line."""

    name: str
    group: Group
    label: str
    line: str
    meaning: str


TEMPLATES: Final = (
    RuleTemplate(
        "done-on-fewer",
        Group.STEPS,
        "A habit slips",
        "Remind when sunscreen is done on fewer than 5 of the last 7 days, at most every 3 days: "
        "Keep it by the toothbrush.",
        "Only when it is certain: a day on which nothing was logged, a skipped step and a pause "
        "are never taken for a missed one. At least 4 of the last 7 days must be logged.",
    ),
    RuleTemplate(
        "done-on-at-least",
        Group.STEPS,
        "A habit is kept",
        "Praise when moisturiser is done on at least 6 of the last 7 days, at most every 7 days: "
        "Well kept this week.",
        "Days are counted, not times: twice on one day is one day.",
    ),
    RuleTemplate(
        "done-lately",
        Group.STEPS,
        "A step was done",
        "Safety when retinoid is done in the last 7 days, at most every 90 days: "
        "Wear sunscreen by day.",
        "Once is enough.",
    ),
    RuleTemplate(
        "missed-in-a-row",
        Group.STEPS,
        "Missed several days in a row",
        "Remind when sunscreen is missed 3 days in a row, at most every 5 days: "
        "Start again tomorrow morning.",
        "A day on which nothing was logged ends the row: nobody knows what was done then.",
    ),
    RuleTemplate(
        "missed-yesterday",
        Group.STEPS,
        "Missed yesterday",
        "Safety when exfoliation is done in the last 7 days and sunscreen is missed yesterday, "
        "at most every day: Wear it today.",
        "Alone it would nag, for one missed day says little. Join it with something.",
    ),
    RuleTemplate(
        "done-without",
        Group.STEPS,
        "One step without another",
        "Remind when exfoliation is done without moisturiser on the same day, "
        "at most every 2 days: A light moisturiser is a good end to it.",
        "Known once the day is over. Says nothing to somebody who has no such other step.",
    ),
    RuleTemplate(
        "done-with",
        Group.STEPS,
        "Two steps on one day",
        "Caution when exfoliation is done with retinoid on the same day, at most every 7 days: "
        "One of them a day is plenty.",
        "Looks at the last two days.",
    ),
    RuleTemplate(
        "more-than-cap",
        Group.STEPS,
        "More often than the person's own cap",
        "Caution when exfoliation is done more often than your cap in the last 7 days, "
        "at most every 3 days: That is enough for this week.",
        "The cap is what each person has set: 2 in 7 days unless they chose otherwise, 1 for "
        "sensitive skin, never more than 3.",
    ),
    RuleTemplate(
        "twice-within",
        Group.STEPS,
        "Twice within some hours",
        "Caution when exfoliation is done twice within 48 hours, at most every 2 days: "
        "Give your skin a day's rest.",
        "A morning step counts as done at 8:00, an evening one at 21:00, any other at noon.",
    ),
    RuleTemplate(
        "done-after",
        Group.STEPS,
        "A step soon after something happened",
        "Safety when exfoliation is done within 7 days after irritation or sunburn, "
        "at most every day: Pause it until your skin is calm.",
        "The day of the happening counts, too. Looks at the last two days of the step.",
    ),
    RuleTemplate(
        "times-a-day",
        Group.STEPS,
        "Too many times a day",
        "Remind when gentle cleanser is done at least 3 times a day on at least 3 of the last "
        "7 days, at most every 7 days: Twice is usually enough.",
        "All steps of that kind on a day are added up.",
    ),
    RuleTemplate(
        "happened-on",
        Group.HAPPENINGS,
        "Something happened on several days",
        "Caution when strong sun is logged on at least 3 of the last 7 days, at most every 7 days: "
        "Take the next days gently.",
        "Several can be named: “irritation, a burn or scrape or sunburn”. Any of them counts.",
    ),
    RuleTemplate(
        "happened-lately",
        Group.HAPPENINGS,
        "Something happened",
        "Warning sign when bleeding or crusting is logged in the last 7 days, "
        "at most every 7 days: Please have it looked at soon.",
        "Once is enough. “today” can stand for the last day alone.",
    ),
    RuleTemplate(
        "nothing-logged",
        Group.HAPPENINGS,
        "Nothing was logged",
        "Remind when nothing is logged for 4 days, at most every 4, then 7, then 14 days: "
        "One tap and you are back.",
        "Waits longer each time. Paused days are left out.",
    ),
    RuleTemplate(
        "no-count",
        Group.COUNTS,
        "No count for a while",
        "Remind when no count is entered for 7 days, at most every 7 days, then silent after "
        "2 times: Same place, same light.",
        "Never said to somebody who hides counts. After two times it rests until there was one.",
    ),
    RuleTemplate(
        "counted-often",
        Group.COUNTS,
        "Counting very often",
        "Say when at least 2 counts a day are entered on at least 5 of the last 7 days, "
        "at most every 14 days: Once a week tells as much.",
        "A recount is a count.",
    ),
    RuleTemplate(
        "count-rises",
        Group.COUNTS,
        "The count rises",
        "Caution when the count rises above its usual ups and downs, at most every 28 days: "
        "It looks higher than before. Please count again.",
        "The alarm of the trends: rare, and never from one high number.",
    ),
    RuleTemplate(
        "more-spots",
        Group.COUNTS,
        "Many more than some weeks ago",
        "Seek advice when 10 more spots are counted than 4 weeks ago, confirmed by a recount, "
        "at most every 28 days: Many new ones deserve a look.",
        "Only counts of the same regions are compared. “confirmed by a recount” may be left out.",
    ),
    RuleTemplate(
        "spots-at-every-count",
        Group.COUNTS,
        "Still there at every count",
        "Say when spots are found at every count for 12 weeks, at most every 90 days: "
        "That is common in adults.",
        "No count at all is not a count with spots.",
    ),
    RuleTemplate(
        "trends-viewed",
        Group.PERSON,
        "While the trends are open",
        "Say when the routine has changed in the last 6 weeks and the trends are looked at, "
        "at most every 14 days: It is early to judge.",
        "Shown there only, never sent anywhere.",
    ),
    RuleTemplate(
        "skin-type",
        Group.PERSON,
        "For one type of skin",
        "Caution when exfoliation is done twice within 72 hours and the skin is sensitive, "
        "at most every 2 days: Sensitive skin likes three days between.",
        "The type that a person has chosen, if any: balanced, dry, oily, combination or sensitive.",
    ),
    RuleTemplate(
        "either",
        Group.JOINED,
        "Either of two",
        "Caution when strong sun is logged on at least 3 of the last 7 days or sunburn is logged "
        "in the last 7 days, at most every 7 days: Shade and a hat.",
        "“and” binds before “or”, and “or” before “unless”. Brackets say it otherwise.",
    ),
    RuleTemplate(
        "unless",
        Group.JOINED,
        "Unless something else holds",
        "Caution when exfoliation is done twice within 48 hours unless the skin is sensitive, "
        "at most every 2 days: Leave a day between.",
        "Silent while the exception holds.",
    ),
)
