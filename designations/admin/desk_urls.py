"""Pages of the desk that belong to no model: the queue, the review of a draft, conflicts and rulings."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from designations.admin.conflicts import conflict_view, conflicts_view
from designations.admin.review_page import decide_view, next_view, page_view
from designations.admin.review_queue import queue_view
from designations.admin.together import together_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.admin import AdminSite


def desk_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses, for those who may look at drafts."""

    def shown(view: Callable[..., HttpResponse], **extra: Any) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, **found: Any) -> HttpResponse:
            if not request.user.has_perm("designations.view_draft"):
                raise PermissionDenied
            return view(request, **found, **extra)

        return site.admin_view(guarded)

    return [
        path("review/", shown(queue_view, site=site), name="review_queue"),
        path("review/together/", shown(require_POST(together_view), site=site), name="review_together"),
        path("review/<int:pk>/", shown(page_view, site=site), name="review_draft"),
        path("review/<int:pk>/next/", shown(next_view), name="review_next"),
        path("conflicts/", shown(conflicts_view, site=site), name="conflicts"),
        path("conflicts/<int:pk>/", shown(conflict_view, site=site), name="conflict"),
        path("review/<int:pk>/decide/", shown(require_POST(decide_view)), name="review_decide"),
    ]
