"""Addresses of the room `trends`."""

from django.urls import URLPattern, path

from routines.accounts import addresses  # noqa: F401 - knows what <key:…> is
from routines.trends import question_views, step_views, views
from routines.trends.report import views as report

app_name = "trends"

urlpatterns: list[URLPattern] = [
    path("", views.trends, name="trends"),
    path("routine/", views.routine, name="routine"),
    path("places/", views.places, name="places"),
    path("how-we-know/", views.how_we_know, name="how_we_know"),
    path("counts.csv", views.counts, name="counts"),
    path("counts.svg", views.picture, name="picture"),
    path("questions/", question_views.questions, name="questions"),
    path("trial/", question_views.trial, name="trial"),
    path("trial/<key:trial_id>/call-off/", question_views.call_off, name="call_off_trial"),
    path("steps/<key:step_id>/", step_views.step, name="step"),
    path("report/", report.report, name="report"),
    path("report/share/", report.share, name="report_share"),
    path("report/links/", report.links, name="report_links"),
    path("report/links/<key:link_id>/revoke/", report.revoke, name="report_revoke"),
    path("shared/<str:token>/", report.shared, name="shared"),
    path("shared/<str:token>/report/", report.shared_sheet, name="shared_sheet"),
]
