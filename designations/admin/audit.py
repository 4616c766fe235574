"""The audit trail: what happened to accounts, and what was done to the public record, in one page by time.

Two tables are read, each by its index of times, and merged: a page costs two queries however long they grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from designations.admin.refusals import person
from designations.editorial.access import may
from designations.models import AccountEvent, Change

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite

PAGE = 50
# Of one moment the change stands before the event of an account; the rest is by number.
_CHANGE, _ACCOUNT = 1, 0
_ACCOUNTS, _RECORD = "accounts", "record"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail."""

    at: datetime
    rank: int
    pk: int
    who: str
    what: str
    about: str
    detail: str
    address: str
    url: str

    @property
    def key(self) -> tuple[datetime, int, int]:
        """Its place in the trail."""
        return self.at, self.rank, self.pk

    @property
    def cursor(self) -> str:
        """Its place, as an address carries it."""
        return f"{self.at.timestamp():.6f}~{self.rank}~{self.pk}"


class AuditForm(forms.Form):
    """Which lines are wanted. Nothing chosen: all."""

    what = forms.ChoiceField(required=False)
    who = forms.CharField(required=False, max_length=150, label="User name")
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"] = forms.ChoiceField(
            required=False,
            choices=[
                ("", "Everything"),
                (_ACCOUNTS, "All of accounts"),
                (_RECORD, "All of the public record"),
                ("Accounts", [(f"{_ACCOUNTS}:{value}", label) for value, label in AccountEvent.Kind.choices]),
                ("Public record", [(f"{_RECORD}:{value}", label) for value, label in Change.Action.choices]),
            ],
        )


def audit_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show a page of the trail. Read only, for administrators."""
    if not may(person(request), "view_accountevent"):
        raise PermissionDenied
    form = AuditForm(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    lines = [] if form.errors else _lines(told, before=_cursor(request.GET.get("before", "")))
    query = request.GET.copy()
    query.pop("before", None)
    if more := len(lines) > PAGE:
        query["before"] = lines[PAGE - 1].cursor
    context = {
        **site.each_context(request),
        "title": "Audit trail",
        "form": form,
        "lines": lines[:PAGE],
        "older": query.urlencode() if more else "",
        "is_continued": "before" in request.GET,
    }
    return TemplateResponse(request, "admin/account/audit.html", context)


def _lines(told: dict[str, Any], *, before: tuple[datetime, int, int] | None) -> list[Line]:
    part, _, kind = str(told.get("what", "")).partition(":")
    lines: list[Line] = []
    if part != _RECORD:
        lines += _account_lines(told, kind=kind if part else "", before=before)
    if part != _ACCOUNTS:
        lines += _change_lines(told, action=kind if part else "", before=before)
    return sorted(lines, key=lambda line: line.key, reverse=True)[: PAGE + 1]


def _account_lines(told: dict[str, Any], *, kind: str, before: Any) -> list[Line]:
    rows = AccountEvent.objects.filter(_when(told, before=before, rank=_ACCOUNT))
    if kind:
        rows = rows.filter(kind=kind)
    if who := told.get("who"):
        rows = rows.filter(Q(actor__username=who) | Q(account__username=who))
    return [
        Line(
            at=row.at, rank=_ACCOUNT, pk=row.pk, who=row.actor.username if row.actor else "",
            what=row.get_kind_display(), about=row.account.username if row.account else "", detail=row.detail,
            address=row.address, url="",
        )
        for row in rows.select_related("actor", "account").order_by("-at", "-pk")[: PAGE + 1]
    ]  # fmt: skip


def _change_lines(told: dict[str, Any], *, action: str, before: Any) -> list[Line]:
    rows = Change.objects.filter(_when(told, before=before, rank=_CHANGE))
    if action:
        rows = rows.filter(action=action)
    if who := told.get("who"):
        rows = rows.filter(actor__username=who)
    return [
        Line(
            at=row.at, rank=_CHANGE, pk=row.seq, who=row.actor.username, what=row.get_action_display(),
            about=f"{row.subject_type} {row.subject_id}", detail=row.cause, address="",
            url=reverse("admin:designations_change_change", args=[row.seq]),
        )
        for row in rows.select_related("actor").defer("before", "after").order_by("-at", "-seq")[: PAGE + 1]
    ]  # fmt: skip


def _when(told: dict[str, Any], *, before: tuple[datetime, int, int] | None, rank: int) -> Q:
    """The days that were asked for, and what comes after `before` in a table of this rank."""
    wanted = Q()
    if since := told.get("since"):
        wanted &= Q(at__gte=datetime(since.year, since.month, since.day, tzinfo=UTC))
    if until := told.get("until"):
        wanted &= Q(at__lt=datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1))
    if before is not None:
        at, at_rank, pk = before
        same = Q(at=at, pk__lt=pk) if rank == at_rank else (Q(at=at) if rank < at_rank else Q(pk__in=[]))
        wanted &= Q(at__lt=at) | same
    return wanted


def _cursor(text: str) -> tuple[datetime, int, int] | None:
    """The place that an address carries; None for one that nobody was given."""
    try:
        at, rank, pk = text.split("~")
        seconds, _, micro = at.partition(".")
        moment = datetime.fromtimestamp(int(seconds), tz=UTC) + timedelta(microseconds=int(micro or 0))
        return moment, int(rank), min(int(pk), 2**63 - 1)
    except (ValueError, OverflowError, OSError):
        return None
