"""How much memory something takes, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
LAST_LINES = """
import re
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", open("/proc/self/status").read())[1]) // 1024)
"""
# What getrusage says of a process begins with what its parent had.


def told_and_peak(script: str, *arguments: str) -> tuple[str, int]:
    """Run a script; return what it printed and its peak in megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", script + LAST_LINES, *arguments],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    *told, peak = done.stdout.splitlines()
    return "\n".join(told), int(peak)
