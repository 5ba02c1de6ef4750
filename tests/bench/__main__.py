"""`make bench`: the application beside a bare Django site, in one run and on the same server."""

from __future__ import annotations

import os
import sys

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tests.bench import run

    return run.main()


if __name__ == "__main__":
    sys.exit(main())
