"""Addresses of the room `reminders`."""

from django.urls import path

from routines.reminders import channel_urls
from routines.reminders.views import answers, inbox, looking, nudges, settings, why

app_name = "reminders"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("rules/", inbox.rules, name="rules"),
    path("nudges/", nudges.nudges, name="nudges"),
    path("nudges/add/", nudges.add, name="add_nudge"),
    path("nudges/<uuid:nudge>/", nudges.edit, name="edit_nudge"),
    path("nudges/<uuid:nudge>/switch/", nudges.switch, name="switch_nudge"),
    path("nudges/<uuid:nudge>/remove/", nudges.remove, name="remove_nudge"),
    path("settings/", settings.settings, name="settings"),
    path("trends/", looking.trends, name="look_at_trends"),
    *channel_urls.urlpatterns,
    path("<uuid:reminder>/", why.why, name="why"),
    path("<uuid:reminder>/done/", answers.done, name="done"),
    path("<uuid:reminder>/not-now/", answers.not_now, name="not_now"),
    path("<uuid:reminder>/stop/", answers.stop, name="stop"),
    path("<uuid:reminder>/dismiss/", answers.dismiss, name="dismiss"),
    path("<uuid:reminder>/unmute/", answers.unmute, name="unmute"),
]
