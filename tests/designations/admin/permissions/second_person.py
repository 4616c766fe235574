"""Approving and publishing one's own words, by every way there is: nobody does, whatever the role."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.urls import reverse

from designations.editorial.publish import publish
from designations.editorial.review import review
from designations.models import Draft, Event
from tests.designations.admin.permissions.case import (
    Case,
    Make,
    address,
    changelist,
    form,
    post,
    selected,
    way,
)
from tests.designations.admin.permissions.drafting import handed_to, state, table, taken
from tests.designations.admin.permissions.reviewing import submitted
from tests.designations.models.test_refusals import _VERSION, version_values
from tests.designations.models.test_refusals import run as sql
from tests.factories import make_entity, make_event

DONE = ("approved", "published")
_FORM = frozenset({"designations_draft", "designations_draftcitation", "django_admin_log"})
# The constraints of the table, in the order in which the database names them.
_ANOTHER = "draft_reviewed_by_(another|no_last_hand)"


def last_hand(draft: Draft) -> Callable[[User], None]:
    """Makes a person the one who changed the words of another last."""

    def prepare(user: User) -> None:
        Draft.objects.filter(pk=draft.pk).update(edited_by=user)

    return prepare


def _of(draft: Draft, asks: Any, *, mine: Any = handed_to, **case: Any) -> Case:
    return Case(asks=asks, happened=lambda _: state(draft) in DONE, prepare=mine(draft), **case)


def button(verb: str, *, mine: Any = handed_to, **sent: str) -> Make:
    def made(folder: Path) -> Case:
        draft = submitted()
        return _of(
            draft,
            post(address(draft, verb), sent),
            mine=mine,
            page=address(draft),
            offered=address(draft, verb),
        )

    return made


def desk(decision: str, *, mine: Any = handed_to) -> Make:
    def made(folder: Path) -> Case:
        draft = submitted()
        url = reverse("admin:review_decide", args=[draft.pk])
        page = reverse("admin:review_draft", args=[draft.pk])
        sent = {"decision": decision}
        return _of(draft, post(url, sent), mine=mine, page=page, offered=f'value="{decision}"')

    return made


def bulk(folder: Path) -> Case:
    draft = submitted()
    return _of(draft, post(changelist("draft"), selected("publish_selected", draft, confirmed="yes")))


def forged_form(becomes: str) -> Make:
    """Says on the form what it does not ask: the draft is saved, and is no further on its way."""

    def made(folder: Path) -> Case:
        draft = submitted()
        url = address(draft)
        sent = form(url, state=becomes, summary="Anew.")

        def asks(user: User) -> Any:
            return post(url, {**sent, "reviewer": user.pk, "edited_by": "", "author": draft.author_id})(user)

        return _of(draft, asks, touches=_FORM)

    return made


def forged_import(becomes: str) -> Make:
    """A table with columns that an import does not have."""

    def made(folder: Path) -> Case:
        content = table(state=becomes, reviewer="the-publisher")
        return Case(asks=taken(content), happened=lambda _: Draft.objects.filter(state=becomes).exists())

    return made


def verb(does: Callable[[Draft, User], object], because: str = ".") -> Make:
    """What a program would call."""

    def made(folder: Path) -> Case:
        draft = submitted()
        return _of(draft, lambda user: [], does=lambda user: does(draft, user), because=because)

    return made


def approved_by_update(draft: Draft, user: User) -> None:
    Draft.objects.filter(pk=draft.pk).update(state="approved", reviewer=user)


def approved_by_save(draft: Draft, user: User) -> None:
    row = Draft.objects.get(pk=draft.pk)
    row.state, row.reviewer = Draft.State.APPROVED, user
    row.save()


def approved_in_sql(draft: Draft, user: User) -> None:
    sql(
        "UPDATE designations_draft SET state = 'approved', reviewer_id = %s WHERE id = %s",
        [user.pk, draft.pk],
    )


def inserted_in_sql(folder: Path) -> Case:
    """A version of one's own, with oneself as the second person."""
    like = make_event(entity=make_entity())
    count = Event.objects.count()

    def does(user: User) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_VERSION, version_values(like, author=user.pk, reviewer=user.pk))

    return Case(does=does, because="event_reviewed", happened=lambda _: Event.objects.count() > count)


def reviewer_rewritten_in_sql(folder: Path) -> Case:
    """The second person of what is public, exchanged afterwards."""
    version = make_event(entity=make_entity())

    def does(user: User) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE designations_eventversion SET author_id = %s, reviewer_id = %s WHERE id = %s",
                [user.pk, user.pk, version.pk],
            )

    return Case(does=does, because="only inserted")


WAYS = {
    "approve one's own": {
        "button": way(button("review", verdict="approve"), "designations_draft_review"),
        "desk": way(desk("approve"), "review_decide"),
        "form": way(forged_form("approved"), "designations_draft_change"),
        "import": way(forged_import("approved"), "designations_draft_import_check"),
        "verb": way(verb(lambda draft, user: review(draft, by=user, verdict="approve"))),
        "update": way(verb(approved_by_update, _ANOTHER)),
        "save": way(verb(approved_by_save, _ANOTHER)),
        "sql": way(verb(approved_in_sql, _ANOTHER)),
        "last hand": way(button("review", mine=last_hand, verdict="approve"), "designations_draft_review"),
        "last hand desk": way(desk("approve", mine=last_hand), "review_decide"),
    },
    "publish one's own": {
        "button": way(button("publish"), "designations_draft_publish"),
        "desk": way(desk("publish"), "review_decide"),
        "bulk": way(bulk, "designations_draft_changelist", "draft:publish_selected"),
        "form": way(forged_form("published"), "designations_draft_change"),
        "import": way(forged_import("published"), "designations_draft_import_check"),
        "verb": way(verb(lambda draft, user: publish([draft], by=user))),
        "insert": way(inserted_in_sql),
        "rewrite": way(reviewer_rewritten_in_sql),
        "last hand": way(button("publish", mine=last_hand), "designations_draft_publish"),
        "last hand desk": way(desk("publish", mine=last_hand), "review_decide"),
    },
}
