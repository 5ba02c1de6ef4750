"""Addresses of the room `portability`."""

from django.urls import URLPattern, path

from routines.portability.views import leaving

app_name = "portability"

urlpatterns: list[URLPattern] = [
    path("delete/", leaving.delete_data, name="delete_data"),
    path("delete/sure/", leaving.delete_data_sure, name="delete_data_sure"),
    path("leave/", leaving.leave, name="leave"),
    path("leave/sure/", leaving.leave_sure, name="leave_sure"),
    path("goodbye/", leaving.goodbye, name="goodbye"),
]
