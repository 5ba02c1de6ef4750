"""The examples in docs/: code blocks, run or sent as a reader would, and what they are to answer.

A block of `sh` or `python` is run, one of `http` is sent; a block of `json` or `text` right after
it is what comes back. Blanks do not matter there, and “…” stands for anything.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

DOCS: Final = Path(__file__).parents[2] / "docs"
ADDRESS: Final = "https://diary.example"
"""Where the documents say that the diary is."""

SECRET: Final = "diary_…"
"""The token, as the documents write it."""

SHOWN: Final = frozenset({"json", "text"})
FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEPT_AS: Final = re.compile(r"# (\S+\.py)\n")
"""The first line of a block that the others import: it is kept under that name, and not run."""

LIMIT: Final = 60
"""Seconds that an example may take."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """A code block, and what it shows as its answer; None where it shows nothing."""

    language: str
    code: str
    shown: str | None


@dataclass(frozen=True, kw_only=True)
class Section:
    """What stands below a heading of the second rank."""

    title: str
    examples: Sequence[Example]

    def in_language(self, language: str) -> Section:
        """The same, with the examples of one language only."""
        mine = [example for example in self.examples if example.language == language]
        return Section(title=self.title, examples=mine)


def sections_of(name: str) -> list[Section]:
    """Return the parts of a document that have examples."""
    _, *parts = re.split(r"^## ", (DOCS / name).read_text(), flags=re.MULTILINE)
    sections = [
        Section(title=part.partition("\n")[0], examples=_examples(FENCE.findall(part)))
        for part in parts
    ]
    return [section for section in sections if section.examples]


def _examples(blocks: Sequence[tuple[str, str]]) -> list[Example]:
    followers = [*blocks[1:], ("", "")]
    return [
        Example(language=language, code=code, shown=shown if after in SHOWN else None)
        for (language, code), (after, shown) in zip(blocks, followers, strict=True)
        if language not in SHOWN
    ]


def answers_as_shown(answered: str, shown: str) -> bool:
    """Say whether an answer is what a document shows."""
    pieces = [re.escape(_squeezed(piece)) for piece in shown.split("…")]
    return re.fullmatch(".*".join(pieces), _squeezed(answered), re.DOTALL) is not None


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@dataclass
class Reader:
    """Somebody who tries the examples, in a folder of their own."""

    folder: Path
    address: str
    secret: str
    variables: dict[str, str] = field(default_factory=dict)
    """What the document tells the reader to set, but for the address and the token."""

    def tries(self, example: Example) -> str:
        """Run or send an example, and return what came back."""
        answered = self._do(example)
        if batch := re.search(r'"batch": ?"([0-9a-f-]{36})"', answered):
            self.variables["BATCH"] = batch[1]
        return answered

    def _do(self, example: Example) -> str:
        match example.language:
            case "sh":
                return self._run(["/bin/sh", "-euc", example.code])
            case "python" if name := KEPT_AS.match(example.code):
                (self.folder / name[1]).write_text(example.code)
                return ""
            case "python":
                return self._run([sys.executable, "-W", "error", "-c", example.code])
            case "http":
                return self.sends(example.code)
            case other:
                raise ValueError(f"nobody knows how to try {other!r}")

    def _run(self, command: Sequence[str]) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
        assert done.returncode == 0, f"{command[-1]}\n{done.stderr}"
        return done.stdout

    def _environment(self) -> Mapping[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        told = {"DIARY": self.address, "TOKEN": self.secret, "PYTHONIOENCODING": "utf-8"}
        return kept | told | self.variables

    def sends(self, text: str) -> str:
        """Send a request that is written out: a line, headers, an empty line, a body."""
        head, _, body = text.partition("\n\n")
        first, *headers = head.strip().splitlines()
        method, address = first.split(" ", 1)
        return self.send(
            method, address, dict(line.split(": ", 1) for line in headers), body.strip()
        )

    def send(self, method: str, address: str, headers: Mapping[str, str], body: str = "") -> str:
        """Send a request of a document, with the real address and token, and return the answer."""
        assert address.startswith(f"{ADDRESS}/"), address
        named = {name: text.replace(SECRET, self.secret) for name, text in headers.items()}
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=LIMIT)
        try:
            connection.request(method, address.removeprefix(ADDRESS), body.encode(), named)
            return connection.getresponse().read().decode()
        finally:
            connection.close()


def pretty(answered: str) -> str:
    """JSON as a person reads it; anything else as it is."""
    try:
        return json.dumps(json.loads(answered), indent=2, ensure_ascii=False)
    except ValueError:
        return answered
