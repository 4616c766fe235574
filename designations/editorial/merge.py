"""Merging two entities that turn out to be one, and undoing it. Nothing is repointed."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Q

from designations.editorial.access import require
from designations.editorial.errors import NotAllowedNow
from designations.editorial.log import LogEntry, record, take_clock
from designations.models import Change, Entity, Merge


def merge(entity: Entity, *, into: Entity, by: User, reason: str = "") -> Merge:
    """From now on `entity` is read as `into`; its old address answers with a permanent redirect.

    Raises `NotAllowedNow` if it is merged already, or if `into` is, directly or not, merged into `entity`.
    """
    require(by, "merge_entity")
    with transaction.atomic():
        heirs = Merge.objects.heirs(known_at=take_clock())
        if refusal := obstacle(entity, into=into, heirs=heirs):
            raise NotAllowedNow(refusal)
        [seq] = record(
            [_entry(Change.Action.MERGED, entity, before=None, after=into)],
            by=by,
            announce=False,
            cause=reason,
        )
        return Merge.objects.create(entity=entity, heir=into, known=NumericRange(seq, None), reason=reason)


def obstacle(entity: Entity, *, into: Entity, heirs: Mapping[int, int]) -> str:
    """What keeps `entity` from being merged into `into` while `heirs` are as they are; '' if nothing does."""
    if entity.pk in heirs:
        return f"{entity} is merged already; undo that first."
    if heirs.get(into.pk, into.pk) == entity.pk:
        return f"{into} is, or was merged into, {entity}: that would be a circle."
    return ""


def unmerge(entity: Entity, *, by: User, reason: str = "") -> None:
    """End the merge of `entity`; both stand alone again. Raises `NotAllowedNow` if it is not merged."""
    require(by, "merge_entity")
    with transaction.atomic():
        take_clock()
        current = (
            Merge.objects.filter(Q(known__endswith__isnull=True), entity=entity)
            .select_related("heir")
            .first()
        )
        if current is None:
            raise NotAllowedNow(f"{entity} is not merged into anything.")
        [seq] = record(
            [_entry(Change.Action.UNMERGED, entity, before=current.heir, after=None)],
            by=by, announce=False, cause=reason,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE designations_merge SET known = int8range(lower(known), %s) WHERE id = %s",
                [seq, current.pk],
            )


def _entry(action: Change.Action, entity: Entity, *, before: Entity | None, after: Entity | None) -> LogEntry:
    return LogEntry(
        action=action,
        subject_type="entity",
        subject_id=entity.slug,
        before={"merged_into": before.slug if before else None},
        after={"merged_into": after.slug if after else None},
    )
