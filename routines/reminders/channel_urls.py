"""Addresses of the channels: pages to set them up, links in messages, the calendar feed."""

from __future__ import annotations

from django.urls import path

from routines.reminders.views import channels, destinations, feed, links

urlpatterns = [
    path("channels/", channels.channels, name="channels"),
    path("channels/email/", channels.email, name="channel_email"),
    path("channels/wishes/", channels.wishes, name="wishes"),
    path("channels/push/", destinations.add_push, name="add_push"),
    path("channels/push/renew/", destinations.renew_push, name="renew_push"),
    path("channels/services/add/", destinations.add_apprise, name="add_service"),
    path("channels/<uuid:destination>/", destinations.destination, name="destination"),
    path("channels/<uuid:destination>/test/", destinations.test, name="test_destination"),
    path("channels/<uuid:destination>/remove/", destinations.remove, name="remove_destination"),
    path("channels/calendar/", feed.make, name="make_feed"),
    path("channels/calendar/revoke/", feed.revoke, name="revoke_feed"),
    path("channels/calendar/names/", feed.names, name="feed_names"),
    path("calendar/<str:token>.ics", feed.feed, name="feed"),
    path("answer/<str:token>/", links.answer, name="answer"),
    path("unsubscribe/<str:token>/", links.unsubscribe, name="unsubscribe"),
]
