"""The form of a draft, for what happened and with a second look."""

import re

import pytest
from django.urls import reverse

from designations.models import Draft, Entity
from tests.designations.admin.conftest import Desk
from tests.designations.admin.forms import draft_fields, filled
from tests.factories import editor, make_draft, make_entity, make_list, make_source

pytestmark = pytest.mark.django_db

ADD = reverse("admin:designations_draft_add")


def visible(page: str) -> set[str]:
    """The fields whose rows are in sight without JavaScript."""
    rows = re.findall(r'<div class="form-row([^"]*)"', page.partition("inline-group")[0])
    return {name for row in rows if " hidden" not in row for name in re.findall(r"field-([a-z_]+)", row)}


def test_without_javascript_the_kind_is_chosen_first_and_its_fields_alone_are_shown(desk: Desk) -> None:
    client = desk(editor())
    first = client.get(f"{ADD}?list={make_list().pk}").content.decode()
    assert "stance" not in visible(first)
    assert 'href="?list=' in first
    statement = visible(client.get(f"{ADD}?kind=statement").content.decode())
    assert statement >= {"speaker", "stance", "about", "occurred_on"}
    assert not statement & {"mode", "end_reason", "adverse"}
    assert "entity" not in visible(client.get(f"{ADD}?kind=list_abolished").content.decode())


def test_changing_the_kind_keeps_what_is_typed_and_saves_nothing(desk: Desk) -> None:
    client = desk(editor())
    told = draft_fields(list=make_list(), entity=make_entity(), kind="court_ruling", summary="In short.")
    page = client.post(ADD, filled(client, ADD, **told, _kind="1")).content.decode()
    assert "adverse" in visible(page)
    assert "In short." in page
    assert "errornote" not in page
    assert not Draft.objects.exists()


def test_cautions_are_shown_before_saving_and_confirmed_by_saving_anyway(desk: Desk) -> None:
    client = desk(editor())
    told = draft_fields(list=make_list(), entity=make_entity(), kind="delisted")
    asked = client.post(ADD, filled(client, ADD, **told, _submit="1"))
    page = asked.content.decode()
    assert "no listing that this would end" in page
    assert 'value="Save anyway" name="_submit"' in page
    assert "errornote" not in page
    assert not Draft.objects.exists()
    assert client.post(ADD, filled(client, ADD, **told, confirmed_caution="never-opened")).status_code == 302
    draft = Draft.objects.get()
    shown = client.get(reverse("admin:designations_draft_change", args=[draft.pk])).content.decode()
    assert "no listing that this would end" in shown


def test_a_confirmed_caution_does_not_lift_a_refusal(desk: Desk) -> None:
    client = desk(editor())
    told = draft_fields(list=make_list(), entity=None, kind="delisted", confirmed_caution="never-opened")
    assert client.post(ADD, filled(client, ADD, **told)).status_code == 200
    assert not Draft.objects.exists()


def test_a_date_is_said_back_as_it_was_understood(desk: Desk) -> None:
    client = desk(editor())
    told = draft_fields(
        list=make_list(), entity=make_entity(), occurred_on="between 3 Feb 2024 and 3 May 2024"
    )
    client.post(ADD, filled(client, ADD, **told))
    draft = Draft.objects.get()
    assert str(draft.occurred_on) == "2024-02-03/2024-05-03"
    page = client.get(reverse("admin:designations_draft_change", args=[draft.pk])).content.decode()
    assert "understood as: between 3 February and 3 May 2024" in page
    wrong = client.post(ADD, filled(client, ADD, **told | {"list": "", "occurred_on": "5/2024"}))
    assert "understood as: May 2024" in wrong.content.decode()


def test_a_date_is_understood_while_it_is_typed_by_staff_alone(desk: Desk) -> None:
    url = reverse("admin:understood_date")
    client = desk(editor())
    assert client.get(url, {"text": "5/2024"}).json() == {"understood": "understood as: May 2024"}
    assert "two ways" in client.get(url, {"text": "04/05/2024"}).json()["problem"]
    assert client.post(url, {"text": "2024"}).status_code == 405
    client.logout()
    assert client.get(url, {"text": "2024"}).status_code == 302


def test_an_entity_is_created_without_javascript_and_the_draft_comes_back_as_it_was(desk: Desk) -> None:
    client, source = desk(editor()), make_source()
    told = draft_fields(list=make_list(), entity=None, source=source, summary="In short.")
    kept = client.post(ADD, filled(client, ADD, **told, _new_entity="1"))
    url = kept["Location"]
    made = client.post(url, filled(client, url, name="Front of Stone", slug="front-of-stone"))
    back = client.get(made["Location"])
    entity = Entity.objects.get(slug="front-of-stone")
    form = back.context["adminform"].form
    assert (form["entity"].value(), form["summary"].value()) == (str(entity.pk), "In short.")
    assert "In short." in back.content.decode()
    assert not Draft.objects.exists()


def test_a_saved_draft_shows_the_fields_of_its_kind(desk: Desk) -> None:
    draft = make_draft(entity=make_entity())
    page = desk(editor()).get(reverse("admin:designations_draft_change", args=[draft.pk])).content.decode()
    assert "name_on_list" in visible(page)
    assert not visible(page) & {"stance", "end_reason", "proposed_effect"}


def test_without_javascript_list_and_entity_are_found_by_name_and_chosen(desk: Desk) -> None:
    client, register, entity = desk(editor()), make_list(slug="stone-list"), make_entity(name="Фронт камня")
    told = {"kind": "listed", "find_list": "stone", "find_entity": "ФРОНТ", "_kind": "1"}
    page = client.post(ADD, filled(client, ADD, **told)).content.decode()
    assert f'name="list" value="{register.pk}"' in page
    assert f'name="entity" value="{entity.pk}"' in page
    # The empty selection is sent before the row that was found.
    sent = filled(client, ADD, kind="listed", list=["", register.pk], entity=["", entity.pk])
    assert client.post(ADD, sent).status_code == 302
    assert (Draft.objects.get().list, Draft.objects.get().entity) == (register, entity)
