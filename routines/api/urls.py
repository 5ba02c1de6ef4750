"""Addresses of the room `api`: the pages for tokens, the description, and the API itself."""

from django.urls import path

from routines.api import token_views, views
from routines.api.v1 import api

app_name = "api"

urlpatterns = [
    path("settings/tokens/", token_views.tokens, name="tokens"),
    path("settings/tokens/new/", token_views.make, name="make_token"),
    path("settings/tokens/<uuid:token>/revoke/", token_views.revoke, name="revoke_token"),
    path("api/", views.reference, name="reference"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/v1/", api.urls),
]
