"""Addresses of the room `portability`."""

from django.urls import URLPattern, path

from routines.portability import import_rows_views, import_views
from routines.portability.views import data, leaving

app_name = "portability"

urlpatterns: list[URLPattern] = [
    path("", data.data, name="data"),
    path("diary.zip", data.archive, name="archive"),
    path("archive/", data.export, name="export"),
    path("archive/<uuid:export>/", data.fetch, name="fetch"),
    path("archive/<uuid:export>/remove/", data.drop, name="drop_export"),
    path("delete/", leaving.delete_data, name="delete_data"),
    path("delete/sure/", leaving.delete_data_sure, name="delete_data_sure"),
    path("leave/", leaving.leave, name="leave"),
    path("leave/sure/", leaving.leave_sure, name="leave_sure"),
    path("goodbye/", leaving.goodbye, name="goodbye"),
    path("imports/", import_views.imports_page, name="imports"),
    path("imports/<uuid:import_key>/", import_views.import_page_view, name="import"),
    path("imports/<uuid:import_key>/mapping/", import_views.mapping, name="import_mapping"),
    path("imports/<uuid:import_key>/bring-in/", import_views.confirm, name="import_confirm"),
    path("imports/<uuid:import_key>/take-back/", import_views.take_back, name="import_take_back"),
    path("imports/<uuid:import_key>/discard/", import_views.discard, name="import_discard"),
    path("imports/<uuid:import_key>/rows/", import_rows_views.rows, name="import_rows"),
    path(
        "imports/<uuid:import_key>/rows.csv",
        import_rows_views.rows_sheet,
        name="import_rows_sheet",
    ),
]
