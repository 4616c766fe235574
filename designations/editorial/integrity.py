"""What must always hold of the record, looked at row by row."""

from collections.abc import Iterator
from hashlib import sha256

from django.db.models import Count, F, Max, Min

from designations.editorial.fold import fold
from designations.editorial.project import transitions
from designations.editorial.proposed import transition_days
from designations.editorial.rebuild import rebuild
from designations.models import Capture, Change, ChangeClock, Citation, Designation, EventVersion


def findings() -> Iterator[str]:
    """One line for each thing that is not as it must be; none on a sound record."""
    yield from _log()
    yield from _days()
    yield from _captures()
    yield from _quotes()
    yield from _anomalies()
    yield from (f"periods of {line}" for line in rebuild(check=True))


def _log() -> Iterator[str]:
    numbers = Change.objects.aggregate(first=Min("seq"), last=Max("seq"), count=Count("seq"))
    if numbers["count"] and (numbers["first"], numbers["last"]) != (1, numbers["count"]):
        yield f"log: {numbers['count']} changes are numbered {numbers['first']} to {numbers['last']}"
    clock = ChangeClock.objects.values_list("seq", flat=True).first()
    if clock != (numbers["last"] or 0):
        yield f"clock: it stands at {clock}, the log at {numbers['last'] or 0}"


def _days() -> Iterator[str]:
    for version in EventVersion.objects.select_related("event").iterator(chunk_size=2000):
        if transition_days(version) != (version.lo, version.hi):
            yield f"event {version.event.public_id}: its days are not those of its dates"


def _captures() -> Iterator[str]:
    for capture in Capture.objects.filter(redacted_because="").iterator(chunk_size=50):
        if sha256(capture.text.encode()).hexdigest() != capture.sha256:
            yield f"capture {capture.pk}: its text does not have its hash"


def _quotes() -> Iterator[str]:
    quoted = (
        Citation.objects.exclude(start=None).select_related("capture").filter(capture__redacted_because="")
    )
    for citation in quoted.iterator(chunk_size=50):
        if citation.capture and citation.capture.text[citation.start : citation.end] != citation.quote:
            yield f"citation {citation.pk}: its quotation does not stand at its offsets"


def _anomalies() -> Iterator[str]:
    last = Change.objects.known_seq()
    slugs = dict(Designation.objects.values_list("pk", "slug"))
    per, _keys = transitions(designation_ids=list(slugs), known_at=last)
    for pk, rows in per.items():
        yield from (f"{slugs[pk]}: {anomaly.message}" for anomaly in fold(rows).anomalies)
    for slug in Designation.objects.exclude(event_versions__list=F("list")).values_list("slug", flat=True):
        yield f"{slug}: nothing ever happened between the two"
