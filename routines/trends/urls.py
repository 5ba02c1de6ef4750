"""Addresses of the room `trends`."""

from django.urls import URLPattern, path

from routines.trends import views

app_name = "trends"

urlpatterns: list[URLPattern] = [
    path("", views.trends, name="trends"),
    path("counts.csv", views.counts, name="counts"),
]
