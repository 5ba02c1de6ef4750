"""E-mail: text and HTML, links that act only after a POST, one-click unsubscribing (RFC 8058)."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from routines.accounts.models import User
from routines.reminders import links
from routines.reminders.channels import Line, Message, Refused, Retry, Target
from routines.reminders.channels.discreet import lock_screen_words

FIRST_PERMANENT = 500
"""From this reply on a mail server means "never", below it "not now" (RFC 5321, 4.2.1)."""
PREVIEWED = 100
"""Characters of a mail that programs show beside its subject, generously."""
NOT_CONFIRMED = "Your e-mail address is not confirmed yet."


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A reminder as the templates show it. Without `done_url` there is nothing to tick."""

    words: str
    offers: str
    done_url: str
    later_url: str
    why_url: str


def send(message: Message, target: Target) -> None:
    """Hand the message to the mail server. Raises Retry or Refused."""
    to = address_of(target.user_id)
    mail = compose(message, target, to=to)
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as problem:
        code, text = next(iter(problem.recipients.values()))
        raise _refusal(code, text) from problem
    except smtplib.SMTPAuthenticationError as problem:
        raise Retry("The mail server does not accept this diary's password.") from problem
    except smtplib.SMTPResponseException as problem:
        raise _refusal(problem.smtp_code, problem.smtp_error) from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise Retry("The mail server could not be reached.") from problem


def _refusal(code: int, text: bytes | str) -> Retry | Refused:
    """Return what a mail server's reply means. Its own words stay in: they are meant for people."""
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    said = f"The mail server answered {code}: {' '.join(words.split())[:120]}"
    return Refused(said) if code >= FIRST_PERMANENT else Retry(said)


def address_of(user_id: int) -> str:
    """Return where a person reads mail: a confirmed address; without a mail server, the account's.

    Raises Refused where no address is known to be theirs.
    """
    if not settings.MAIL_IS_CONFIGURED:
        return User.objects.get(pk=user_id).email
    confirmed = EmailAddress.objects.filter(user_id=user_id, verified=True)
    found = confirmed.order_by("-primary", "pk").values_list("email", flat=True).first()
    if found is None:
        raise Refused(NOT_CONFIRMED)
    return str(found)


def compose(message: Message, target: Target, *, to: str) -> EmailMultiAlternatives:
    """Return the mail, ready to send."""
    stop = unsubscribe_url(message, target)
    context = {
        "paragraphs": [_paragraph(message, line) for line in message.lines],
        "is_test": message.is_test,
        "diary_url": f"{message.base_url}/",
        "channels_url": message.base_url + reverse("reminders:channels"),
        "unsubscribe_url": stop,
        "subject": subject_of(message),
        "preview": lock_screen_words(message.lines, words_wanted=False),
        "padding": range(PREVIEWED),
    }
    mail = EmailMultiAlternatives(
        subject=subject_of(message),
        body=render_to_string("mail/reminder.txt", context),
        to=[to],
        reply_to=[settings.MAIL_REPLY_TO],
        headers={
            "Message-ID": message_id(message),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(render_to_string("mail/reminder.html", context), "text/html")
    return mail


def subject_of(message: Message) -> str:
    """Return words that say nothing about anybody's skin: subjects are read over shoulders."""
    if message.is_test:
        return "A test from your diary"
    number = len(message.lines)
    return "A note from your diary" if number == 1 else f"{number} notes from your diary"


def message_id(message: Message) -> str:
    """The same for each attempt, so that a mail program shows a second copy as the same mail."""
    return f"<{message.key}@{urlsplit(message.base_url).hostname}>"


def unsubscribe_url(message: Message, target: Target) -> str:
    """Return the address that ends these mails."""
    token = links.sign(links.Purpose.UNSUBSCRIBE, [target.key.hex], at=message.at)
    return message.base_url + reverse("reminders:unsubscribe", args=[token])


def _paragraph(message: Message, line: Line) -> Paragraph:
    token = links.sign(links.Purpose.ANSWER, [line.key.hex], at=message.at)
    url = message.base_url + reverse("reminders:answer", args=[token])
    return Paragraph(
        words=line.words,
        offers=line.offers,
        done_url=f"{url}?choice=done" if line.offers else "",
        later_url=f"{url}?choice=not_now",
        why_url=message.base_url + reverse("reminders:why", args=[line.key]),
    )
