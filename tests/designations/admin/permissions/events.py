"""What is done with published events, and with what they quote."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

from designations.models import Capture, Citation, Draft, Event, EventVersion
from tests.designations.admin.permissions.case import Ask, Case, Make, address, post, way
from tests.designations.admin.permissions.drafting import WORDS
from tests.factories import make_entity, make_event, make_source


def published() -> EventVersion:
    """A published event that quotes its source."""
    return make_event(entity=make_entity(), source=make_source(text=WORDS), quote=WORDS)


def verb(
    name: str, sent: Callable[[], dict[str, Any]], happened: Callable[[Event], bool], *, shown: bool = True
) -> Make:
    """A verb that is offered on the page of an event, if it is `shown` there to all who may."""

    def made(folder: Path) -> Case:
        event = published().event
        url = address(event, name)
        page = address(event) if shown else ""
        return Case(asks=post(url, sent()), happened=lambda _: happened(event), page=page, offered=url)

    return made


correct = verb(
    "correct",
    lambda: {"correction_reason": "The year was wrong."},
    lambda event: Draft.objects.filter(corrects=event, retracts=False).exists(),
)
withdraw = verb(
    "withdraw",
    lambda: {"retraction_reason": "Not in the source."},
    lambda event: Draft.objects.filter(corrects=event, retracts=True).exists(),
    # Publishers retract at once instead.
    shown=False,
)
retract = verb(
    "retract",
    lambda: {"retraction_reason": "Not in the source."},
    lambda event: event.versions.exclude(retraction_reason="").exists(),
)
cite = verb("cite", lambda: {"source": make_source().pk}, lambda event: _cited_twice(event))


def _cited_twice(event: Event) -> bool:
    return Citation.objects.filter(version__event=event).count() == 2


def cite_passage(folder: Path) -> Case:
    """Pick a passage, find the event, and cite it there."""
    event, capture = published().event, make_source(text=WORDS).captures.get()
    read = reverse("admin:designations_capture_read", args=[capture.pk])
    find = reverse("admin:designations_capture_events", args=[capture.pk])
    picked = urlencode({"capture": capture.pk, "start": 0, "end": len(WORDS)})
    sent = {"source": capture.source_id, "quote": WORDS, "capture": capture.pk, "start": 0}
    return Case(
        asks=lambda user: [
            Ask(f"{read}?for=existing&quote={WORDS}"),
            Ask(f"{find}?{picked}&q=listed"),
            Ask(f"{address(event, 'cite')}?{picked}", sent),
        ],
        happened=lambda _: _cited_twice(event), page=read, offered='value="existing"', follow=True,
    )  # fmt: skip


def redact(make: Callable[[], Model]) -> Make:
    """Take the words out of a quotation or a captured text."""

    def made(folder: Path) -> Case:
        row = make()
        rows: Any = type(row)._default_manager
        return Case(
            asks=post(address(row, "redact"), {"reason": "A court ordered it."}),
            happened=lambda _: rows.exclude(redacted_because="").filter(pk=row.pk).exists(),
            page=address(row),
            offered=address(row, "redact"),
        )

    return made


def _citation() -> Citation:
    return published().citations.get()


def _capture() -> Capture:
    return make_source(text=WORDS).captures.get()


WAYS = {
    "draft a correction": {"page": way(correct, "designations_event_correct")},
    "propose a retraction": {"page": way(withdraw, "designations_event_withdraw")},
    "retract": {"page": way(retract, "designations_event_retract")},
    "cite": {
        "page": way(cite, "designations_event_cite"),
        "passage": way(cite_passage, "designations_capture_events", "designations_event_cite"),
    },
    "redact": {
        "quotation": way(redact(_citation), "designations_citation_redact"),
        "capture": way(redact(_capture), "designations_capture_redact"),
    },
}
