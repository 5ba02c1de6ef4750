"""The entry point of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_wsgi_application()
# Imports every view now, once for all workers, and not during the first request of each. Settings
# that name other addresses (tests/bench) are followed as well.
get_resolver().url_patterns  # noqa: B018
# What is loaded by now stays: without this, every full collection walks all of it, and some request
# in a hundred waits a tenth of a second for that.
gc.collect()
gc.freeze()
