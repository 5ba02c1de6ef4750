"""The rules of a topic as they stand in it."""

from __future__ import annotations

from functools import lru_cache

from routines.guidance.blocks import read_body
from routines.guidance.rules import StandingRule
from routines.guidance.text import CautionLevel, TopicText
from routines.guidance.vocabulary import STARTER, Vocabulary


@lru_cache(maxsize=512)
def standing_rules(
    text: TopicText, revision: int, vocabulary: Vocabulary = STARTER
) -> tuple[StandingRule, ...]:
    """The rules that may drive reminders: those without problems, of a topic that is recommended.

    A rule that cites no fact rests on those of its topic.
    """
    if text.caution_level is CautionLevel.DO_NOT_RECOMMEND:
        return ()
    body = read_body(text.body, vocabulary=vocabulary)
    return tuple(
        StandingRule(
            rule=line.rule,
            topic=text.slug,
            title=text.title,
            revision=revision,
            line=line.line,
            sentence=line.sentence.strip(),
            facts=line.facts or body.facts,
        )
        for line in body.rules
        if line.rule is not None
    )
