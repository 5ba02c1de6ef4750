"""Addresses of the room `guidance`."""

from django.urls import URLPattern, path

from routines.guidance import views

app_name = "guidance"

urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    # Before the topics: no topic can have this address.
    path("rules/", views.rules, name="rules"),
    path("<slug:slug>/", views.topic, name="topic"),
]
