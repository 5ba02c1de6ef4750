"""The only place that writes guidance."""

from routines.guidance.services.publishing import Overtaken, publish_topic
from routines.guidance.services.starters import (
    STARTER_FOLDER,
    Loaded,
    StarterError,
    load_starter,
    read_starters,
)

__all__ = [
    "STARTER_FOLDER",
    "Loaded",
    "Overtaken",
    "StarterError",
    "load_starter",
    "publish_topic",
    "read_starters",
]
