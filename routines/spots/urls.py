"""Addresses of the room `spots`."""

from django.urls import path

from routines.spots import views

app_name = "spots"

urlpatterns = [
    path("", views.counts, name="counts"),
    path("count/", views.count, name="count"),
    path("<int:count_id>/", views.detail, name="detail"),
    path("<int:count_id>/correct/", views.correct, name="correct"),
    path("<int:count_id>/remove/", views.remove, name="remove"),
]
