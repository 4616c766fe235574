from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from designations.models import Draft, DraftCitation, Event
from tests.designations.admin.conftest import Desk
from tests.designations.admin.forms import draft_fields, errors_of, filled
from tests.factories import (
    editor,
    make_draft,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:designations_draft_add")
TEXT = "On Monday the ministries recommended that the movement be removed from the register. Others objected."
QUOTE = "the ministries recommended that the movement be removed"


def page(draft: Draft) -> str:
    return reverse("admin:designations_draft_change", args=[draft.pk])


def enter(client: Client, **fields: Any) -> Any:
    """Send the form of a new draft about an entity on a list, with a citation."""
    told: dict[str, Any] = {"list": make_list(), "entity": make_entity(), "quote": QUOTE}
    told["source"] = fields.get("source") or make_source(text=TEXT)
    told = draft_fields(**told | fields)
    return client.post(ADD, filled(client, ADD, **told))


def test_an_editor_enters_a_draft_with_its_quoted_passage(desk: Desk) -> None:
    assert enter(desk(editor())).status_code == 302
    draft = Draft.objects.get()
    assert (draft.author, draft.state, str(draft.occurred_on)) == (editor(), "open", "2024-05")
    assert draft.citations.get().quote == QUOTE


def test_an_altered_quote_is_refused_on_its_field_with_the_nearest_passage(desk: Desk) -> None:
    response = enter(desk(editor()), quote="the ministries decided that the movement be removed")
    [error] = errors_of(response)["quote"]
    assert "recommended that the movement be removed" in error
    assert not Draft.objects.exists()


def test_a_quote_that_is_too_long_is_refused_and_not_cut_off(desk: Desk) -> None:
    client = desk(editor())
    assert "maxlength" not in str(
        client.get(ADD).context["inline_admin_formsets"][0].formset.forms[0]["quote"]
    )
    assert "500" in errors_of(enter(client, quote="word " * 120))["quote"][0]


def test_a_quote_without_a_captured_text_is_refused(desk: Desk) -> None:
    response = enter(desk(editor()), source=make_source())
    assert "Paste its text" in errors_of(response)["quote"][0]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "statement", "stance": "opposes"}, "speaker"),
        ({"kind": "statement", "speaker": "A minister"}, "stance"),
        ({"kind": "listed", "stance": "opposes"}, "stance"),
        ({"kind": "listed", "entity": None}, "entity"),
        ({"kind": "list_abolished"}, "entity"),
        ({"kind": "listed", "end_reason": "merged"}, "end_reason"),
        ({"kind": "listed", "mode": "alias"}, "within"),
        ({"kind": "listed", "occurred_on": "2999-01-01"}, "occurred_on"),
        ({"kind": "listed", "occurred_on": "04/05/2024"}, "occurred_on"),
    ],
)
def test_a_rule_that_is_broken_is_said_on_its_field(desk: Desk, fields: dict[str, Any], field: str) -> None:
    assert field in errors_of(enter(desk(editor()), **fields))
    assert not Draft.objects.exists()


def test_a_draft_may_be_kept_before_its_first_citation_and_says_what_is_missing(desk: Desk) -> None:
    client = desk(editor())
    response = client.post(ADD, filled(client, ADD, **draft_fields(list=make_list(), entity=make_entity())))
    assert response.status_code == 302
    assert (
        "At least one source must support the event" in client.get(page(Draft.objects.get())).content.decode()
    )


def test_save_and_add_another_keeps_list_entity_and_source(desk: Desk) -> None:
    client = desk(editor())
    response = enter(client, _addanother="1")
    draft = Draft.objects.get()
    source = draft.citations.get().source_id
    assert parse_qs(urlsplit(response["Location"]).query) == {
        "list": [str(draft.list_id)], "entity": [str(draft.entity_id)], "source": [str(source)],
    }  # fmt: skip
    following = filled(client, response["Location"])
    assert (following["list"], following["entity"]) == (str(draft.list_id), str(draft.entity_id))
    assert following["citations-0-source"] == str(source)
    following |= {"kind": "delisting_proposed", "citations-0-quote": "Others objected."}
    assert client.post(response["Location"], following).status_code == 302
    assert DraftCitation.objects.filter(source=source).count() == 2


def test_save_and_send_for_review_does_both(desk: Desk) -> None:
    assert enter(desk(editor()), _submit="1").status_code == 302
    assert Draft.objects.get().state == "submitted"


def test_changing_a_draft_replaces_and_removes_its_citations(desk: Desk) -> None:
    client, source = desk(editor()), make_source(text=TEXT)
    draft = make_draft(entity=make_entity(), source=source, quote=QUOTE)
    data = filled(client, page(draft), citations__TOTAL_FORMS="2")
    data |= {
        "citations-0-DELETE": "on",
        "citations-1-source": source.pk,
        "citations-1-quote": "Others objected.",
    }
    assert client.post(page(draft), data).status_code == 302
    assert draft.citations.get().quote == "Others objected."


def test_save_as_new_copies_a_draft_with_its_citations(desk: Desk) -> None:
    client = desk(editor())
    draft = make_draft(entity=make_entity(), source=make_source(text=TEXT), quote=QUOTE)
    assert client.post(page(draft), filled(client, page(draft), _saveasnew="1")).status_code == 302
    copy = Draft.objects.exclude(pk=draft.pk).get()
    assert (copy.entity, copy.citations.get().quote) == (draft.entity, QUOTE)


def test_what_a_draft_resolves_is_kept(desk: Desk) -> None:
    proposal = make_event(kind="delisting_proposed", entity=make_entity()).event
    enter(desk(editor()), kind="delisted", resolves=[proposal.pk], confirmed_caution="never-opened")
    assert list(Draft.objects.get(kind="delisted").resolves.all()) == [proposal]


def test_an_editor_only_looks_at_the_draft_of_another(desk: Desk) -> None:
    draft = make_draft(entity=make_entity(), by=make_user(group="editor"))
    client = desk(editor())
    assert client.get(page(draft)).context["has_change_permission"] is False
    assert client.post(page(draft), {"kind": "delisted"}).status_code == 403
    assert desk(publisher()).get(page(draft)).context["has_change_permission"] is True


def test_a_refusal_of_the_verb_is_shown_on_the_form_and_writes_nothing(desk: Desk) -> None:
    somebody = make_user(username="adds-drafts-only")
    codenames = ["add_draft", "view_draft", "add_draftcitation", "view_draftcitation"]
    somebody.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    response = enter(desk(somebody))
    assert "lacks the permission" in errors_of(response)[""][0]
    assert not Draft.objects.exists()


def test_relations_are_chosen_by_search_with_labels_that_tell_them_apart(desk: Desk) -> None:
    event = make_event(kind="listed", entity=make_entity(slug="front", name="Front of Stone")).event
    answer = desk(editor()).get(
        reverse("admin:autocomplete"),
        {"app_label": "designations", "model_name": "draft", "field_name": "about", "term": "stone listed"},
    )
    [choice] = answer.json()["results"]
    assert choice["id"] == str(event.pk)
    assert choice["text"].startswith("Listed, 2003-02-14: Front of Stone · list-")
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("draft", "list"),
        ("draft", "entity"),
        ("draft", "act"),
        ("draft", "about"),
        ("draft", "resolves"),
        ("draft", "within"),
        ("draft", "continued_by"),
        ("draft", "on_behalf_of_jurisdiction"),
        ("draft", "on_behalf_of_entity"),
        ("draftcitation", "source"),
        ("entityrelation", "other"),
        ("merge", "heir"),
        ("act", "jurisdiction"),
    ],
)
def test_an_editor_may_search_every_relation(desk: Desk, model: str, field: str) -> None:
    query = {
        "app_label": "designations",
        "model_name": model,
        "field_name": field,
        "term": "nowhere to be found",
    }
    assert desk(editor()).get(reverse("admin:autocomplete"), query).json()["results"] == []
