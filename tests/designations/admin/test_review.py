"""The queue of drafts, and the page on which one is decided."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.errors import AuthorCannotReview
from designations.editorial.publish import publish
from designations.editorial.retract import propose_retraction
from designations.editorial.review import review
from designations.models import Draft, DraftCitation, EventVersion
from designations.text.partial_dates import PartialDate
from tests.designations.admin.conftest import Desk
from tests.factories import (
    editor,
    head_of,
    make_draft,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
    publisher,
)
from tests.followers import follow

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:review_queue")
TEXT = "A" * 400 + " <b>The court</b> suspended the ban on 17 April 2025, the agency said. " + "Z" * 400


def page_of(draft: Draft) -> str:
    return reverse("admin:review_draft", args=[draft.pk])


def decide(client: Client, draft: Draft, decision: str, **sent: str) -> Any:
    """Send a decision as its button does."""
    url = reverse("admin:review_decide", args=[draft.pk])
    return client.post(url, {"decision": decision, **sent}, follow=True)


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def waiting(**fields: Any) -> Draft:
    draft = make_draft(**{"entity": make_entity(), **fields})
    return submit(draft, by=draft.author)


def shown(client: Client, **query: Any) -> list[int]:
    return [row.draft.pk for row in client.get(QUEUE, query).context["rows"]]


def many(number: int, *, like: Draft) -> None:
    """Further waiting drafts, written at once."""
    rows = (
        Draft(kind=like.kind, list_id=like.list_id, entity_id=like.entity_id, occurred_on=like.occurred_on,
              author_id=like.author_id, state="submitted")
        for _ in range(number)
    )  # fmt: skip
    Draft.objects.bulk_create(rows, batch_size=1000)


def queries(client: Client, url: str, **query: Any) -> int:
    client.get(url, query)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url, query).status_code == 200
    return len(seen)


def test_the_queue_shows_what_waits_for_the_person_oldest_first(desk: Desk) -> None:
    newer, older = waiting(), waiting()
    Draft.objects.filter(pk=older.pk).update(created_at=timezone.now() - timedelta(days=9))
    own = waiting(by=publisher())
    client = desk(publisher())
    assert shown(client) == [older.pk, newer.pk]
    assert shown(client, show="mine") == [own.pk]
    assert shown(client, show="all") == [older.pk, newer.pk, own.pk]
    assert shown(client, age="7") == [older.pk]
    assert shown(client, list=newer.list_id) == [newer.pk]
    assert shown(client, kind="statement") == []
    assert shown(client, show="all", author=own.author_id) == [own.pk]
    assert shown(client, list="x", age="-1", author="9" * 40) == [older.pk, newer.pk]


def test_the_queue_names_what_a_reviewer_should_look_at_twice(desk: Desk) -> None:
    event = make_event(entity=make_entity())
    assert event.designation
    draft = waiting(list=event.list, entity=event.designation.entity, occurred_on="2003-03-01")
    row = DraftCitation(source=make_source(title="Denial"), disputes=True)
    submit(save_draft(draft, by=editor(), citations=[*draft.citations.all(), row]), by=editor())
    page = desk(publisher()).get(QUEUE).content.decode()
    assert "A like event is on record: Listed, 14 February 2003." in page
    assert "A source disputes it: &#x27;Denial&#x27;" in page


def test_the_page_of_a_draft_shows_the_same_cautions_beside_the_standing_until_it_is_decided(
    desk: Desk,
) -> None:
    event = make_event(entity=make_entity())
    assert event.designation
    draft = waiting(list=event.list, entity=event.designation.entity, occurred_on="2003-03-01")
    client = desk(publisher())
    [row] = client.get(QUEUE).context["rows"]
    response = client.get(page_of(draft))
    assert [one.message for one in response.context["cautions"]] == row.cautions != []
    section = response.content.decode().partition('aria-labelledby="standing-heading"')[2]
    told = section.partition("</section>")[0]
    assert row.cautions[0] in told
    assert reverse("admin:designations_event_change", args=[event.event.pk]) in told
    decide(client, draft, "reject", review_comment="The same.")
    assert "To be looked at" not in client.get(page_of(draft)).content.decode()


def test_a_correction_or_retraction_of_an_event_that_changed_since_says_so(desk: Desk) -> None:
    event = make_event(entity=make_entity()).event
    draft = correct(event, by=editor(), reason="A typing error.")
    withdrawal = propose_retraction(event, by=editor(), reason="Another group.")
    submit(draft, by=editor())
    cite(event, fields=DraftCitation(source=make_source()), by=publisher())
    client = desk(make_user(group="publisher"))
    told = [row.cautions for row in client.get(QUEUE).context["rows"]]
    assert told == [
        ["The event changed since this correction was begun; it can no longer be published."],
        ["The event changed since this retraction was begun; it can no longer be published."],
    ]
    for one, said_of_it in zip((draft, withdrawal), told, strict=True):
        assert said_of_it[0] in client.get(page_of(one)).content.decode()


def test_a_draft_with_many_cautions_shows_the_first_and_how_many_more(desk: Desk) -> None:
    rows = [DraftCitation(source=make_source(), disputes=True) for _ in range(6)]
    draft = waiting()
    submit(save_draft(draft, by=editor(), citations=[*draft.citations.all(), *rows]), by=editor())
    response = desk(publisher()).get(QUEUE)
    [row] = response.context["rows"]
    assert (len(row.cautions), row.more) == (4, 2)
    assert "And 2 more, on its page." in response.content.decode()


def test_the_queue_takes_as_many_queries_for_fifty_drafts_with_cautions_as_for_one(desk: Desk) -> None:
    def with_cautions() -> None:
        event = make_event(entity=make_entity())
        assert event.designation
        pair = {"list": event.list, "entity": event.designation.entity}
        draft = waiting(occurred_on="2003-03-01", **pair)
        DraftCitation.objects.create(draft=draft, source=make_source(), disputes=True)
        change = correct(event.event, by=editor(), reason="A typing error.")
        cite(event.event, fields=DraftCitation(source=make_source()), by=publisher())
        submit(change, by=editor())

    client = desk(make_user(group="publisher"))
    with_cautions()
    few = queries(client, QUEUE)
    for _ in range(24):
        with_cautions()
    assert queries(client, QUEUE) == few <= 12
    rows = client.get(QUEUE).context["rows"]
    assert len(rows) == 50
    assert all(row.cautions for row in rows)


def test_the_queue_takes_at_most_twelve_queries_with_ten_thousand_drafts(desk: Desk) -> None:
    like = waiting()
    client = desk(publisher())
    few = queries(client, QUEUE)
    many(10_000, like=like)
    assert queries(client, QUEUE) == few <= 12
    assert queries(client, QUEUE, page=150, show="all") <= 12


def test_a_passage_stands_in_its_context_escaped_and_marked(desk: Desk) -> None:
    quote = "suspended the ban on 17 April 2025"
    draft = waiting(kind="suspended", source=make_source(text=TEXT), quote=quote, occurred_on="2025-04-17")
    page = desk(publisher()).get(page_of(draft)).content.decode()
    assert f"&lt;b&gt;The court&lt;/b&gt; <mark>{quote}</mark>, the agency said." in page
    assert "A" * 120 in page
    assert "A" * 200 not in page


def test_the_standing_is_told_before_and_after(desk: Desk) -> None:
    listed = make_event(entity=make_entity(), occurred_on="2003")
    assert listed.designation
    draft = waiting(
        kind="suspended", list=listed.list, entity=listed.designation.entity, occurred_on="2025-04-17"
    )
    response = desk(publisher()).get(page_of(draft))
    [one] = response.context["standings"]
    assert (one.before, one.after) == ("In force since 2003", "Suspended since 17 April 2025")
    assert 'class="timeline"' in response.content.decode()
    publish([draft], by=publisher())
    again = waiting(kind="suspended", list=listed.list, entity=listed.designation.entity, occurred_on="2025")
    [one] = desk(publisher()).get(page_of(again)).context["standings"]
    assert "already suspended" in one.refused[0]


def test_a_correction_that_moves_an_event_shows_both_designations(desk: Desk) -> None:
    event = make_event(entity=make_entity(name="Front of Sand"), occurred_on="2003")
    draft = correct(event.event, by=editor(), reason="Another group.")
    draft.entity = make_entity(name="Front of Stone")
    submit(save_draft(draft, by=editor()), by=editor())
    found = desk(publisher()).get(page_of(draft)).context["standings"]
    assert [(one.entity, one.before, one.after) for one in found] == [
        ("Front of Sand", "In force since 2003", "Not listed"),
        ("Front of Stone", "Not listed", "In force since 2003"),
    ]


def test_an_announcement_or_a_statement_changes_no_standing_and_an_abolition_counts_entries(
    desk: Desk,
) -> None:
    listed = make_event(entity=make_entity())
    proposed = waiting(kind="delisting_proposed", list=listed.list, occurred_on="2024-05")
    assert "never changes a standing" in desk(publisher()).get(page_of(proposed)).content.decode()
    ended = waiting(kind="list_abolished", list=listed.list, entity=None, occurred_on="2024-05")
    assert "1 open entry of the list ends with it" in desk(publisher()).get(page_of(ended)).content.decode()


def test_a_correction_stands_beside_what_it_replaces(desk: Desk) -> None:
    event = make_event(entity=make_entity(), occurred_on="2003-02-14").event
    draft = correct(event, by=editor(), reason="The gazette says the 15th.")
    draft.occurred_on = PartialDate.parse("2003-02-15")
    further = DraftCitation(source=make_source(title="The gazette"))
    submit(save_draft(draft, by=editor(), citations=[*draft.citations.all(), further]), by=editor())
    sides = desk(publisher()).get(page_of(draft)).context["sides"]
    changed = [(row.label, row.old, row.new) for row in sides.rows if row.changed]
    assert changed == [("Date of the act", "14 February 2003", "15 February 2003")]
    assert [row.what for row in sides.citations] == ["kept", "added"]


def test_the_number_of_those_who_are_told_is_the_number_who_are(desk: Desk) -> None:
    from designations.alerts.fan_out import fan_out
    from designations.models import Delivery

    entity, register = make_entity(), make_list()
    follow("one@example.org", entities=[entity])
    follow("two@example.org", jurisdictions=[register.jurisdiction])
    follow("both@example.org", entities=[entity], lists=[register])
    follow("other@example.org", entities=[make_entity()])
    fan_out()
    draft = waiting(entity=entity, list=register)
    assert desk(publisher()).get(page_of(draft)).context["reached"] == 3
    publish([draft], by=publisher())
    fan_out()
    news = Delivery.objects.filter(change__isnull=False)
    assert news.values("subscriber").distinct().count() == 3


def test_a_decision_leads_to_the_next_in_the_queue(desk: Desk) -> None:
    first, second, other = waiting(), waiting(), waiting(kind="delisting_proposed")
    client = desk(make_user(group="editor"))
    response = decide(client, first, "approve", queue="show=waiting&kind=listed")
    assert response.redirect_chain[-1][0] == f"{page_of(second)}?show=waiting&kind=listed"
    assert said(response) == "Approved. This is the next in the queue."
    response = decide(client, second, "reject", queue="kind=listed", review_comment="A rumour.")
    assert response.redirect_chain[-1][0].startswith(QUEUE)
    assert Draft.objects.get(pk=other.pk).state == "submitted"
    refused = decide(client, other, "send_back")
    assert "Tell the author why" in said(refused)
    assert refused.redirect_chain[-1][0].startswith(page_of(other))


def test_a_publisher_publishes_from_the_page(desk: Desk) -> None:
    draft = waiting()
    told = said(decide(desk(publisher()), draft, "publish"))
    assert told.startswith("Published.")
    event = Draft.objects.get(pk=draft.pk).published_as_id
    assert reverse("admin:designations_event_change", args=[event]) in told
    assert "This draft is decided" in desk(publisher()).get(page_of(draft)).content.decode()


def _by_hand(draft: Draft, *, by: User) -> None:
    Draft.objects.filter(pk=draft.pk).update(state="approved", reviewer=by)


def _in_sql(draft: Draft, *, by: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE designations_draft SET state = 'approved', reviewer_id = %s WHERE id = %s",
            [by.pk, draft.pk],
        )


@pytest.mark.parametrize("hand", ["author", "edited_by"])
@pytest.mark.parametrize("kind", ["new", "correction", "retraction"])
def test_nobody_approves_their_own_at_the_desk_by_the_orm_or_in_sql(desk: Desk, hand: str, kind: str) -> None:
    one = publisher()
    if kind == "retraction":
        draft = propose_retraction(make_event(entity=make_entity()).event, by=editor(), reason="A mix-up.")
        Draft.objects.filter(pk=draft.pk).update(**{hand: one})
    else:
        draft = make_draft(entity=make_entity())
        if kind == "correction":
            draft = correct(make_event(entity=make_entity()).event, by=editor(), reason="Wrong.")
        Draft.objects.filter(pk=draft.pk).update(state="submitted", **{hand: one})
    draft.refresh_from_db()
    for decision in ("approve", "publish"):
        assert "somebody else" in said(decide(desk(one), draft, decision))
    offered = desk(one).get(page_of(draft)).context["offered"]
    assert (offered.review, offered.publish) == (False, False)
    with pytest.raises(AuthorCannotReview):
        review(draft, by=one, verdict="approve")
    for attempt in (_by_hand, _in_sql):
        with pytest.raises(IntegrityError, match="draft_reviewed_by"), transaction.atomic():
            attempt(draft, by=one)
    assert Draft.objects.get(pk=draft.pk).state == "submitted"


def test_an_editor_proposes_a_retraction_and_a_publisher_carries_it_out(desk: Desk) -> None:
    event = make_event(entity=make_entity(), occurred_on="2003")
    client = desk(editor())
    url = reverse("admin:designations_event_withdraw", args=[event.event.pk])
    assert (
        url in client.get(reverse("admin:designations_event_change", args=[event.event.pk])).content.decode()
    )
    client.post(url, {"retraction_reason": "It was another group."})
    draft = Draft.objects.get(corrects=event.event, retracts=True)
    assert "proposed already" in str(client.post(url, {"retraction_reason": "Twice."}).context["form"].errors)
    page = desk(publisher()).get(page_of(draft))
    [one] = page.context["standings"]
    assert (one.before, one.after) == ("In force since 2003", "Not listed")
    assert "It was another group." in page.content.decode()
    assert said(decide(desk(publisher()), draft, "publish", announce="on")).startswith("Published.")
    head: EventVersion = head_of(event.event)
    assert head.retraction_reason == "It was another group."
    assert (head.author, head.reviewer, head.review) == (editor(), publisher(), "second_person")
    assert client.get(reverse("admin:designations_draft_change", args=[draft.pk])).status_code == 200


def test_the_pages_are_for_those_who_see_drafts_and_act_on_post_alone(desk: Desk) -> None:
    draft = waiting()
    stranger = desk(make_user())
    for url in (QUEUE, page_of(draft)):
        assert stranger.get(url).status_code == 403
        assert Client().get(url).status_code == 302
    assert desk(publisher()).get(reverse("admin:review_decide", args=[draft.pk])).status_code == 405
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(publisher())
    url = reverse("admin:review_decide", args=[draft.pk])
    assert guarded.post(url, {"decision": "publish"}).status_code == 403
    assert desk(publisher()).get(reverse("admin:review_draft", args=[987654])).status_code == 404


def test_the_page_of_a_draft_takes_as_many_queries_for_many_passages_as_for_few(desk: Desk) -> None:
    def with_passages(number: int) -> Draft:
        rows = [
            DraftCitation(source=make_source(text=f"They listed it, {n}."), quote="They listed it")
            for n in range(number)
        ]
        return submit(save_draft(waiting(), by=editor(), citations=rows), by=editor())

    client = desk(publisher())
    few, lots = with_passages(1), with_passages(6)
    assert queries(client, page_of(lots)) == queries(client, page_of(few)) <= 20
