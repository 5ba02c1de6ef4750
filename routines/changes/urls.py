"""Addresses of the room `changes`."""

from django.urls import URLPattern

app_name = "changes"

urlpatterns: list[URLPattern] = []
