"""The contents of messages: read and rendered once for all subscribers who are owed the same changes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.template.loader import render_to_string

from designations.alerts import wording
from designations.alerts.links import absolute
from designations.models import Change, Citation, EventVersion

# Stand in the rendered content where each subscriber's own links go. No record holds them: the database
# refuses a NUL.
MANAGE, UNSUBSCRIBE = "\0manage\0", "\0unsubscribe\0"
_PREFIX = {Change.Action.CORRECTED: "Correction: ", Change.Action.RETRACTED: "Retraction: "}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One change of one event, as a mail tells it."""

    action: str
    headline: str
    when: str
    facts: wording.Facts
    changed: list[tuple[str, str, str]]
    reason: str
    citations: list[Citation]
    url: str
    act: int | None


@dataclass(frozen=True, slots=True)
class Content:
    """A message without its reader."""

    subject: str
    text: str
    html: str


def read_news(changes: Collection[int]) -> dict[int, News]:
    """What the changes with these numbers tell, by number; always the same number of queries."""
    made = EventVersion.objects.filter(change__in=changes)
    batches = made.values_list("change__batch")
    last = dict(
        Change.objects.filter(batch__in=batches).order_by().values_list("batch").annotate(last=Max("seq"))
    )
    known_at = max(last.values(), default=0)
    versions = list(made.with_details(known_at=known_at))
    earlier = EventVersion.objects.filter(event__in=[v.event_id for v in versions if v.version > 1])
    before = {(v.event_id, v.version): v for v in earlier.with_details(known_at=known_at)}
    return {
        version.change_id: _news(
            version,
            before=before.get((version.event_id, version.version - 1)),
            last=last[version.change.batch],
        )
        for version in versions
    }


def content_of(news: Iterable[News]) -> Content:
    """Render a message that tells `news`, with placeholders for the reader's links."""
    told = list(news)
    first = told[0]
    others = len(told) - 1
    subject = f"{_PREFIX.get(Change.Action(first.action), '')}{first.headline}, {first.when}"
    if others:
        subject += f", and {others} more of the same act" if first.act else f", and {others} more"
    context = {"subject": subject, "told": told, "manage": MANAGE, "unsubscribe": UNSUBSCRIBE}
    return Content(
        subject=subject,
        text=render_to_string("email/alert.txt", context),
        html=render_to_string("email/alert.html", context),
    )


def _news(version: EventVersion, *, before: EventVersion | None, last: int) -> News:
    citations = _citations(version, known_at=last)
    facts = wording.facts(version, citations=citations)
    changed: list[tuple[str, str, str]] = []
    if before is not None and not version.is_retracted:
        earlier = _citations(before, known_at=last)
        changed = wording.differences(
            [*wording.facts(before, citations=earlier), *_evidence(earlier)], [*facts, *_evidence(citations)]
        )
    return News(
        action=version.change.action,
        headline=wording.headline(version),
        when=wording.when(version, citations=citations),
        facts=facts,
        changed=changed,
        reason=version.retraction_reason or version.correction_reason,
        citations=citations,
        # The last number of the batch: one in its middle stands for the state before it.
        url=absolute(f"{version.event.get_absolute_url()}?known_at={last}"),
        act=version.act_id,
    )


def _citations(version: EventVersion, *, known_at: int) -> list[Citation]:
    found: list[Citation] = version.known_citations  # type: ignore[attr-defined]
    return [citation for citation in found if citation.change_id <= known_at]


def _evidence(citations: list[Citation]) -> wording.Facts:
    return [("Evidence", "; ".join(sorted({str(citation.source) for citation in citations})))]
