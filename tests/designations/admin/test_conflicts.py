"""The desk's pages of disagreements, and what the public sees of a ruling."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from designations.editorial.rule import rule
from designations.models import Draft, Ruling
from tests.designations.admin.conftest import Desk
from tests.designations.editorial.test_rule import cited
from tests.designations.web.reading import read
from tests.factories import editor, last_seq, make_user, publisher

pytestmark = pytest.mark.django_db

URL = reverse("admin:conflicts")


def queries(client: Client) -> int:
    client.get(URL)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(URL).status_code == 200
    return len(seen)


def test_conflicts_take_as_many_queries_for_many_rows_as_for_few(desk: Desk) -> None:
    client = desk(publisher())
    cited(("news_article", "2004", False))
    few = queries(client)
    for _ in range(8):
        cited(("news_article", "2004", False), ("official", "2005", True))
    assert queries(client) == few <= 12


def test_conflicts_are_paged_and_filtered(desk: Desk) -> None:
    one, two = cited(("news_article", "2004", False)), cited(("wiki", "", True))
    client = desk(editor())

    def shown(**query: str) -> list[int]:
        return [row.head.event_id for row in client.get(URL, query).context["rows"]]

    assert shown() == [two.event_id, one.event_id]
    assert shown(before=str(two.event_id)) == [one.event_id]
    assert shown(why="disputed") == [two.event_id]
    assert shown(why="nonsense", before="x") == [two.event_id, one.event_id]
    assert shown(ruled="yes") == []
    rule(one.event, by=publisher(), outcome="keep", reason="The paper erred.")
    assert shown(ruled="yes") == [one.event_id]


def test_a_publisher_rules_and_is_led_to_the_correction(desk: Desk) -> None:
    event = cited(("official", "2003-02-15", False)).event
    url = reverse("admin:conflict", args=[event.pk])
    assert desk(editor()).get(url).context["form"] is None
    assert desk(make_user()).get(url).status_code == 403
    client = desk(publisher())
    refused = client.post(url, {"outcome": "date", "stands_on": "", "reason": "The gazette decides."})
    assert "Name the date that stands." in refused.content.decode()
    assert not Ruling.objects.exists()
    sent = {"outcome": "date", "stands_on": "2003-02-15", "reason": "The gazette decides."}
    response = client.post(url, sent, follow=True)
    draft = Draft.objects.get(corrects=event)
    assert response.redirect_chain[-1][0] == reverse("admin:review_draft", args=[draft.pk])
    assert ("Date of the act", "14 February 2003", "15 February 2003") in [
        (row.label, row.old, row.new) for row in response.context["sides"].rows
    ]
    assert desk(editor()).post(url, sent).status_code == 403
    assert Ruling.objects.count() == 1


def test_the_public_page_and_the_interface_show_the_ruling_from_its_change_on(client: Client) -> None:
    event = cited(("official", "2003-02-15", False)).event
    before = last_seq()
    assert "Where the sources disagree" not in read(client, event.get_absolute_url())
    rule(event, by=publisher(), outcome="open", reason="Gazette and ministry differ.")
    page = read(client, event.get_absolute_url())
    assert "The sources cannot be reconciled; both are shown. Gazette and ministry differ." in page
    assert "Ruled on: Gazette and ministry differ." in page
    assert "Where the sources disagree" not in read(client, f"{event.get_absolute_url()}?known_at={before}")
    assert "Gazette and ministry differ." in read(client, "/changes/")
    api = f"/api/v1/events/{event.public_id}/"
    told = client.get(api).json()["ruling"]
    assert (told["outcome"], told["stands_on"], told["reason"], told["seq"]) == (
        "open", None, "Gazette and ministry differ.", last_seq(),
    )  # fmt: skip
    assert told["ruled_at"].endswith("Z")
    assert client.get(api, {"known_at": before}).json()["ruling"] is None
