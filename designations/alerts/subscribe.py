"""Asking for alerts, and confirming that one asked."""

import logging
import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import product

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from designations.alerts.limits import MOST_COMBINATIONS, confirmations_per_hour
from designations.alerts.nudge import SEND, nudge
from designations.models import (
    AlertCursor,
    Change,
    Delivery,
    DesignationList,
    Entity,
    EventKind,
    Jurisdiction,
    Subscriber,
    Subscription,
)

logger = logging.getLogger(__name__)


class TooManyCombinations(ValueError):
    """More than one request may ask for."""


class NothingToConfirm(ValueError):
    """The request is gone: the address was deleted, or waited for too long."""


def combinations(*, places: int, entities: int) -> int:
    """How many subscriptions a choice comes to. Raises `TooManyCombinations` beyond the bound."""
    number = max(places, 1) * max(entities, 1)
    if number > MOST_COMBINATIONS:
        raise TooManyCombinations(
            _(
                "Lists and jurisdictions: %(places)s, entities: %(entities)s. Together they make %(number)s "
                "combinations; one request holds at most %(most)s. Choose fewer, or ask more than once."
            )
            % {"places": places, "entities": entities, "number": number, "most": MOST_COMBINATIONS}
        )
    return number


def subscribe(
    *,
    email: str,
    lists: Sequence[DesignationList] = (),
    jurisdictions: Sequence[Jurisdiction] = (),
    entities: Sequence[Entity] = (),
    kinds: Iterable[EventKind] = (),
) -> None:
    """Record what `email` asks for, and owe it the question whether it does.

    An event matches if it is on one of the lists or of the jurisdictions, about one of the entities, and of
    one of the kinds; what is left empty matches all. Beyond the hourly number of questions nothing happens,
    and nothing is said about it. Raises `TooManyCombinations`.
    """
    combinations(places=len(lists) + len(jurisdictions), entities=len(entities))
    places: list[tuple[DesignationList | None, Jurisdiction | None]] = [
        *((row, None) for row in lists),
        *((None, row) for row in jurisdictions),
    ]
    about: list[Entity | None] = [*entities]
    request = uuid.uuid4()
    with transaction.atomic():
        subscriber = _locked(email.strip().lower())
        hour_ago = timezone.now() - timedelta(hours=1)
        asked = Delivery.objects.filter(subscriber=subscriber, request__isnull=False, created_at__gt=hour_ago)
        if asked.count() >= confirmations_per_hour():
            logger.info("subscriber %s has been asked often enough this hour", subscriber.pk)
            return
        Subscription.objects.bulk_create(
            Subscription(
                subscriber=subscriber, request=request, list=list_, jurisdiction=jurisdiction, entity=entity,
                kinds=sorted(set(kinds)),
            )
            for (list_, jurisdiction), entity in product(places or [(None, None)], about or [None])
        )  # fmt: skip
        Delivery.objects.create(subscriber=subscriber, request=request, message=request, due_at=Now())
        transaction.on_commit(lambda: nudge(SEND))


def _locked(email: str) -> Subscriber:
    """The row of `email`, created if need be, and locked: whoever deletes addresses may be at it."""
    while True:
        known, _new = Subscriber.objects.get_or_create(email=email)
        row = Subscriber.objects.select_for_update(no_key=True).filter(pk=known.pk).first()
        if row is not None:
            return row


def confirm(*, request: uuid.UUID) -> None:
    """Let the subscriptions of `request` count from now on; again is harmless. Raises `NothingToConfirm`."""
    with transaction.atomic():
        # The first lock: no change is matched between reading the number and the subscription being there.
        AlertCursor.objects.select_for_update().get(id=1)
        rows = Subscription.objects.filter(request=request)
        if not rows.exists():
            raise NothingToConfirm("There is nothing left to confirm. Ask again with the form.")
        rows.filter(confirmed_at__isnull=True).update(
            confirmed_at=timezone.now(), confirmed_seq=Change.objects.known_seq()
        )
