"""Addresses of the room `home`."""

from django.urls import path

from routines.home.views import days, landing, history, landing

app_name = "home"

urlpatterns = [
    path("", days.today, name="today"),
    path("day/<str:day>/", days.day, name="day"),
    path("day/<str:day>/log/", days.log, name="log"),
    path("history/", history.month, name="history"),
    path("history/week/", history.week, name="week"),
    path("more/", landing.more, name="more"),
    path("more/", landing.more, name="more"),
]
