"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_wsgi_application()
# Imports every view now, once for all workers, and not during the first request of each. Settings
# that name other addresses (tests/bench) are followed as well.
get_resolver().url_patterns  # noqa: B018
