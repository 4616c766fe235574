"""The first page of the desk: what waits for the person who looks at it, and what is stale."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from designations.admin.event_filters import unanswered
from designations.admin.labels import label_of
from designations.admin.waits import Waits, first
from designations.models import (
    Change,
    DesignationList,
    Draft,
    EntryLink,
    EventVersion,
    Feed,
    FeedProgramme,
    Snapshot,
)
from designations.text.partial_dates import PartialDate

# Beyond any number of a change.
OLD_DRAFT = timedelta(days=14)
_LIVE = [Draft.State.OPEN, Draft.State.SUBMITTED, Draft.State.APPROVED, Draft.State.SENT_BACK]


def queue(request: HttpRequest) -> list[dict[str, Any]]:
    """What waits: a label, how many drafts or entries, and where to find them."""
    if not request.user.has_perm("designations.view_draft"):
        return []
    user, mine, changelist = request.user, request.user.pk, reverse("admin:designations_draft_changelist")
    counts = Draft.objects.aggregate(
        review=Count("pk", filter=Q(state=Draft.State.SUBMITTED) & ~Q(author=mine) & ~Q(edited_by=mine)),
        approved=Count("pk", filter=Q(state=Draft.State.APPROVED)),
        sent_back=Count("pk", filter=Q(state=Draft.State.SENT_BACK, author=mine)),
        open=Count("pk", filter=Q(state=Draft.State.OPEN, author=mine)),
    )
    decides = user.has_perm("designations.review_draft") or user.has_perm("designations.publish_event")
    review = reverse("admin:review_queue") + ("" if decides else "?show=all")
    items = [
        ("approved, ready to publish", counts["approved"], "state__exact=approved"),
        ("of yours, sent back", counts["sent_back"], f"state__exact=sent_back&author__id__exact={mine}"),
        ("of yours, open", counts["open"], f"state__exact=open&author__id__exact={mine}"),
    ]
    found: list[dict[str, Any]] = [
        {"label": "by others, waiting for review", "count": counts["review"], "url": review},
        *({"label": label, "count": count, "url": f"{changelist}?{query}"} for label, count, query in items),
    ]
    if user.has_perm("designations.view_entrylink"):
        url = reverse("admin:designations_entrylink_changelist")
        count = EntryLink.objects.filter(entity=None).count()
        found.append({"label": "entries of list files, undecided", "count": count, "url": url})
    return found


def stale(request: HttpRequest) -> list[Waits]:
    """What has waited too long, of what the person may see; nothing that is in order is named."""
    user = request.user
    kinds = [
        ("view_feed", _feeds),
        ("view_designationlist", _lists),
        ("view_event", _proposals),
        ("view_draft", _drafts),
    ]
    found = [make() for permission, make in kinds if user.has_perm(f"designations.{permission}")]
    return [item for item in found if item.count]


def _lists() -> Waits:
    """Lists of which nothing was heard: no file that follows them was checked, and no event entered."""
    days = int(settings.STALE_LIST_DAYS)
    last = (
        EventVersion.objects.filter(list=OuterRef("pk"))
        .order_by()
        .values("list")
        .annotate(last=Max("change_id"))
        .values("last")
    )
    checked = (
        FeedProgramme.objects.filter(list=OuterRef("pk"), feed__is_enabled=True, feed__failures=0)
        .order_by()
        .values("list")
        .annotate(last=Max("feed__last_checked_at"))
        .values("last")
    )
    lists = (
        DesignationList.objects.annotate(last_change=Subquery(last), by_file=Subquery(checked))
        .annotate(by_event=Subquery(Change.objects.filter(pk=OuterRef("last_change")).values("at")))
        .annotate(heard=Greatest("by_file", "by_event"))
        .filter(Q(heard=None) | Q(heard__lt=timezone.now() - timedelta(days=days)))
        .select_related("jurisdiction")
        .order_by(F("heard").asc(nulls_first=True), "name")
    )
    rows, count = first(lists)
    return Waits(
        f"Lists without any news for {days} days",
        count,
        reverse("admin:designations_designationlist_changelist"),
        [
            (
                f"{row.name}, {row.jurisdiction.name}",
                reverse("admin:designations_designationlist_change", args=[row.pk]),
                f"last news on {date_format(row.heard, 'j F Y')}" if row.heard else "no news yet",
            )
            for row in rows
        ],
    )


def _proposals() -> Waits:
    """Proposals that nothing has answered for a year."""
    rows, count = first(
        unanswered(old=True).select_related("designation__entity", "list").order_by("hi", "pk")
    )
    return Waits(
        "Proposals open for more than a year",
        count,
        f"{reverse('admin:designations_event_changelist')}?proposal=old",
        [
            (
                f"{row.designation.entity.name if row.designation else 'The whole list'} · {row.list.slug}",
                reverse("admin:designations_event_change", args=[row.event_id]),
                f"{row.get_kind_display()}, {(row.occurred_on or PartialDate.day(row.hi)).describe()}",
            )
            for row in rows
        ],
    )


def _feeds() -> Waits:
    """Enabled feeds whose last check failed, or whose newest file is held for a decision."""
    newest = Snapshot.objects.filter(feed=OuterRef("pk")).order_by("-pk")
    feeds = Feed.objects.annotate(
        snapshot=Subquery(newest.values("pk")[:1]),
        snapshot_state=Subquery(newest.values("state")[:1]),
        snapshot_reason=Subquery(newest.values("reason")[:1]),
    ).filter(Q(failures__gt=0) | Q(snapshot_state=Snapshot.State.HELD), is_enabled=True)
    rows, count = first(feeds.order_by("-failures", "name"))
    return Waits(
        "Feeds in trouble",
        count,
        reverse("admin:designations_feed_changelist"),
        [_trouble(row) for row in rows],
    )


def _trouble(feed: Any) -> tuple[str, str, str]:
    if feed.snapshot_state == Snapshot.State.HELD:
        page = reverse("admin:designations_snapshot_change", args=[feed.snapshot])
        return feed.name, page, f"a file is held: {feed.snapshot_reason}"[:160]
    page = reverse("admin:designations_feed_change", args=[feed.pk])
    return feed.name, page, f"failed {feed.failures} times: {feed.last_failure}"[:160]


def _drafts() -> Waits:
    """Drafts that nobody touched for two weeks."""
    # From midnight, so that the list behind the link holds just these.
    before = (timezone.now() - OLD_DRAFT).replace(hour=0, minute=0, second=0, microsecond=0)
    rows, count = first(
        Draft.objects.filter(state__in=_LIVE, updated_at__lt=before)
        .select_related("entity", "list", "author")
        .order_by("updated_at")
    )
    query = urlencode({"state__in": ",".join(_LIVE), "updated_at__lt": before.isoformat(sep=" ")})
    return Waits(
        f"Drafts untouched for {OLD_DRAFT.days} days",
        count,
        f"{reverse('admin:designations_draft_changelist')}?{query}",
        [
            (
                label_of(row),
                reverse("admin:designations_draft_change", args=[row.pk]),
                f"{row.get_state_display()}, by {row.author}, since {date_format(row.updated_at, 'j F Y')}",
            )
            for row in rows
        ],
    )
