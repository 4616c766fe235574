"""Mails: what a message tells, addressed to one reader."""

import uuid
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from designations.alerts.asked import Asked
from designations.alerts.contents import MANAGE, UNSUBSCRIBE, Content
from designations.alerts.limits import CONFIRM_WITHIN
from designations.alerts.links import confirm_url, manage_url, unsubscribe_url
from designations.models import Subscriber

LIST_NAME = "Designation Tracker alerts"


def alert_mail(content: Content, *, subscriber: Subscriber, message: uuid.UUID) -> EmailMultiAlternatives:
    """`content` as a mail to `subscriber`, who can leave with one click (RFC 8058)."""
    manage, unsubscribe = manage_url(subscriber), unsubscribe_url(subscriber)
    text, html = (
        body.replace(MANAGE, manage).replace(UNSUBSCRIBE, unsubscribe)
        for body in (content.text, content.html)
    )
    headers = {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _mail(content.subject, text, html, to=subscriber.email, message=message, headers=headers)


def confirmation_mail(asked: Asked, *, subscriber: Subscriber) -> EmailMultiAlternatives:
    """The question whether `subscriber` wants what was asked for."""
    context = {"asked": asked, "confirm": confirm_url(asked.request), "days": CONFIRM_WITHIN.days}
    return _mail(
        "Please confirm your alerts",
        render_to_string("email/confirm.txt", context),
        render_to_string("email/confirm.html", context),
        to=subscriber.email,
        message=asked.request,
        headers={},
    )


def _mail(
    subject: str, text: str, html: str, *, to: str, message: uuid.UUID, headers: dict[str, str]
) -> EmailMultiAlternatives:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={
            # The same after a crash between the server's acceptance and our mark: a second copy shows as one.
            "Message-ID": f"<{message.hex}@{host}>",
            "List-Id": formataddr((LIST_NAME, f"alerts.{host}")),
            "Auto-Submitted": "auto-generated",
            **headers,
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail
