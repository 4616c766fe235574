"""What a version of a feed shows becomes events, citations or drafts: the one way into the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from designations.editorial.access import IMPORTER, system_user
from designations.editorial.publish import publish_as_program
from designations.importers.evidence import cite_further, draft_further, sift
from designations.importers.propose import News, contradictions, drafts, proposals
from designations.importers.rows_cited import cited_source
from designations.models import Snapshot


@dataclass(slots=True)
class Written:
    """How many drafts, published events, and events of the record that the version is cited on."""

    drafts: int = 0
    published: int = 0
    cited: int = 0


def write(news: Sequence[News], *, snapshot: Snapshot, publish: bool, announce: bool, cause: str) -> Written:
    """Write `news`, citing their rows in `snapshot`; the caller holds the clock and the transaction.

    Without `publish` all become drafts; with it those that contradict the record do.
    """
    done, by = Written(), system_user(IMPORTER)
    if not news:
        return done
    source, capture = cited_source(snapshot, news, by=by)
    further, fresh = sift(news)
    if not publish:
        done.drafts = draft_further(further, source=source, by=by) + drafts(fresh, source=source, by=by)
        return done
    done.cited = cite_further(further, source=source, capture=capture, by=by, cause=cause)
    contrary = contradictions(fresh)
    done.drafts = drafts(contrary, source=source, by=by)
    events = publish_as_program(
        proposals([one for one in fresh if one not in contrary], source=source, capture=capture),
        by=by,
        announce=announce,
        cause=cause,
    )
    done.published = len(events)
    return done
