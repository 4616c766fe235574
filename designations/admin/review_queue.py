"""What waits: the drafts that are not decided, oldest first, by who they wait for and what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from designations.admin.offered import Offered
from designations.admin.refusals import person
from designations.editorial.access import may
from designations.editorial.cautions import Considered, cautions_of
from designations.models import DesignationList, Draft, DraftCitation, EventKind
from designations.models.draft import overtaken

SIZE = 50
CAUTIONS = 4
WAITING, MINE, ALL = "waiting", "mine", "all"
SHOWN = {WAITING: "Waiting for me", MINE: "Mine", ALL: "All that is not decided"}
AGES = {"1": "More than a day ago", "7": "More than a week ago", "30": "More than a month ago"}
FIELDS = ("show", "list", "kind", "author", "age")
UNDECIDED = (Draft.State.OPEN, Draft.State.SENT_BACK, Draft.State.SUBMITTED, Draft.State.APPROVED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One draft of the queue, with the first cautions on it, and how many more its page shows."""

    draft: Draft
    cautions: list[str]
    more: int


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
    rows = queue(filters, user=user).select_related("corrects").annotate(is_overtaken=overtaken())
    cited = Prefetch("citations", DraftCitation.objects.select_related("source"))
    page = Paginator(rows.prefetch_related(cited), SIZE).get_page(request.GET.get("page"))
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


def with_cautions(drafts: Sequence[Any]) -> list[Waiting]:
    """`drafts` of a page, with what is to be looked at in each; one query for all of them."""
    found = cautions_of(
        [
            Considered(draft=draft, citations=draft.citations.all(), is_overtaken=draft.is_overtaken)
            for draft in drafts
        ]
    )
    return [
        Waiting(draft, [one.message for one in its[:CAUTIONS]], len(its[CAUTIONS:]))
        for draft, its in zip(drafts, found, strict=True)
    ]


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
