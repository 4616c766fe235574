"""Inserting versions of events: the one place where a public record comes into being.

Set-based: a thousand events cost as many statements as one. The verbs around it check permission and review.
"""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db.models import Max, Prefetch

from designations.editorial.errors import Incomplete, Unfoldable
from designations.editorial.fold import fold
from designations.editorial.log import LogEntry, record
from designations.editorial.project import project, transitions
from designations.editorial.proposed import Proposed, complete, faults
from designations.editorial.records import event_record
from designations.models import Change, Citation, Designation, Event, EventKind, EventVersion, Resolution

RELATED_TO_VERSION = (
    "event", "list", "designation__entity", "on_behalf_of_jurisdiction", "on_behalf_of_entity", "about",
    "act", "within", "continued_by",
)  # fmt: skip


def heads(events: Sequence[Event]) -> dict[int, EventVersion]:
    """The latest version of each of `events` by the event's key, with everything its record names."""
    rows = (
        EventVersion.objects.filter(event__in=events)
        .order_by("event_id", "-version")
        .distinct("event_id")
        .select_related(*RELATED_TO_VERSION)
        .prefetch_related(
            Prefetch("citations", Citation.objects.select_related("source")),
            Prefetch("resolutions", Resolution.objects.select_related("event")),
        )
    )
    return {row.event_id: row for row in rows}


def written(version: EventVersion) -> dict[str, object]:
    """The record of a stored version (citations and resolutions prefetched by `heads`)."""
    return event_record(
        version,
        citations=version.citations.all(),
        resolves=[resolution.event.public_id for resolution in version.resolutions.all()],
    )


def check(proposals: Sequence[Proposed]) -> None:
    """Complete every proposed event, then raise `Incomplete` for the first that cannot be published."""
    for proposed in proposals:
        complete(proposed.version)
        errors = faults(proposed)
        if errors:
            raise Incomplete(errors, subject=proposed.label)


def designations_for(proposals: Sequence[Proposed]) -> None:
    """Give each version its designation, creating the pairs that do not exist yet."""
    pairs = {
        Designation.slug_of(list_slug=p.version.list.slug, entity_slug=p.entity.slug): (
            p.version.list,
            p.entity,
        )
        for p in proposals
        if p.entity is not None
    }
    Designation.objects.bulk_create(
        [Designation(slug=slug, list=list_, entity=entity) for slug, (list_, entity) in pairs.items()],
        ignore_conflicts=True,
    )
    found = {
        row.slug: row for row in Designation.objects.filter(slug__in=pairs).select_related("entity", "list")
    }
    for proposed in proposals:
        if proposed.entity is not None:
            slug = Designation.slug_of(list_slug=proposed.version.list.slug, entity_slug=proposed.entity.slug)
            proposed.version.designation = found[slug]
        else:
            proposed.version.designation = None


def insert_versions(
    proposals: Sequence[Proposed], *, by: User, announce: bool, cause: str = ""
) -> list[Event]:
    """Insert one version for each of `proposals`, log them as one batch and project the periods they touch.

    The caller holds the clock and the transaction. Raises `Incomplete` for a field, `Unfoldable` where the
    events of a designation would contradict each other in a way they did not before; nothing is kept then.
    """
    if not proposals:
        return []
    check(proposals)
    designations_for(proposals)
    Event.objects.bulk_create([p.version.event for p in proposals if p.version.event.pk is None])
    before = heads([p.version.event for p in proposals if p.version.version > 1])
    for proposed in proposals:
        # The key alone would make the version forget the event, and ask for each one again.
        proposed.version.event = proposed.version.event
    numbers = record(
        [_entry(p, before=before.get(p.version.event_id)) for p in proposals],
        by=by, announce=announce, cause=cause,
    )  # fmt: skip
    for proposed, number in zip(proposals, numbers, strict=True):
        proposed.version.change_id = number
    EventVersion.objects.bulk_create([p.version for p in proposals], batch_size=1000)
    insert_citations([(p.version, c) for p in proposals for c in p.citations])
    Resolution.objects.bulk_create(
        [Resolution(answer=p.version, event=event) for p in proposals for event in p.resolves]
    )
    refold(proposals, before=list(before.values()), first=numbers[0], last=numbers[-1])
    return [p.version.event for p in proposals]


def insert_citations(pairs: Sequence[tuple[EventVersion, Citation]]) -> None:
    """Insert citations of versions just inserted, known from the same change on."""
    for version, citation in pairs:
        citation.version = version
        citation.change_id = version.change_id
    Citation.objects.bulk_create([citation for _, citation in pairs], batch_size=2000)


def _action(version: EventVersion) -> Change.Action:
    if version.retraction_reason:
        return Change.Action.RETRACTED
    return Change.Action.PUBLISHED if version.version == 1 else Change.Action.CORRECTED


def _entry(proposed: Proposed, *, before: EventVersion | None) -> LogEntry:
    version = proposed.version
    after = event_record(
        version, citations=proposed.citations, resolves=[event.public_id for event in proposed.resolves]
    )
    return LogEntry(
        action=_action(version),
        subject_type="event",
        subject_id=version.event.public_id,
        before=written(before) if before else None,
        after=after,
    )


def touched_by(versions: Iterable[EventVersion]) -> set[int]:
    """The keys of the designations whose periods rest on `versions`: all of a list that was abolished."""
    rows = list(versions)
    touched = {v.designation_id for v in rows if v.designation_id}
    abolished = {v.list_id for v in rows if v.kind == EventKind.LIST_ABOLISHED}
    if abolished:
        touched |= set(Designation.objects.filter(list__in=abolished).values_list("pk", flat=True))
    return touched


def refold(proposals: Sequence[Proposed], *, before: Sequence[EventVersion], first: int, last: int) -> None:
    """Project every designation that the new versions, or those they replace, touch.

    The batch has the numbers `first` to `last`. Raises `Unfoldable` if one of the new events does not fit, or
    if an earlier one no longer does because of them.
    """
    touched = touched_by([*before, *(p.version for p in proposals)])
    folded = project(designation_ids=touched, seq=last)
    found = {pk: result.anomalies for pk, result in folded.items() if result.anomalies}
    if not found:
        return
    labels = {p.version.event.public_id: p.label for p in proposals}
    earlier, _keys = transitions(designation_ids=list(found), known_at=first - 1)
    known = {(pk, a.event_id, a.code) for pk in found for a in fold(earlier.get(pk, ())).anomalies}
    wrong = [
        f"{labels.get(a.event_id) or f'event {a.event_id}'}: {a.message}"
        for pk, anomalies in found.items()
        for a in anomalies
        if a.event_id in labels or (pk, a.event_id, a.code) not in known
    ]
    if wrong:
        raise Unfoldable("; ".join(wrong))


def next_version(events: Sequence[Event]) -> dict[int, int]:
    """The number of the version that comes next, by the event's key."""
    rows = (
        EventVersion.objects.filter(event__in=events)
        .order_by()
        .values("event_id")
        .annotate(last=Max("version"))
    )
    return {row["event_id"]: row["last"] + 1 for row in rows}
