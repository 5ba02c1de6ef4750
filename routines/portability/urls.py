"""Addresses of the room `portability`."""

from django.urls import URLPattern, path

from routines.portability.views import data, import_rows, imports, leaving

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
    path("imports/", imports.imports_page, name="imports"),
    path("imports/<uuid:import_key>/", imports.import_page_view, name="import"),
    path("imports/<uuid:import_key>/mapping/", imports.mapping, name="import_mapping"),
    path("imports/<uuid:import_key>/bring-in/", imports.confirm, name="import_confirm"),
    path("imports/<uuid:import_key>/take-back/", imports.take_back, name="import_take_back"),
    path("imports/<uuid:import_key>/discard/", imports.discard, name="import_discard"),
    path("imports/<uuid:import_key>/rows/", import_rows.rows, name="import_rows"),
    path(
        "imports/<uuid:import_key>/rows.csv",
        import_rows.rows_sheet,
        name="import_rows_sheet",
    ),
]
