"""What waits: the drafts that are not decided, oldest first, by who they wait for and what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from designations.admin.offered import Offered
from designations.admin.refusals import person
from designations.editorial.access import may
from designations.models import DesignationList, Draft, DraftCitation, EventKind, EventVersion
from designations.models.draft import overtaken

SIZE = 50
LIKE_WITHIN = timedelta(days=30)
WAITING, MINE, ALL = "waiting", "mine", "all"
SHOWN = {WAITING: "Waiting for me", MINE: "Mine", ALL: "All that is not decided"}
AGES = {"1": "More than a day ago", "7": "More than a week ago", "30": "More than a month ago"}
FIELDS = ("show", "list", "kind", "author", "age")
UNDECIDED = (Draft.State.OPEN, Draft.State.SENT_BACK, Draft.State.SUBMITTED, Draft.State.APPROVED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One draft of the queue, with what a reviewer should look at twice."""

    draft: Draft
    cautions: tuple[str, ...]


def chosen(sent: Mapping[str, str]) -> dict[str, str]:
    """The filters that `sent` sets; what means nothing is left out."""
    found = {name: sent.get(name, "") for name in FIELDS}
    if found["show"] not in SHOWN:
        found["show"] = WAITING
    for name, meaning in (("kind", EventKind.values), ("age", AGES)):
        if found[name] not in meaning:
            found[name] = ""
    for name in ("list", "author"):
        if not (found[name].isascii() and found[name].isdecimal() and len(found[name]) < 19):
            found[name] = ""
    return {name: value for name, value in found.items() if value}


def queue(filters: Mapping[str, str], *, user: User) -> QuerySet[Draft]:
    """The undecided drafts that `filters` choose for `user`, oldest first."""
    rows = Draft.objects.filter(state__in=UNDECIDED)
    match filters.get("show", WAITING):
        case "waiting":
            rows = rows.filter(state__in=_decided_by(user)).exclude(Q(author=user) | Q(edited_by=user))
        case "mine":
            rows = rows.filter(Q(author=user) | Q(edited_by=user))
    if "list" in filters:
        rows = rows.filter(list=int(filters["list"]))
    if "kind" in filters:
        rows = rows.filter(kind=filters["kind"])
    if "author" in filters:
        rows = rows.filter(author=int(filters["author"]))
    if "age" in filters:
        rows = rows.filter(created_at__lt=timezone.now() - timedelta(days=int(filters["age"])))
    return rows.select_related("list__jurisdiction", "entity", "author", "reviewer").order_by(
        "created_at", "pk"
    )


def following(draft: Draft, filters: Mapping[str, str], *, user: User) -> int | None:
    """The key of the draft that comes after `draft` in the queue, else of the first other one."""
    earlier = Q(created_at__lt=draft.created_at) | Q(created_at=draft.created_at, pk__lt=draft.pk)
    rows = queue(filters, user=user).exclude(pk=draft.pk).annotate(is_earlier=earlier)
    return rows.order_by("is_earlier", "created_at", "pk").values_list("pk", flat=True).first()


def query_of(filters: Mapping[str, str]) -> str:
    """The filters for an address."""
    query = QueryDict(mutable=True)
    query.update(dict(filters))
    return query.urlencode()


def queue_view(request: HttpRequest, site: Any) -> HttpResponse:
    """The queue as a page."""
    user, filters = person(request), chosen(request.GET)
    page = Paginator(queue(filters, user=user).annotate(**_noticed()), SIZE).get_page(request.GET.get("page"))
    approved = [row for row in page if row.state == Draft.State.APPROVED]
    return TemplateResponse(
        request,
        "admin/review/queue.html",
        {
            **site.each_context(request),
            "title": "Review queue",
            "page": page,
            "rows": with_cautions(list(page)),
            "ready": {row.pk for row in approved if Offered.on(row, user=user).publish},
            "filters": filters,
            "query": query_of(filters),
            "choices": _choices(filters),
            "now": timezone.now(),
        },
    )


def _decided_by(user: User) -> list[str]:
    states = [Draft.State.SUBMITTED] if may(user, "review_draft") or may(user, "publish_event") else []
    return [*states, *([Draft.State.APPROVED] if may(user, "publish_event") else [])]


def _noticed() -> dict[str, Exists]:
    """What the database knows of each draft of the page."""
    citations = DraftCitation.objects.filter(draft=OuterRef("pk"))
    return {
        "is_disputed": Exists(citations.filter(disputes=True)),
        "is_supported": Exists(citations.filter(disputes=False)),
        "is_overtaken": overtaken(),
    }


def with_cautions(drafts: Sequence[Any]) -> list[Waiting]:
    """`drafts` of a page, with what is to be noticed about each; one query for all."""
    likes = _like(drafts)
    rows = []
    for draft in drafts:
        found = [f"A like event is published: {', '.join(likes[draft.pk])}"] if likes.get(draft.pk) else []
        if draft.is_disputed:
            found.append("A source disputes it")
        if not draft.is_supported and not draft.retracts:
            found.append("No source supports it yet")
        if draft.is_overtaken:
            found.append("The event changed since this was begun")
        rows.append(Waiting(draft, tuple(found)))
    return rows


def _like(drafts: Sequence[Draft]) -> dict[int, list[str]]:
    """By draft the dates of published events of its kind on its designation within thirty days of it."""
    new = [d for d in drafts if d.entity_id and d.corrects_id is None and d.occurred_on]
    published = (
        EventVersion.objects.current()
        .filter(
            retraction_reason="",
            hi__isnull=False,
            kind__in={d.kind for d in new},
            designation__list__in={d.list_id for d in new},
            designation__entity__in={d.entity_id for d in new},
        )
        .values_list("kind", "list_id", F("designation__entity_id"), "lo", "hi", "occurred_on")
    )
    events: dict[tuple[str, int, int], list[tuple[Any, Any, Any]]] = {}
    for kind, list_id, entity_id, lo, hi, when in published if new else ():
        events.setdefault((kind, list_id, entity_id), []).append((lo or hi, hi, when))
    found: dict[int, list[str]] = {}
    for draft in new:
        when = draft.occurred_on
        if when is None or draft.entity_id is None:
            continue
        near = [
            str(shown or hi)
            for lo, hi, shown in events.get((draft.kind, draft.list_id, draft.entity_id), ())
            if lo - LIKE_WITHIN <= when.hi and (when.lo or when.hi) <= hi + LIKE_WITHIN
        ]
        if near:
            found[draft.pk] = near
    return found


def _choices(filters: Mapping[str, str]) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The form: name, label, and of each choice the value, text and whether it is chosen."""
    undecided = Draft.objects.filter(state__in=UNDECIDED).order_by()
    lists = DesignationList.objects.filter(pk__in=undecided.values("list")).order_by("slug")
    authors = User.objects.filter(pk__in=undecided.values("author")).order_by("username")
    anything = ("", "any")
    choices: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("show", "Show", list(SHOWN.items())),
        ("list", "List", [anything, *((str(pk), slug) for pk, slug in lists.values_list("pk", "slug"))]),
        ("kind", "Kind", [anything, *((kind.value, str(kind.label)) for kind in EventKind)]),
        (
            "author",
            "Author",
            [anything, *((str(pk), name) for pk, name in authors.values_list("pk", "username"))],
        ),
        ("age", "Begun", [anything, *AGES.items()]),
    ]
    return [
        (name, label, [(value, text, value == filters.get(name, "")) for value, text in options])
        for name, label, options in choices
    ]
