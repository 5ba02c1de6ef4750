"""Addresses of the room `changes`."""

from django.urls import path

from routines.changes import views

app_name = "changes"

urlpatterns = [
    path("undo/<uuid:batch>/", views.undo, name="undo"),
]
