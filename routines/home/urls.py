"""Addresses of the room `home`."""

from django.urls import path

from routines.home.views import days, demo, history, landing

app_name = "home"

urlpatterns = [
    path("", days.today, name="today"),
    path("thoughts/", days.thoughts, name="thoughts"),
    path("day/<str:day>/", days.day, name="day"),
    path("day/<str:day>/log/", days.log, name="log"),
    path("history/", history.month, name="history"),
    path("history/week/", history.week, name="week"),
    path("look-around/", demo.begin, name="demo"),
    path("look-around/leave/", demo.leave, name="leave_demo"),
    path("more/", landing.more, name="more"),
]
