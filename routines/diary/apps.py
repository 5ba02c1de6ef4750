"""The room `diary`."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "routines.diary"
    label = "diary"
    verbose_name = "Diary"
