"""The passages of a version that events cite, where the version may have become a source before."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User

from designations.editorial.capture import keep
from designations.importers.propose import News, lines_of, source_of
from designations.models import Capture, Snapshot, Source


def cited_source(snapshot: Snapshot, news: Sequence[News], *, by: User) -> tuple[Source, Capture]:
    """The source that `snapshot` is, and a capture that holds the rows of `news`; made where missing."""
    if snapshot.source is None:
        return source_of(snapshot, news, by=by)
    lines = lines_of(news)
    for capture in snapshot.source.captures.filter(redacted_because=""):
        if all(line in capture.text for line in lines):
            return snapshot.source, capture
    return snapshot.source, keep(snapshot.source, text="\n".join(lines), by=by)
