"""Links in mails. Whoever holds one acts for the address, without a log-in.

Confirmation and management links are signed; the link that unsubscribes carries the subscriber's own random
token instead, so that it still works after the secret key was changed.
"""

import secrets
import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

from designations.alerts.limits import CONFIRM_WITHIN
from designations.models import Subscriber

_CONFIRM = "designations.alerts.confirm"
_MANAGE = "designations.alerts.manage"
# As much of a token as finds its row; the rest proves possession.
_SELECTOR = 8


class LinkRefused(ValueError):
    """The link is incomplete, altered, or its address is gone."""


class LinkExpired(LinkRefused):
    """The link was good once."""


def absolute(path: str) -> str:
    """The address of `path` on the public site."""
    return str(settings.SITE_URL).rstrip("/") + path


def confirm_url(request: uuid.UUID) -> str:
    """The link that leads to the confirmation of `request`; good for seven days."""
    return absolute(reverse("alerts:confirm", args=[signing.dumps(request.hex, salt=_CONFIRM)]))


def request_of(signed: str) -> uuid.UUID:
    """The request that a confirmation link is for. Raises `LinkExpired` or `LinkRefused`."""
    try:
        return uuid.UUID(hex=signing.loads(signed, salt=_CONFIRM, max_age=CONFIRM_WITHIN))
    except signing.SignatureExpired as error:
        raise LinkExpired("This link has expired.") from error
    except (signing.BadSignature, ValueError) as error:
        raise LinkRefused("This link is incomplete.") from error


def manage_url(subscriber: Subscriber) -> str:
    """The link to what `subscriber` asked for."""
    return absolute(reverse("alerts:manage", args=[signing.dumps(subscriber.token, salt=_MANAGE)]))


def managed_by(signed: str) -> Subscriber:
    """The subscriber whose management link this is. Raises `LinkRefused`."""
    try:
        token = signing.loads(signed, salt=_MANAGE)
    except (signing.BadSignature, ValueError) as error:
        raise LinkRefused("This link is incomplete.") from error
    return holder_of(token)


def unsubscribe_url(subscriber: Subscriber) -> str:
    """The link that ends everything for `subscriber`, for people and for mail programs (RFC 8058)."""
    return absolute(reverse("alerts:unsubscribe", args=[subscriber.token]))


def holder_of(token: str) -> Subscriber:
    """The subscriber with this token, compared in constant time. Raises `LinkRefused`."""
    if len(token) <= _SELECTOR or not (token.isascii() and token.isprintable()):
        raise LinkRefused("This link is incomplete.")
    for subscriber in Subscriber.objects.filter(token__startswith=token[:_SELECTOR]):
        if secrets.compare_digest(subscriber.token.encode(), token.encode()):
            return subscriber
    raise LinkRefused("This link is incomplete, or has done its work already.")
