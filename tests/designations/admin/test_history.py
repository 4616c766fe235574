"""The history of records at the desk."""

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from designations.editorial.draft import submit
from designations.editorial.edit import edit
from designations.editorial.merge import merge, unmerge
from designations.editorial.publish import publish
from designations.models import EntityName
from tests.designations.admin.conftest import Desk
from tests.factories import (
    administrator,
    editor,
    make_act,
    make_draft,
    make_entity,
    make_event,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db


def history(row: Model) -> str:
    return reverse(f"admin:designations_{row._meta.model_name}_history", args=[row.pk])


def test_history_says_who_changed_which_field_from_what_to_what(desk: Desk) -> None:
    entity = make_entity(name="Front of Sand")
    entity.name = "Front of Stone"
    edit(entity, by=editor(), also=[EntityName(entity=entity, name="جبهة")], reason="Renamed itself.")
    page = desk(editor()).get(history(entity))
    newest, oldest = page.context["items"]
    fields = {field.label: (field.before, field.after) for field in newest.fields}
    assert fields == {
        "name": (("Front of Sand",), ("Front of Stone",)),
        "names": ((), ("جبهة (aka, strong)",)),
    }
    assert (newest.change.actor, newest.change.cause) == (editor(), "Renamed itself.")
    assert oldest.change.action == "created"
    assert '<del dir="auto">Front of Sand</del>' in page.content.decode()


def test_a_merge_loses_nothing_of_either_history(desk: Desk) -> None:
    entity, heir, apart = make_entity(name="Old"), make_entity(name="Heir"), make_entity(name="Apart")
    merge(entity, into=heir, by=publisher(), reason="One group.")
    merge(apart, into=heir, by=publisher(), reason="A mistake.")
    unmerge(apart, by=publisher(), reason="Two after all.")
    shown = [(item.change.action, item.of) for item in desk(editor()).get(history(heir)).context["items"]]
    assert shown == [
        ("unmerged", apart.slug),
        ("merged", apart.slug),
        ("merged", entity.slug),
        ("created", ""),
        ("created", entity.slug),
    ]
    assert len(desk(editor()).get(history(entity)).context["items"]) == 2


def test_every_kind_of_record_has_a_history(desk: Desk) -> None:
    version = make_event(entity=make_entity())
    rows = [version.event, version.list, version.list.jurisdiction, make_source(), make_act()]
    for row in rows:
        assert [item.of for item in desk(editor()).get(history(row)).context["items"]] == [""]


def test_a_draft_shows_its_way_and_then_what_became_of_it(desk: Desk) -> None:
    draft = make_draft(entity=make_entity())
    assert "it is not published" in desk(editor()).get(history(draft)).content.decode()
    submit(draft, by=editor())
    publish([draft], by=publisher(), announce=False)
    page = desk(editor()).get(history(draft))
    assert page.context["steps"][0][1:] == ("the-editor", "began the draft")
    assert [item.change.action for item in page.context["items"]] == ["published"]


def test_a_long_history_is_paged_in_as_many_queries_as_a_short_one(desk: Desk) -> None:
    row, client = make_list(), desk(editor())
    client.get(history(row))
    with CaptureQueriesContext(connection) as few:
        client.get(history(row))
    for number in range(60):
        row.name = f"Register {number}"
        edit(row, by=administrator())
    with CaptureQueriesContext(connection) as many:
        page = client.get(history(row))
    assert len(few) == len(many) <= 7
    assert len(page.context["items"]) == 50
    assert len(client.get(history(row), {"p": 2}).context["items"]) == 11
