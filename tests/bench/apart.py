"""Measuring in a process that has done nothing else, over a database that another has filled."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from tests.browser.application import Application

ROOT = Path(__file__).resolve().parents[2]


def run_apart(
    application: Application, module: str, jobs: Sequence[str], *arguments: object
) -> dict[str, Any]:
    """Do the jobs of a module one after the other, each in a process of its own.

    Returns what the last one printed as JSON. Raises CalledProcessError where one fails.
    """
    for job in jobs:
        done = subprocess.run(
            [sys.executable, "-m", module, job, *map(str, arguments)],
            cwd=ROOT,
            env=application.environment(),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def start(main: Callable[[], int], jobs: Mapping[str, Callable[..., None]]) -> None:
    """Be the process that measures, or the one that does the job it is told."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    if len(sys.argv) > 1:
        jobs[sys.argv[1]](*map(int, sys.argv[2:]))
    else:
        sys.exit(main())


def peak_mb() -> float:
    """The most memory that this process has had so far."""
    # Kilobytes on Linux.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
