"""Importing the held files that publishers accepted. The rows carry the work: a crash only delays it."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from designations.editorial.errors import EditorialError, NotAllowedNow
from designations.editorial.log import take_clock
from designations.importers.accept import require_held
from designations.importers.kept import unpacked_again
from designations.importers.run import import_version
from designations.importers.schedule import locked
from designations.models import Acceptance, Snapshot

logger = logging.getLogger(__name__)
# A file that kills every worker which reads it must not be read for ever.
MOST_ATTEMPTS = 3
_LOCKS = 0x61636370


def is_waiting() -> bool:
    """Whether a file was accepted and is not settled yet."""
    return Acceptance.objects.filter(done_at=None).exists()


def import_accepted() -> None:
    """Settle every accepted file that nobody else is at: import it, or write down why it cannot be.

    An error that nobody foresaw is logged, and leaves its file to the next attempt.
    """
    for key in list(Acceptance.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True)):
        try:
            # The lock dies with its worker; a lease would make the next one wait.
            with locked(_LOCKS, key) as is_ours:
                if is_ours:
                    _settle(key)
        except Exception:
            logger.exception("accepted file %s could not be imported; tried again later", key)


def _settle(key: int) -> None:
    accepted = Acceptance.objects.select_related("snapshot__feed", "by").get(pk=key)
    if accepted.done_at is not None:
        return
    if accepted.attempts >= MOST_ATTEMPTS:
        _refuse(accepted, f"The import broke off {MOST_ATTEMPTS} times; the worker's log says why.")
        return
    accepted.attempts += 1
    accepted.save(update_fields=["attempts"])
    try:
        with transaction.atomic():
            _import(accepted)
    except EditorialError as refusal:
        _refuse(accepted, str(refusal))


def _import(accepted: Acceptance) -> None:
    """Import the file as the next version of its feed; the held one stays as evidence."""
    take_clock()
    held = accepted.snapshot
    require_held(held)
    with unpacked_again(held) as files:
        outcome = import_version(held.feed, files=files, dated=held.dated, accept_losses=True)
    taken = outcome.taken.snapshot
    if taken is None or taken.state != Snapshot.State.IMPORTED:
        raise NotAllowedNow(f"{held} cannot be imported: {taken.reason if taken else 'unchanged'}")
    taken.accepted_by = accepted.by
    taken.save(update_fields=["accepted_by"])
    accepted.taken, accepted.told, accepted.done_at = taken, outcome.as_json(), timezone.now()
    accepted.save(update_fields=["taken", "told", "done_at"])


def _refuse(accepted: Acceptance, reason: str) -> None:
    logger.warning("accepted file %s is refused: %s", accepted.pk, reason)
    accepted.taken, accepted.told = None, {}
    accepted.refusal, accepted.done_at = reason[:1000], timezone.now()
    accepted.save(update_fields=["refusal", "done_at"])
