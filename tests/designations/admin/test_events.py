from typing import Any

import pytest
from django.urls import reverse

from designations.models import Citation, Draft, EntityName, Event, EventVersion, Period
from tests.designations.admin.conftest import Desk
from tests.factories import (
    editor,
    head_of,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db

TEXT = "The court removed the movement from the register, a spokesman said. The law allows it."


def address(page: str, event: Event) -> str:
    return reverse(f"admin:designations_event_{page}", args=[event.pk])


@pytest.fixture
def listed() -> EventVersion:
    return make_event(kind="listed", entity=make_entity(name="Front of Stone"), source=make_source(text=TEXT),
                      quote="The law allows it.")  # fmt: skip


def test_the_page_of_an_event_tells_its_passages_periods_and_versions(
    desk: Desk, listed: EventVersion
) -> None:
    page = desk(editor()).get(address("change", listed.event)).content.decode()
    assert "The law allows it." in page
    assert "in force" in page
    assert "opens it" in page
    assert "the-publisher" in page
    assert f"/events/{listed.event.public_id}/" in page
    assert page.count("14 February 2003") == 2
    assert "2003-02-14" not in page


def test_an_event_is_neither_added_nor_changed_nor_deleted_by_hand(desk: Desk, listed: EventVersion) -> None:
    client = desk(publisher())
    assert client.get(reverse("admin:designations_event_add")).status_code == 403
    assert client.post(address("change", listed.event), {"public_id": "other"}).status_code == 403
    assert client.post(address("delete", listed.event), {"post": "yes"}).status_code == 403
    assert Event.objects.get() == listed.event


def test_correcting_opens_a_draft_and_changes_nothing_public(desk: Desk, listed: EventVersion) -> None:
    response = desk(editor()).post(
        address("correct", listed.event), {"correction_reason": "The year was wrong."}
    )
    draft = Draft.objects.get(corrects=listed.event)
    assert response["Location"] == reverse("admin:designations_draft_change", args=[draft.pk])
    assert (draft.author, draft.correction_reason) == (editor(), "The year was wrong.")
    assert listed.event.versions.count() == 1
    assert (
        "A correction is being prepared"
        in desk(editor()).get(address("change", listed.event)).content.decode()
    )


def test_retracting_asks_for_a_reason_and_is_final(desk: Desk, listed: EventVersion) -> None:
    client = desk(publisher())
    assert "required" in str(client.post(address("retract", listed.event), {}).context["form"].errors)
    assert (
        client.post(address("retract", listed.event), {"retraction_reason": "A mix-up."}).status_code == 302
    )
    assert head_of(listed.event).retraction_reason == "A mix-up."
    assert not Period.objects.filter(known__endswith__isnull=True).exists()
    again = client.post(address("retract", listed.event), {"retraction_reason": "Twice."})
    assert "retracted already" in str(again.context["form"].errors)


def test_a_further_passage_is_cited(desk: Desk, listed: EventVersion) -> None:
    source = make_source(text=TEXT)
    sent = {"source": source.pk, "quote": "a spokesman  said"}
    assert desk(publisher()).post(address("cite", listed.event), sent).status_code == 302
    citation = Citation.objects.get(source=source)
    assert (citation.version, citation.quote) == (listed, "a spokesman said")
    assert TEXT[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("quote", "because"),
    [
        ("a spokeswoman said", "a spokesman said"),
        ("", "Quote the passage"),
        ("The law allows it.", "cited already"),
    ],
)
def test_a_citation_that_is_refused_says_why_on_its_field(
    desk: Desk, listed: EventVersion, quote: str, because: str
) -> None:
    sent: dict[str, Any] = {"source": listed.citations.get().source_id, "quote": quote}
    form = desk(publisher()).post(address("cite", listed.event), sent).context["form"]
    assert because in str(form.errors["quote"])
    assert Citation.objects.count() == 1


@pytest.mark.parametrize(("page", "status"), [("correct", 200), ("retract", 403), ("cite", 403)])
def test_an_editor_corrects_but_neither_retracts_nor_cites(
    desk: Desk, listed: EventVersion, page: str, status: int
) -> None:
    client = desk(editor())
    assert client.get(address(page, listed.event)).status_code == status
    assert (address(page, listed.event) in client.get(address("change", listed.event)).content.decode()) is (
        status == 200
    )


@pytest.mark.parametrize("page", ["correct", "retract", "cite"])
def test_a_visitor_without_a_role_may_do_nothing(desk: Desk, listed: EventVersion, page: str) -> None:
    assert desk(make_user()).post(address(page, listed.event), {}).status_code == 403


def test_events_are_filtered_by_what_their_latest_version_says(desk: Desk, listed: EventVersion) -> None:
    make_event(kind="statement", list=make_list(slug="other"), entity=make_entity(name="Front of Sand"),
               speaker="A minister", stance="opposes")  # fmt: skip
    client, url = desk(editor()), reverse("admin:designations_event_changelist")
    for query in (
        "kind=listed",
        f"list={listed.list.slug}",
        f"jurisdiction={listed.list.jurisdiction.slug}",
        "q=stone",
    ):
        page = client.get(f"{url}?{query}").content.decode()
        assert "Front of Stone" in page, query
        assert "Front of Sand" not in page, query
    assert "Front of Stone" not in client.get(f"{url}?retracted=yes").content.decode()


def test_an_unknown_event_leads_back_to_the_desk(desk: Desk) -> None:
    response = desk(editor()).get(reverse("admin:designations_event_change", args=[987654]), follow=True)
    assert response.redirect_chain[-1][0] == reverse("admin:index")


@pytest.mark.parametrize(
    ("asked", "number"),
    [("stone", 1), ("камень", 1), ("listed stone", 1), ("2003-02-14", 1), ("proposed", 0), ("nobody", 0)],
)
def test_events_are_found_by_any_name_of_their_entity_kind_and_date(
    desk: Desk, listed: EventVersion, asked: str, number: int
) -> None:
    assert listed.designation is not None
    EntityName.objects.create(entity=listed.designation.entity, name="Фронт «Камень»")
    client = desk(editor())
    for page in ("event", "eventversion"):
        found = client.get(reverse(f"admin:designations_{page}_changelist"), {"q": asked})
        assert found.context["cl"].result_count == number
