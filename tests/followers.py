"""People who follow something, for tests of alerts."""

from typing import Any

from django.utils import timezone

from designations.alerts.subscribe import confirm, subscribe
from designations.models import Delivery, Subscriber, Subscription


def follow(email: str = "reader@example.org", **wishes: Any) -> Subscriber:
    """Let `email` ask for `wishes` (see `subscribe`) and confirm; its confirmation mail counts as sent."""
    subscribe(email=email, **wishes)
    asked = Delivery.objects.filter(request__isnull=False).order_by("-pk")[0]
    assert asked.request is not None
    confirm(request=asked.request)
    Delivery.objects.filter(pk=asked.pk).update(state="sent", sent_at=timezone.now())
    return Subscription.objects.filter(request=asked.request)[0].subscriber


def follow_unread(number: int, **wishes: Any) -> None:
    """Let `number` addresses follow the same, in bulk; each wish is a field of `Subscription`."""
    readers = Subscriber.objects.bulk_create(
        Subscriber(email=f"reader-{n}@example.org") for n in range(number)
    )
    Subscription.objects.bulk_create(
        Subscription(subscriber=reader, confirmed_at=timezone.now(), confirmed_seq=0, **wishes)
        for reader in readers
    )


def owed() -> list[str]:
    """The addresses to which news is due, one for each change, in order."""
    due = Delivery.objects.filter(change__isnull=False, state="due", subscriber__isnull=False)
    return sorted(due.values_list("subscriber__email", flat=True))
