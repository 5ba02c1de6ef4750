"""Which room answers which address."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from routines.accounts.views import sessions
from routines.reminders.views.worker import service_worker
from tracker.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("routines.home.urls")),
    path("", include("routines.diary.urls")),
    path("", include("routines.changes.urls")),
    path("spots/", include("routines.spots.urls")),
    path("trends/", include("routines.trends.urls")),
    path("guidance/", include("routines.guidance.urls")),
    path("reminders/", include("routines.reminders.urls")),
    path("settings/", include("routines.accounts.urls")),
    path("settings/data/", include("routines.portability.urls")),
    path("", include("routines.api.urls")),
    # Ahead of allauth's own list, which asks the database three times for each session.
    path("account/sessions/", sessions, name="usersessions_list"),
    path("account/", include("allauth.urls")),
    path("health/", health, name="health"),
    path("service-worker.js", service_worker, name="service_worker"),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
]

handler400 = "routines.home.views.errors.bad_request"
handler403 = "routines.home.views.errors.permission_denied"
handler404 = "routines.home.views.errors.page_not_found"
handler429 = "routines.home.views.errors.too_many_requests"
handler500 = "routines.home.views.errors.server_error"
