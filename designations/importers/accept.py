"""A publisher's decision that a held file is right: a regime did end, or the publisher did drop so many.

The decision is a row. A worker imports the file afterwards; a lost message or a killed worker delays that.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.errors import NotAllowedNow
from designations.models import Acceptance, Snapshot


def _is_newest(snapshot: Snapshot) -> bool:
    last = Snapshot.objects.filter(feed=snapshot.feed_id).order_by("-pk").values_list("pk", flat=True)
    return last.first() == snapshot.pk


def acceptable(snapshot: Snapshot) -> bool:
    """Whether `snapshot` is held, the last that is known of its feed, and not being accepted already."""
    return (
        snapshot.state == Snapshot.State.HELD
        and _is_newest(snapshot)
        and not snapshot.acceptances.filter(done_at=None).exists()
    )


def accept(snapshot: Snapshot, *, by: User) -> Acceptance:
    """Decide that the held `snapshot` is to be imported as it is. Quick: a worker imports it.

    Raises `PermissionRefused`, or `NotAllowedNow` for one that is not held, that a later file overtook or
    that somebody accepted before. Nothing is written then.
    """
    require(by, "publish_event")
    with transaction.atomic():
        row = Snapshot.objects.select_for_update(no_key=True, of=["self"]).select_related("feed")
        locked = row.get(pk=snapshot.pk)
        require_held(locked)
        now = locked.acceptances.filter(done_at=None).select_related("by").first()
        if now is not None:
            raise NotAllowedNow(
                f"{locked} is being accepted by {now.by.username} since {now.since:%d %B %Y, %H:%M} UTC."
            )
        return Acceptance.objects.create(snapshot=locked, by=by)


def require_held(snapshot: Snapshot) -> None:
    """Raise `NotAllowedNow` unless `snapshot` is held, and the last that is known of its feed."""
    if snapshot.state != Snapshot.State.HELD:
        raise NotAllowedNow(f"{snapshot} is {snapshot.get_state_display()}: there is nothing to accept.")
    if not _is_newest(snapshot):
        raise NotAllowedNow(f"{snapshot}: a later file was taken since; decide on that one.")
