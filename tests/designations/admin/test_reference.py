import pytest
from django.urls import reverse

from designations.editorial.edit import edit
from designations.models import Act, Change, DesignationList, Entity, EntityName, EntityRelation, Jurisdiction
from tests.designations.admin.conftest import Desk
from tests.designations.admin.forms import errors_of, filled
from tests.factories import (
    administrator,
    editor,
    last_seq,
    make_entity,
    make_jurisdiction,
    make_list,
    publisher,
)

pytestmark = pytest.mark.django_db


def page(row: Jurisdiction | DesignationList | Entity) -> str:
    return reverse(f"admin:designations_{row._meta.model_name}_change", args=[row.pk])


def add(model: str) -> str:
    return reverse(f"admin:designations_{model}_add")


def test_an_entity_is_entered_with_its_names_and_relations_as_one_change(desk: Desk) -> None:
    client, parent, before = desk(editor()), make_entity(), last_seq()
    data = filled(
        client, add("entity"), name="Wing of Stone", slug="wing-of-stone", names__0__name="Каменное крыло"
    )
    data |= {"relations-TOTAL_FORMS": 1, "relations-0-kind": "wing_of", "relations-0-other": parent.pk}
    data |= {"identifiers-TOTAL_FORMS": 1, "identifiers-0-scheme": "wikidata", "identifiers-0-value": "Q1"}
    assert client.post(add("entity"), data).status_code == 302
    change = Change.objects.get(seq__gt=before)
    assert (change.action, change.subject_id, change.actor) == ("created", "wing-of-stone", editor())
    assert change.after["names"][0]["name"] == "Каменное крыло"
    assert change.after["relations"] == [f"wing_of {parent.slug}"]
    assert change.after["identifiers"] == ["wikidata: Q1"]


def test_removing_a_name_is_logged_with_what_stood_before(desk: Desk) -> None:
    client, entity = desk(editor()), make_entity()
    client.post(page(entity), filled(client, page(entity), names__0__name="Alias"))
    client.post(page(entity), filled(client, page(entity), names__0__DELETE="on"))
    change = Change.objects.latest("seq")
    assert [name["name"] for name in change.before["names"]] == ["Alias"]
    assert change.after["names"] == []


def test_a_relation_to_itself_is_refused_and_nothing_is_written(desk: Desk) -> None:
    client, entity, before = desk(editor()), make_entity(), last_seq()
    data = filled(client, page(entity), description="Changed.", relations__TOTAL_FORMS=1)
    data |= {"relations-0-kind": "wing_of", "relations-0-other": entity.pk}
    assert "another entity" in errors_of(client.post(page(entity), data))["other"][0]
    assert last_seq() == before
    assert not EntityRelation.objects.exists()


def test_a_slug_is_chosen_once_and_never_changed(desk: Desk) -> None:
    client, entity = desk(editor()), make_entity(slug="front")
    data = filled(client, page(entity), slug="other", name="Renamed")
    assert client.post(page(entity), data).status_code == 302
    entity.refresh_from_db()
    assert (entity.slug, entity.name) == ("front", "Renamed")


def test_a_slug_in_another_form_is_explained(desk: Desk) -> None:
    client = desk(editor())
    response = client.post(add("entity"), filled(client, add("entity"), name="Front", slug="The Front"))
    assert "lower-case letters" in errors_of(response)["slug"][0]


def test_a_publisher_enters_a_jurisdiction_and_a_list(desk: Desk) -> None:
    client = desk(publisher())
    client.post(
        add("jurisdiction"), filled(client, add("jurisdiction"), name="Ruritania", slug="xr", code="XR")
    )
    ruritania = Jurisdiction.objects.get(slug="xr")
    data = filled(
        client, add("designationlist"), jurisdiction=ruritania.pk, name="Register", slug="xr-register"
    )
    assert client.post(add("designationlist"), data | {"established": "1994-05"}).status_code == 302
    assert str(DesignationList.objects.get(slug="xr-register").established) == "1994-05"
    assert Change.objects.filter(actor=publisher(), action="created").count() == 2


@pytest.mark.parametrize("model", ["jurisdiction", "designationlist"])
def test_an_editor_looks_at_jurisdictions_and_lists(desk: Desk, model: str) -> None:
    row = make_jurisdiction() if model == "jurisdiction" else make_list()
    client = desk(editor())
    assert client.get(add(model)).status_code == 403
    assert client.get(page(row)).status_code == 200
    assert client.post(page(row), {"name": "Other"}).status_code == 403


def test_an_editor_enters_an_act(desk: Desk) -> None:
    client = desk(editor())
    told = {"jurisdiction": make_jurisdiction().pk, "title": "Order on the register", "dated": "2024"}
    assert client.post(add("act"), filled(client, add("act"), **told)).status_code == 302
    assert Act.objects.get().title == "Order on the register"


@pytest.mark.parametrize("model", ["jurisdiction", "designationlist", "entity", "act", "source", "draft"])
def test_nobody_deletes_a_record(desk: Desk, model: str) -> None:
    entity = make_entity()
    url = reverse(f"admin:designations_{model}_delete", args=[entity.pk])
    assert desk(publisher()).post(url, {"post": "yes"}).status_code in (302, 403)
    assert Entity.objects.filter(pk=entity.pk).exists()


def test_an_entity_that_looks_like_an_existing_one_is_pointed_out_before_it_is_created(desk: Desk) -> None:
    client, url = desk(editor()), reverse("admin:designations_entity_add")
    known = make_entity(slug="front-of-stone", name="Front of Stone")
    told = {"name": "FRONT, of stone", "slug": "another-front"}
    page = client.post(url, filled(client, url, **told)).content.decode()
    assert "Front of Stone · organisation (front-of-stone)" in page
    assert reverse("admin:designations_entity_change", args=[known.pk]) in page
    assert not Entity.objects.filter(slug="another-front").exists()
    told["confirmed_caution"] = "looks-like:front-of-stone"
    assert client.post(url, filled(client, url, **told)).status_code == 302
    assert Entity.objects.filter(slug="another-front").exists()


def test_an_entity_is_chosen_by_any_of_its_names_and_told_from_its_like(desk: Desk) -> None:
    entity = make_entity(slug="stone", name="Front of Stone")
    edit(entity, by=administrator(), also=[EntityName(entity=entity, name="جبهة الحجر", script="Arab")])
    make_entity(slug="stone-2", name="Front of Stone")
    query = {"app_label": "designations", "model_name": "draft", "field_name": "entity", "term": "الحجر"}
    answer = desk(editor()).get(reverse("admin:autocomplete"), query).json()
    assert [one["text"] for one in answer["results"]] == ["Front of Stone · organisation (stone)"]
