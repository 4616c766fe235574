"""Deliveries become mail: claim, send outside any transaction, mark.

A worker killed before it sends delays the message by the lease. One killed between the server's acceptance
and the mark lets it be sent twice, with the same Message-ID: no program can do better over SMTP.
"""

import logging
import time
import uuid
from collections import deque
from collections.abc import Callable

from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef

from designations.alerts.asked import Asked, requests_of
from designations.alerts.claim import Claimed, claim, dropped, failed, postponed, released, sent
from designations.alerts.compose import alert_mail, confirmation_mail
from designations.alerts.contents import Content, News, content_of, read_news
from designations.alerts.limits import MESSAGES_AT_ONCE, lease
from designations.alerts.post import Post
from designations.models import Subscriber, Subscription

logger = logging.getLogger(__name__)


def send_all(*, limit: int = MESSAGES_AT_ONCE) -> None:
    """Send whatever is due, `limit` messages at a time, until nothing is or the mail server is away."""
    while send_due(limit=limit):
        pass


def send_due(*, limit: int = MESSAGES_AT_ONCE) -> bool:
    """Claim up to `limit` due messages and send them over one connection; tell whether there may be more."""
    started = time.monotonic()
    waiting = deque(claim(limit=limit))
    if not waiting:
        return False
    claimed, reachable = len(waiting), True
    mail_for = _writer(waiting)
    try:
        with Post() as post:
            while waiting:
                one = waiting.popleft()
                reachable = _send(one, mail_for(one), post)
                while waiting and not reachable:
                    postponed(waiting.popleft(), reason="server_unavailable")
                # Half the lease is kept for the message that is under way.
                if time.monotonic() - started > lease().total_seconds() / 2:
                    break
    finally:
        # What was not tried is anybody's again; the one that failed unforeseen keeps its lease and its count.
        left = len(waiting)
        for one in waiting:
            released(one)
    logger.info("%s messages claimed, %s left over, %.2f s", claimed, left, time.monotonic() - started)
    return reachable and (claimed == limit or left > 0)


def _send(one: Claimed, mail: EmailMessage | None, post: Post) -> bool:
    """Send and settle one message; tell whether the mail server can be reached."""
    if mail is None:
        dropped(one, reason="nobody_waits")
        return True
    trouble = post.hand_over(mail)
    if trouble is None:
        sent(one)
        return True
    logger.warning("message %s, attempt %s: %s", one.message, one.attempts, trouble.reason)
    if trouble.lasting:
        failed(one, reason=trouble.reason)
    else:
        postponed(one, reason=trouble.reason)
    return not trouble.server


def _writer(claimed: deque[Claimed]) -> Callable[[Claimed], EmailMessage | None]:
    """Read all that `claimed` needs, in a fixed number of queries; returns what writes one of them."""
    confirmed = Subscription.objects.filter(subscriber=OuterRef("pk"), confirmed_seq__isnull=False)
    subscribers = Subscriber.objects.annotate(follows=Exists(confirmed)).in_bulk(
        [one.subscriber_id for one in claimed if one.subscriber_id is not None]
    )
    news = read_news({change for one in claimed for change in one.changes})
    asked = _unconfirmed([one for one in claimed if one.request is not None])
    contents: dict[tuple[int, ...], Content] = {}

    def mail_for(one: Claimed) -> EmailMessage | None:
        subscriber = subscribers.get(one.subscriber_id or 0)
        if subscriber is None:
            return None
        if one.request is not None:
            question = asked.get(one.request)
            return confirmation_mail(question, subscriber=subscriber) if question else None
        if not subscriber.follows:
            return None
        return alert_mail(_content(one, news, contents), subscriber=subscriber, message=one.message)

    return mail_for


def _content(one: Claimed, news: dict[int, News], contents: dict[tuple[int, ...], Content]) -> Content:
    key = tuple(sorted(one.changes))
    if key not in contents:
        contents[key] = content_of(news[change] for change in key)
    return contents[key]


def _unconfirmed(claimed: list[Claimed]) -> dict[uuid.UUID, Asked]:
    rows = Subscription.objects.filter(
        request__in=[one.request for one in claimed], confirmed_at__isnull=True
    ).select_related("list", "jurisdiction", "entity")
    return {asked.request: asked for asked in requests_of(rows)}
