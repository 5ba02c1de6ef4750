"""The README names every setting there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from tracker import environment

README = Path(settings.BASE_DIR) / "README.md"


def test_readme_documents_each_variable_once() -> None:
    table = README.read_text().split("## Settings")[1].split("\n## ")[0]
    named = re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)
    assert sorted(named) == sorted(environment.variables)


def test_readme_names_every_make_target_that_says_what_it_does() -> None:
    makefile = (README.parent / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) - {
        "build",
        "clean",
    }
    named = set(re.findall(r"\bmake ([a-z-]+)", README.read_text()))
    assert targets - named == set()
