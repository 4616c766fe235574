"""An editor's decision that a held file is right: a regime did end, or the publisher did drop so many."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.errors import NotAllowedNow
from designations.editorial.log import take_clock
from designations.importers.kept import unpacked_again
from designations.importers.run import Outcome, import_version
from designations.models import Snapshot


def acceptable(snapshot: Snapshot) -> bool:
    """Whether `snapshot` is held, and the last that is known of its feed."""
    newest = (
        Snapshot.objects.filter(feed=snapshot.feed_id).order_by("-pk").values_list("pk", flat=True).first()
    )
    return snapshot.state == Snapshot.State.HELD and newest == snapshot.pk


def accept_held(snapshot: Snapshot, *, by: User) -> Outcome:
    """Import the held `snapshot` as it is, as the next version of its feed; the held one stays as evidence.

    Raises `PermissionRefused`, or `NotAllowedNow` for one that is not held, that a later file overtook or
    whose files are gone. Nothing is written then.
    """
    require(by, "publish_event")
    with transaction.atomic():
        take_clock()
        if snapshot.state != Snapshot.State.HELD:
            raise NotAllowedNow(f"{snapshot} is {snapshot.get_state_display()}: there is nothing to accept.")
        if not acceptable(snapshot):
            raise NotAllowedNow(f"{snapshot}: a later file was taken since; decide on that one.")
        with unpacked_again(snapshot) as files:
            outcome = import_version(snapshot.feed, files=files, dated=snapshot.dated, accept_losses=True)
        taken = outcome.taken.snapshot
        if taken is None or taken.state != Snapshot.State.IMPORTED:
            raise NotAllowedNow(f"{snapshot} cannot be imported: {taken.reason if taken else 'unchanged'}")
        taken.accepted_by = by
        taken.save(update_fields=["accepted_by"])
    return outcome
