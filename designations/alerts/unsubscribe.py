"""Leaving: one request, or everything with the address."""

import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef

from designations.models import Delivery, Subscriber, Subscription


def leave(subscriber: Subscriber) -> None:
    """Delete `subscriber` with all subscriptions; what is owed is dropped, what was sent stays, nameless."""
    forget([subscriber.pk])


def cancel(subscriber: Subscriber, *, request: uuid.UUID) -> bool:
    """End what `subscriber` asked for in `request`; tell whether the address stays because of others.

    With the last request goes the address.
    """
    Subscription.objects.filter(subscriber=subscriber, request=request).delete()
    return forget([subscriber.pk], only_idle=True) == 0


def forget(keys: list[int], *, only_idle: bool = False) -> int:
    """Delete the subscribers with these keys, or only those who ask for nothing more; return how many."""
    with transaction.atomic():
        # The lock keeps a fan-out from owing them news, and a form from adding to them, in between.
        locked = list(
            Subscriber.objects.select_for_update(skip_locked=only_idle)
            .filter(pk__in=keys)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        going = Subscriber.objects.filter(pk__in=locked)
        if only_idle:
            going = going.filter(~Exists(Subscription.objects.filter(subscriber=OuterRef("pk"))))
        leaving = list(going.values_list("pk", flat=True))
        Delivery.objects.filter(subscriber__in=leaving, state=Delivery.State.DUE).update(
            state=Delivery.State.DROPPED, last_error="subscriber_gone"
        )
        Subscriber.objects.filter(pk__in=leaving).delete()
    return len(leaving)
