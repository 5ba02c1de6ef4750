"""`make audit`: Lighthouse on every page of the built application, phone and desktop."""

from __future__ import annotations

import os
import sys

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tests.audit import run

    return run.main()


if __name__ == "__main__":
    sys.exit(main())
