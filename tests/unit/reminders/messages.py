"""Messages to send, and where to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from routines.reminders.channels import Line, Message, Target
from tests.conftest import NOON

MESSAGE_KEY = UUID("11111111-1111-4111-8111-111111111111")
TIP_KEY = UUID("22222222-2222-4222-8222-222222222222")
CAUTION_KEY = UUID("33333333-3333-4333-8333-333333333333")
TARGET_KEY = UUID("44444444-4444-4444-8444-444444444444")
BASE_URL = "https://diary.example"

TIP = Line(key=TIP_KEY, kind="tip", words="Keep the bottle by the toothbrush.", offers="sunscreen")
CAUTION = Line(key=CAUTION_KEY, kind="caution", words="Take a day off in between.")


def message(*lines: Line, **more: Any) -> Message:
    return Message(key=MESSAGE_KEY, at=NOON, base_url=BASE_URL, lines=lines, **more)


def target(**address: Any) -> Target:
    return Target(key=TARGET_KEY, user_id=1, address=address)
