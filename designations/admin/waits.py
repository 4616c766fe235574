"""What waits for the person who looks at the desk: what came back, and what they asked for in vain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from designations.admin.labels import label_of
from designations.models import Capture, CaptureRequest, Draft, Source

SHOWN = 5
# Later nobody tries again, and the request stays in the list of requests.
GIVEN_UP = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waits:
    """One kind of thing that waits: how many, and the first of them with where to mend them and why."""

    title: str
    count: int
    url: str
    rows: list[tuple[str, str, str]] = field(default_factory=list)


def first(rows: QuerySet[Any]) -> tuple[list[Any], int]:
    """The first of `rows`, and how many there are: one query."""
    found = list(rows.annotate(all_of_them=Window(Count("*")))[:SHOWN])
    return found, int(found[0].all_of_them) if found else 0


def for_person(user: User) -> list[Waits]:
    """What waits for `user`, of what they may see; nothing that is in order is named."""
    kinds = [("view_draft", _sent_back), ("view_capturerequest", _not_captured)]
    found = [make(user) for permission, make in kinds if user.has_perm(f"designations.{permission}")]
    return [item for item in found if item.count]


def _sent_back(user: User) -> Waits:
    drafts = Draft.objects.filter(state=Draft.State.SENT_BACK, author=user)
    rows, count = first(drafts.select_related("entity", "list", "reviewer").order_by("updated_at", "pk"))
    return Waits(
        "Sent back to you",
        count,
        f"{reverse('admin:designations_draft_changelist')}?state__exact=sent_back&author__id__exact={user.pk}",
        [
            (
                label_of(row),
                reverse("admin:designations_draft_change", args=[row.pk]),
                f"{row.reviewer}: {row.review_comment}"[:200],
            )
            for row in rows
        ],
    )


def _not_captured(user: User) -> Waits:
    """Failed requests that were neither tried again nor made up for by a text that was pasted."""
    failed = CaptureRequest.State.FAILED
    later = CaptureRequest.objects.filter(
        pk__gt=OuterRef("pk"), url=OuterRef("url"), upload_name=OuterRef("upload_name")
    )
    kept = Capture.objects.filter(source=OuterRef("source"), retrieved_at__gt=OuterRef("requested_at"))
    pasted = Source.objects.alias(address=Lower("url")).filter(
        ~Q(url=""), address=Lower(OuterRef("url")), captures__retrieved_at__gt=OuterRef("requested_at")
    )
    requests = CaptureRequest.objects.filter(
        ~Exists(later), ~Exists(kept), ~Exists(pasted), state=failed, requested_by=user,
        requested_at__gt=timezone.now() - GIVEN_UP,
    )  # fmt: skip
    rows, count = first(requests.select_related("source").order_by("-pk"))
    changelist = reverse("admin:designations_capturerequest_changelist")
    return Waits(
        "Articles that could not be captured",
        count,
        f"{changelist}?state__exact={failed}&requested_by__id__exact={user.pk}",
        [
            (
                str(row.source or row)[:120],
                reverse("admin:designations_capturerequest_change", args=[row.pk]),
                row.reason,
            )
            for row in rows
        ],
    )
