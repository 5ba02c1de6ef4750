"""Addresses of the room `diary`."""

from django.urls import path

from routines.diary.views import answers, happenings

app_name = "diary"

urlpatterns = [
    path("day/<str:day>/step/<int:step_id>/", answers.step, name="step"),
    path("day/<str:day>/rest/", answers.rest, name="rest"),
    path("day/<str:day>/same/", answers.same_as_before, name="same"),
    path("day/<str:day>/happenings/", happenings.happenings, name="happenings"),
    path("day/<str:day>/note/", happenings.note, name="note"),
]
