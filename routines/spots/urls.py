"""Addresses of the room `spots`."""

from django.urls import path

from routines.accounts import addresses  # noqa: F401 - knows what <key:…> is
from routines.spots import views

app_name = "spots"

urlpatterns = [
    path("", views.counts, name="counts"),
    path("count/", views.count, name="count"),
    path("<key:count_id>/", views.detail, name="detail"),
    path("<key:count_id>/correct/", views.correct, name="correct"),
    path("<key:count_id>/remove/", views.remove, name="remove"),
]
