"""Addresses of the room `portability`."""

from django.urls import URLPattern

app_name = "portability"

urlpatterns: list[URLPattern] = []
