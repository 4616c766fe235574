"""Reviewing and publishing what others wrote, and ruling where sources disagree."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.urls import reverse

from designations.editorial.draft import submit
from designations.editorial.retract import propose_retraction
from designations.editorial.review import review
from designations.models import Draft, Ruling
from tests.designations.admin.permissions.case import (
    Case,
    Make,
    address,
    changelist,
    look,
    post,
    selected,
    way,
)
from tests.designations.admin.permissions.drafting import open_draft, state
from tests.designations.editorial.test_rule import cited
from tests.factories import editor, make_entity, make_event, publisher


def submitted() -> Draft:
    """A draft of an editor who takes no part, sent for review."""
    return submit(open_draft(), by=editor())


def retraction() -> Draft:
    """The proposal of that editor to withdraw an event."""
    return propose_retraction(make_event(entity=make_entity()).event, by=editor(), reason="An error.")


def button(verb: str, becomes: str, make: Callable[[], Draft] = submitted, **sent: Any) -> Make:
    """A button on the page of a draft."""

    def made(folder: Path) -> Case:
        draft = make()
        return Case(
            asks=post(address(draft, verb), sent), happened=lambda _: state(draft) == becomes,
            page=address(draft), offered=address(draft, verb),
        )  # fmt: skip

    return made


def desk(decision: str, becomes: str, make: Callable[[], Draft] = submitted) -> Make:
    """A decision on the page of the review."""

    def made(folder: Path) -> Case:
        draft = make()
        return Case(
            asks=post(
                reverse("admin:review_decide", args=[draft.pk]),
                {"decision": decision, "review_comment": "Look at it again."},
            ),
            happened=lambda _: state(draft) == becomes,
            page=reverse("admin:review_draft", args=[draft.pk]),
            offered=f'value="{decision}"',
        )

    return made


def publish_bulk(folder: Path) -> Case:
    draft, url = submitted(), changelist("draft")
    return Case(
        asks=post(url, selected("publish_selected", draft, confirmed="yes")),
        happened=lambda _: state(draft) == "published", page=url, offered="publish_selected",
    )  # fmt: skip


def together(folder: Path) -> Case:
    draft = submitted()
    review(draft, by=publisher(), verdict="approve")
    return Case(
        asks=post(reverse("admin:review_together"), {"draft": draft.pk, "confirmed": "yes"}),
        happened=lambda _: state(draft) == "published",
        page=reverse("admin:review_queue"),
        offered=reverse("admin:review_together"),
    )


def rule(folder: Path) -> Case:
    event = cited(("official", "2003-02-15", False)).event
    url = reverse("admin:conflict", args=[event.pk])
    return Case(
        asks=post(url, {"outcome": "keep", "reason": "The gazette decides."}),
        happened=lambda _: Ruling.objects.filter(event=event).exists(), page=url, offered='name="outcome"',
    )  # fmt: skip


def pages(folder: Path) -> Case:
    draft, event = submitted(), cited(("official", "2003-02-15", False)).event
    return Case(
        asks=look(
            reverse("admin:review_queue"), reverse("admin:review_draft", args=[draft.pk]),
            reverse("admin:review_next", args=[draft.pk]), reverse("admin:conflicts"),
            reverse("admin:conflict", args=[event.pk]),
        ).asks,
        follow=True,
    )  # fmt: skip


WAYS = {
    "look at the queue": {
        "pages": way(pages, "review_queue", "review_draft", "review_next", "conflicts", "conflict")
    },
    "review": {
        "approve": way(button("review", "approved", verdict="approve"), "designations_draft_review"),
        "reject": way(
            button("review", "rejected", verdict="reject", review_comment="No."), "designations_draft_review"
        ),
        "desk approve": way(desk("approve", "approved"), "review_decide"),
        "desk send back": way(desk("send_back", "sent_back"), "review_decide"),
        "desk reject": way(desk("reject", "rejected"), "review_decide"),
    },
    "publish": {
        "button": way(button("publish", "published"), "designations_draft_publish"),
        "desk": way(desk("publish", "published"), "review_decide"),
        "bulk": way(publish_bulk, "designations_draft_changelist", "draft:publish_selected"),
        "together": way(together, "review_together"),
        "unsent": way(button("publish", "published", open_draft), "designations_draft_publish"),
        "retraction": way(desk("publish", "published", retraction), "review_decide"),
    },
    "rule on a conflict": {"page": way(rule, "conflict")},
}
