"""The history of a record as the public log has it: who changed what, when and why.

Django's own log of form submissions misses what programs and verbs write; the change log misses nothing, and
a merge loses none of it: the heir's page shows what was logged of those that are read as it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from designations.admin.differences import Difference, differences
from designations.admin.typed import ModelAdmin
from designations.editorial.records import subject_of
from designations.models import Change, Draft, Entity, Event, Merge

M = TypeVar("M", bound=Model)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One change as the page shows it; `of` names another record than the page's own."""

    change: Change
    fields: list[Difference]
    of: str


class LoggedHistory(ModelAdmin[M]):
    """The 'History' page of a record, for admin classes whose records the change log speaks of."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The changes of one record, newest first."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id}.")
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = Paginator(changes_of(obj).select_related("actor"), PAGE).get_page(request.GET.get("p"))
        own = _key(obj)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {obj}",
            "opts": self.opts,
            "object": obj,
            "page": page,
            "items": [_item(change, own=own) for change in page],
            "steps": _steps(obj) if isinstance(obj, Draft) else [],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/designations/history.html", context)


def _item(change: Change, *, own: str) -> Item:
    other = "" if change.subject_id == own else change.subject_id
    return Item(change, differences(change.before, change.after), other)


def changes_of(obj: Model) -> Any:
    """What the log says of `obj`: of an entity also what it says of those that are read as it, and of merges
    into it that were undone since; of a draft what it says of the event that it corrects or became."""
    changes = Change.objects.order_by("-seq")
    if isinstance(obj, Draft):
        event = obj.published_as or obj.corrects
        obj = event if event is not None else obj
    if isinstance(obj, Event):
        return changes.filter(subject_type="event", subject_id=obj.public_id)
    if isinstance(obj, Draft):
        return changes.none()
    subject_type, subject_id = subject_of(obj)
    if not isinstance(obj, Entity):
        return changes.filter(subject_type=subject_type, subject_id=subject_id)
    family = Merge.objects.family(entity_id=obj.pk, known_at=Change.objects.known_seq())
    ever = Merge.objects.filter(heir=obj).values("entity__slug")
    merges = Q(action__in=[Change.Action.MERGED, Change.Action.UNMERGED], subject_id__in=ever)
    whole = Q(subject_id__in=Entity.objects.filter(pk__in=family).values("slug"))
    return changes.filter(whole | merges, subject_type=subject_type)


def _key(obj: Model) -> str:
    if isinstance(obj, Draft):
        event = obj.published_as or obj.corrects
        return event.public_id if event is not None else ""
    return str(getattr(obj, "slug", None) or getattr(obj, "public_id", ""))


def _steps(draft: Draft) -> list[tuple[Any, str, str]]:
    """What is known of the way of a draft, as when, who and what: no log speaks of private drafts."""
    kept = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Draft), object_id=str(draft.pk)
    ).select_related("user")
    steps = [(draft.created_at, draft.author.get_username(), "began the draft")]
    steps += [
        (entry.action_time, entry.user.get_username(), entry.get_change_message() or "saved it")
        for entry in kept.order_by("-action_time")[:PAGE]
    ]
    if draft.edited_by is not None:
        steps.append((draft.updated_at, draft.edited_by.get_username(), "changed it last, by then at least"))
    if draft.reviewer is not None:
        verdict = f"reviewed it: {draft.get_state_display()}"
        comment = f" ({draft.review_comment})" if draft.review_comment else ""
        steps.append((draft.updated_at, draft.reviewer.get_username(), verdict + comment))
    return sorted(steps, key=lambda step: step[0])
