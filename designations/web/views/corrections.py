"""What was wrong in the record: every correction, retraction and redaction, with its reason, old and new."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from designations.models import Change, EventVersion
from designations.web.clocks import Clocks
from designations.web.page import page
from designations.web.paging import cut, links, numbered_below
from designations.web.present.changes import ChangeItem
from designations.web.views.changes import told

SIZE = 50
_WRONG = (Change.Action.CORRECTED, Change.Action.RETRACTED, Change.Action.REDACTED)


@dataclass(frozen=True, slots=True)
class Corrected:
    """One change by which something wrong was put right, and why."""

    change: ChangeItem
    reason: str


@page("after", on_day=False)
def corrections(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """All of them, newest first; `after` is the number of the last change of the page before."""
    changes = Change.objects.filter(seq__lte=clocks.known, action__in=_WRONG)
    changes = numbered_below(changes, after=clocks.get("after"))
    rows, more = cut(list(changes.order_by("-seq")[: SIZE + 1]), size=SIZE)
    versions = EventVersion.objects.filter(change__in=[row.seq for row in rows])
    reasons = {
        key: retracted or corrected
        for key, corrected, retracted in versions.values_list(
            "change_id", "correction_reason", "retraction_reason"
        )
    }
    items = [Corrected(item, reasons.get(item.seq) or item.cause) for item in told(rows)]
    context = {"corrections": items, **links(clocks, last=str(rows[-1].seq) if rows else "", more=more)}
    return render(request, "web/about/corrections.html", clocks.context() | context)
