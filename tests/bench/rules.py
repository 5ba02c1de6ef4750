"""How long an editor's keystroke waits until the rules of a topic are understood.

`make bench` prints it with the rest; `python -m tests.bench.rules` measures nothing else.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from routines import guidance
from routines.guidance.blocks import read_body
from routines.guidance.files import read_topic
from routines.guidance.grammar import grammar_for
from routines.guidance.page import topic_page
from routines.guidance.text import TopicText
from routines.guidance.vocabulary import STARTER
from tests.bench import goals

# The services know this folder too, but they need Django, and reading does not.
TEXTS = Path(guidance.__file__).parent / "starter"
MOST_TO_READ = 20.0
"""Milliseconds."""
KEYSTROKES = 60
MILLI = 1000


def main() -> int:
    """Measure, print, and return 1 where a goal is missed."""
    wanted = rule_goals()
    print("\n".join(goal.line() for goal in wanted))
    return int(not all(goal.is_met for goal in wanted))


def rule_goals() -> list[goals.Goal]:
    """The topic with the most rules, and all topics as if they were one."""
    started = time.perf_counter()
    grammar_for(STARTER)
    print(f"The grammar is ready after {(time.perf_counter() - started) * MILLI:.0f} ms, once.")
    texts = starter_texts()
    longest = max(texts, key=lambda text: len(read_body(text.body).rules))
    everything = replace(longest, body="\n\n".join(text.body for text in texts))
    return [
        goal_for(longest, "Understanding a topic", MOST_TO_READ),
        goal_for(everything, "Understanding all topics as one", 10 * MOST_TO_READ),
    ]


def goal_for(text: TopicText, words: str, limit: float) -> goals.Goal:
    count = len(read_body(text.body).rules)
    return goals.Goal(f"{words}, {count} rules", milliseconds(text, topic_page), limit, " ms")


def milliseconds(text: TopicText, read: Callable[[TopicText], object]) -> float:
    """The median over some keystrokes; after each, every rule is another text than before."""
    times = []
    for number in range(1, KEYSTROKES + 1):
        typed = replace(text, body=text.body.replace(" when ", f" when {' ' * number}"))
        started = time.perf_counter()
        read(typed)
        times.append(time.perf_counter() - started)
    return median(times) * MILLI


def starter_texts() -> list[TopicText]:
    files = (path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.md")))
    return [text for file in files if (text := read_topic(file).text) is not None]


if __name__ == "__main__":
    sys.exit(main())
