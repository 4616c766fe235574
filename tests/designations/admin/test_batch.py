"""One act with many groups: told once, resolved line by line, looked at, and sent for review together."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from designations.models import Draft, Entity, Event
from tests.designations.admin.conftest import Desk
from tests.designations.admin.test_draft_verbs import act as run
from tests.factories import (
    editor,
    make_act,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db

URL = reverse("admin:designations_draft_batch")
TEXT = "The following groups are added to the register."


def told(*names: str, **fields: Any) -> dict[str, Any]:
    """What the first step sends."""
    return {
        "act": make_act().pk, "list": make_list().pk, "kind": "listed", "occurred_on": "17 April 2025",
        "source": make_source(text=TEXT, published_on="2025-04-18").pk, "quote": TEXT, "new_kind": "group",
        "names": "\r\n".join(names), **fields,
    }  # fmt: skip


def chosen(response: Any) -> dict[str, str]:
    return {choice.name: choice.chosen for choice in response.context["choices"]}


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def test_names_become_drafts_of_known_and_new_entities_which_are_published_together(desk: Desk) -> None:
    client, known, picked = desk(editor()), make_entity(name="Front of Stone"), make_entity()
    first = told("FRONT of stone", "Новая группа", "front OF stone", "", "Left out", entities=[picked.pk])
    lines = chosen(client.post(URL, first))
    assert lines == {
        "front OF stone": str(known.pk),
        "Новая группа": "new",
        "Left out": "new",
        "": str(picked.pk),
    }
    first["line-2"] = "skip"
    preview = client.post(URL, {**first, "_preview": "1"})
    assert [row["status"] for row in preview.context["choices"]] == ["not listed"] * 3
    assert not Draft.objects.exists()
    made = client.post(URL, {**first, "_send": "1"})
    drafts = list(Draft.objects.order_by("pk"))
    new = Entity.objects.get(name="Новая группа")
    assert [draft.entity for draft in drafts] == [known, new, picked]
    assert [draft.name_on_list for draft in drafts] == ["front OF stone", "Новая группа", ""]
    assert {(d.state, d.author, str(d.occurred_on), d.citations.get().quote) for d in drafts} == {
        ("submitted", editor(), "2025-04-17", TEXT)
    }
    assert (new.kind, new.slug, new.names.get().script) == ("group", "entity", "Cyrl")
    assert made["Location"].endswith(f"?act__id__exact={first['act']}")
    boss = desk(publisher())
    assert boss.get(made["Location"]).context["cl"].result_count == 3
    run(boss, "publish_selected", drafts, confirmed="yes")
    assert Event.objects.count() == 3


def test_an_unclear_name_must_be_decided_by_the_editor(desk: Desk) -> None:
    client = desk(editor())
    twins = [make_entity(name="Front of Stone") for _ in range(2)]
    near = make_entity(name="The Army of the River")
    first = told("Front of Stone", "Army of the River")
    response = client.post(URL, first)
    assert chosen(response) == {"Front of Stone": "", "Army of the River": ""}
    offered = [[entity.pk for entity in choice.candidates] for choice in response.context["choices"]]
    assert offered == [[twin.pk for twin in twins], [near.pk]]
    for button in ("_preview", "_send"):
        assert client.post(URL, {**first, button: "1"}).context["step"] == "resolve"
    decided = {**first, "line-0": str(twins[1].pk), "line-1": "new", "_send": "1"}
    assert client.post(URL, decided).status_code == 302
    assert Draft.objects.filter(entity=twins[1]).count() == 1
    assert Entity.objects.filter(name="Army of the River").exists()


def test_a_choice_that_was_not_offered_is_not_taken(desk: Desk) -> None:
    client, stranger = desk(editor()), make_entity(name="Nobody asked")
    response = client.post(URL, {**told("Front of Stone"), "line-0": str(stranger.pk)})
    assert chosen(response) == {"Front of Stone": "new"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"quote": "Words that nobody wrote."}, "quote"),
        ({"quote": ""}, "quote"),
        ({"occurred_on": "04/05/2024"}, "occurred_on"),
        ({"occurred_on": "2999"}, "occurred_on"),
        ({"end_reason": "merged"}, "end_reason"),
        ({"kind": "statement"}, "kind"),
        ({"act": ""}, "act"),
        ({"names": " \n "}, "names"),
        ({"names": "\n".join(f"Front {n}" for n in range(301))}, "names"),
        ({"names": "x" * 251, "_preview": "1"}, "names"),
    ],
)
def test_what_is_wrong_is_said_on_its_field_and_nothing_is_written(
    desk: Desk, fields: dict[str, Any], field: str
) -> None:
    response = desk(editor()).post(URL, told("Front of Stone") | fields)
    assert field in errors(response)
    assert not Draft.objects.exists()


def test_an_entity_named_in_two_lines_is_refused_and_creates_nothing(desk: Desk) -> None:
    known = make_entity(name="Front of Stone")
    first = told("Front of Stone", "A new one", entities=[known.pk])
    response = desk(editor()).post(URL, {**first, "_send": "1"})
    assert "is named twice" in errors(response)["names"][0]
    assert not Entity.objects.filter(name="A new one").exists()


def test_the_preview_says_how_each_entity_stands_on_that_day(desk: Desk) -> None:
    register, known = make_list(), make_entity(name="Front of Stone")
    make_event(entity=known, list=register, occurred_on="2003-02-14")
    first = told("Front of Stone", kind="delisted", list=register.pk)
    response = desk(editor()).post(URL, {**first, "_preview": "1"})
    [row] = response.context["choices"]
    assert (row["status"], row["unusual"]) == ("in force", False)
    again = desk(editor()).post(URL, {**first, "kind": "listed", "_preview": "1"})
    assert again.context["choices"][0]["unusual"]


def queries(client: Client, sent: dict[str, Any]) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.post(URL, sent)
    return len(seen)


@pytest.mark.parametrize("button", ["_resolve", "_preview", "_send"])
def test_no_step_asks_the_database_more_for_more_lines(desk: Desk, button: str) -> None:
    client = desk(editor())
    for n in range(40):
        make_entity(name=f"Known group {n}")
    few = told(*(f"Known group {n}" for n in range(10)), *(f"Unheard{n}" for n in range(10)))
    many = told(*(f"Known group {n}" for n in range(40)), *(f"Unseen{n}" for n in range(40)))
    queries(client, few)
    assert queries(client, {**few, button: "1"}) == queries(client, {**many, button: "1"}) <= 40


def test_only_those_who_write_drafts_enter_a_batch(desk: Desk) -> None:
    assert desk(make_user()).get(URL).status_code == 403
    assert desk(editor()).get(URL).status_code == 200
