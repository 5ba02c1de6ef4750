"""The room `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "routines.accounts"
    label = "accounts"
    verbose_name = "Accounts"
