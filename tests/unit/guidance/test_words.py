"""Words that promise too much are found, with their places."""

from __future__ import annotations

import pytest

from routines.guidance.words import avoided_words


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("detects", "a diary finds nothing by itself. Say “note” or “see”."),
        ("Diagnosis", "only a doctor can say what something is."),
        ("diagnose", "only a doctor can say what something is."),
        ("assessed", "a diary can't judge skin."),
        ("monitor your condition", "this is no medical device. Say “keep your diary”."),
        ("score of your skin", "skin has no score. Say “the count you entered”."),
        ("severity", "this is a doctor's measure. Say “how many”"),
        ("treatment", "we offer none. Say “procedure”"),
        ("Treatments", "we offer none. Say “procedure”"),
        ("treat", "only a professional does."),
        ("untreated", "only a professional does."),
        ("cure", "nothing here does."),
        ("prevents", "no habit is certain to. Say “may lower the chance”."),
        ("clinically proven", "say what was studied and by whom"),
        ("safe", "nobody can promise it. Say “gentle”"),
        ("safely", "nobody can promise it. Say “gentle”"),
        ("normal", "it calls others abnormal. Say “common”"),
        ("Abnormally", "it calls others abnormal. Say “common”"),
    ],
)
def test_avoided_word_is_found_with_a_reason_and_another_way(word: str, why: str) -> None:
    (problem,) = avoided_words(f"one\nit {word} it")
    assert (problem.line, problem.column) == (2, 4)
    assert problem.message.startswith(f"“{word}”: {why}")
    assert "say “" in problem.message.lower() or "“a study found …”" in problem.message


@pytest.mark.parametrize("text", ["prevention", "{what-treat-optional}", "Salt"])
def test_other_words_are_left_alone(text: str) -> None:
    assert list(avoided_words(text)) == []
