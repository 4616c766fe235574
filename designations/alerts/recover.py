"""One sweeper for each kind of work that can get lost, and for addresses that never confirmed themselves."""

import logging

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from designations.alerts.limits import CONFIRM_WITHIN, MOST_ATTEMPTS
from designations.alerts.unsubscribe import forget
from designations.models import Delivery, Subscriber, Subscription

logger = logging.getLogger(__name__)
_AT_ONCE = 1000


def recover() -> None:
    """End what cannot go on: messages tried too often, messages to nobody, requests never confirmed."""
    given_up = (
        _due()
        .filter(attempts__gte=MOST_ATTEMPTS, due_at__lte=Now())
        .update(state=Delivery.State.FAILED, last_error="worker_lost")
    )
    orphaned = (
        _due()
        .filter(subscriber__isnull=True)
        .update(state=Delivery.State.DROPPED, last_error="subscriber_gone")
    )
    stale, _ = Subscription.objects.filter(
        confirmed_at__isnull=True, created_at__lt=timezone.now() - CONFIRM_WITHIN
    ).delete()
    gone = forget_idle()
    if given_up or orphaned or stale or gone:
        logger.info(
            "%s deliveries given up, %s dropped; %s unconfirmed subscriptions and %s addresses deleted",
            given_up, orphaned, stale, gone,
        )  # fmt: skip


def forget_idle() -> int:
    """Delete addresses that ask for nothing any more; return how many."""
    asking = Subscription.objects.filter(subscriber=OuterRef("pk"))
    idle = Subscriber.objects.filter(~Exists(asking)).order_by("pk").values_list("pk", flat=True)
    return forget(list(idle[:_AT_ONCE]), only_idle=True)


def _due() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=Delivery.State.DUE)
