"""What the form for the next event of an article begins with: what the same person chose before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Max

from designations.admin.chosen import Chosen
from designations.models import Draft


def carried(picked: Chosen, *, by: User) -> dict[str, Any]:
    """The list and the entity of most drafts that `by` wrote from the same source; of two, the later."""
    drafts = Draft.objects.filter(author=by, citations__source=picked.capture.source_id, retracts=False)
    ranked = drafts.values("list", "entity").annotate(number=Count("pk"), latest=Max("pk"))
    found: dict[str, Any] = dict(ranked.order_by("-number", "-latest").first() or {})
    return {name: found[name] for name in ("list", "entity") if found.get(name)}
