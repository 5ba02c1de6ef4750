"""Which channels there are. Each is loaded when something is sent by it: some are slow to load."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from routines.reminders.channels import Channel

MODULES = {
    "email": "routines.reminders.channels.email",
    "push": "routines.reminders.channels.push",
    "apprise": "routines.reminders.channels.apprise",
}


@cache
def channel_of(name: str) -> Channel:
    """Raises KeyError for an unknown name."""
    return cast("Channel", import_module(MODULES[name]))
