"""`make attack`: the whole of it, for as long as it takes."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tests.attack.run import VARIABLES, attack, diary_to_attack
    from tests.browser.application import Application

    parser = argparse.ArgumentParser(prog="python -m tests.attack")
    parser.add_argument("--examples", type=int, default=300, help="for each operation and phase")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        application = Application(Path(folder), variables=VARIABLES)
        secret = diary_to_attack(application)
        application.start()
        try:
            done = attack(application, secret, examples=options.examples, seed=options.seed)
        finally:
            application.stop()
    print(done.stdout, done.stderr, sep="\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
