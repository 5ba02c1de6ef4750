"""Addresses of the room `accounts`."""

from django.urls import URLPattern, path

from routines.accounts import views

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("", views.settings, name="settings"),
    path("zone/", views.confirm_zone, name="confirm_zone"),
    path("account/", views.account, name="account"),
    path("consent/", views.consent, name="consent"),
    path("consent/give/", views.give_consent, name="give_consent"),
    path("consent/withdraw/", views.withdraw_consent, name="withdraw_consent"),
]
