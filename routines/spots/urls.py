"""Addresses of the room `spots`."""

from django.urls import URLPattern

app_name = "spots"

urlpatterns: list[URLPattern] = []
