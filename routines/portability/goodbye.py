"""The one message to somebody who has left: that it is done. It holds no word of their diary."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
SUBJECT = "Your account was deleted"


def say_goodbye(address: str) -> None:
    """Send it where a mail server is set. A failure is noted without the address, and no more."""
    if not settings.MAIL_IS_CONFIGURED:
        return
    text = render_to_string("mail/goodbye.txt", {"backup_days": settings.BACKUP_DAYS})
    try:
        send_mail(SUBJECT, text, None, [address])
    except (OSError, SMTPException) as problem:
        log.warning("The message after a deletion could not be sent: %s", type(problem).__name__)
