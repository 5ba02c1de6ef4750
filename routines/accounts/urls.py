"""Addresses of the room `accounts`."""

from django.urls import URLPattern, path

from routines.accounts import views

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("", views.settings, name="settings"),
    path("zone/", views.confirm_zone, name="confirm_zone"),
    path("account/", views.account, name="account"),
]
