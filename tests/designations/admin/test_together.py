"""Approved drafts published together from the queue."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from designations.admin.review_queue import queue
from designations.editorial.draft import submit
from designations.editorial.review import review
from designations.models import Draft, Event
from tests.designations.admin.conftest import Desk
from tests.factories import editor, make_draft, make_entity, make_user, publisher

pytestmark = pytest.mark.django_db

QUEUE, TOGETHER = reverse("admin:review_queue"), reverse("admin:review_together")


def approved(**fields: Any) -> Draft:
    draft = make_draft(entity=make_entity(), **fields)
    submit(draft, by=draft.author)
    return review(draft, by=make_user(group="publisher"), verdict="approve") or draft


def send(client: Client, *drafts: Draft, **sent: str) -> Any:
    return client.post(TOGETHER, {"draft": [row.pk for row in drafts], **sent}, follow=True)


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_approved_drafts_are_ticked_shown_once_more_and_published_together(desk: Desk) -> None:
    first, second, waits = approved(), approved(), make_draft(entity=make_entity())
    submit(waits, by=waits.author)
    client = desk(publisher())
    assert client.get(QUEUE).context["ready"] == {first.pk, second.pk}
    page = send(client, first, second, queue="kind=listed")
    assert list(page.context["drafts"]) == [first, second]
    assert not Event.objects.exists()
    done = send(client, first, second, queue="kind=listed", confirmed="yes")
    assert said(done) == "2 published together."
    assert done.redirect_chain == [(f"{QUEUE}?show=waiting&kind=listed", 302)]
    assert Event.objects.count() == 2
    assert list(queue({}, user=publisher())) == [waits]


def test_what_is_not_approved_any_more_is_not_published_and_neither_are_the_others(desk: Desk) -> None:
    ready, waits = approved(), make_draft(entity=make_entity())
    submit(waits, by=waits.author)
    client = desk(publisher())
    assert "any more" in said(send(client, ready, waits, confirmed="yes"))
    assert "Tick some" in said(send(client, confirmed="yes"))
    assert not Event.objects.exists()


def test_only_publishers_publish_together_and_nobody_their_own(desk: Desk) -> None:
    own = approved(by=publisher())
    assert desk(publisher()).get(QUEUE, {"show": "all"}).context["ready"] == set()
    assert "somebody else" in said(send(desk(publisher()), own, confirmed="yes"))
    assert desk(make_user(group="editor")).get(QUEUE, {"show": "all"}).context["ready"] == set()
    assert send(desk(editor()), own, confirmed="yes").status_code == 403
    assert desk(publisher()).get(TOGETHER).status_code == 405
    assert not Event.objects.exists()
