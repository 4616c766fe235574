"""Entities at the desk: previews of merges, likely duplicates, scripts of names, relations."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from designations.editorial.edit import edit
from designations.editorial.errors import Incomplete
from designations.editorial.merge import merge
from designations.models import (
    Entity,
    EntityIdentifier,
    EntityName,
    EntityRelation,
    EventKind,
    Merge,
    Subscriber,
    Subscription,
)
from tests.designations.admin.conftest import Desk
from tests.designations.admin.forms import errors_of, filled
from tests.factories import editor, last_seq, make_entity, make_event, make_list, publisher

pytestmark = pytest.mark.django_db


def address(page: str, entity: Entity) -> str:
    return reverse(f"admin:designations_entity_{page}", args=[entity.pk])


def named(entity: Entity, *names: str) -> Entity:
    edit(entity, by=editor(), also=[EntityName(entity=entity, name=name) for name in names])
    return entity


def relate(entity: Entity, kind: str, other: Entity) -> None:
    edit(entity, by=editor(), also=[EntityRelation(entity=entity, kind=kind, other=other)])


def follow(entity: Entity, email: str) -> None:
    person, _ = Subscriber.objects.get_or_create(email=email)
    confirmed = {"confirmed_at": "2024-01-01T00:00Z", "confirmed_seq": 1}
    Subscription.objects.create(subscriber=person, entity=entity, **confirmed)


def two() -> tuple[Entity, Entity]:
    """Two entities that stand on one list, with names, a number, a wing and followers."""
    place, heir = make_list(), make_entity(name="Front")
    entity = named(make_entity(name="Old Front"), "الجبهة")
    edit(heir, by=editor(), also=[EntityIdentifier(entity=heir, scheme="wikidata", value="Q1")])
    relate(make_entity(name="Wing"), "wing_of", entity)
    make_event(entity=entity, list=place)
    make_event(entity=heir, list=place, name_on_list="THE FRONT")
    make_event(entity=heir, list=place, kind=EventKind.DELISTED, occurred_on="2010")
    follow(entity, "a@example.org")
    follow(heir, "a@example.org")
    return entity, heir


def test_a_merge_shows_both_sides_before_anything_happens(desk: Desk) -> None:
    entity, heir = two()
    response = desk(publisher()).get(address("merge", entity), {"into": heir.pk})
    pair, page = response.context["pair"], response.content.decode()
    assert (pair.left.entity, pair.right.entity) == (entity, heir)
    assert pair.left.names == ["Old Front", "الجبهة"]
    assert pair.left.relations == ["has the wing Wing"]
    assert pair.right.identifiers == ["wikidata: Q1"]
    assert [row.status for row in pair.left.standings + pair.right.standings] == ["in_force", "ended"]
    assert (pair.left.events, pair.right.events, pair.right.citations) == (1, 2, 2)
    assert (pair.left.subscriptions, pair.right.subscriptions, pair.followers) == (1, 1, 1)
    assert "two rows" in page
    assert "1 person follows" in page
    assert pair.unshared == ["Old Front", "الجبهة"]
    assert not Merge.objects.exists()


def test_a_merge_into_a_merged_entity_shows_and_joins_the_last_heir(desk: Desk) -> None:
    entity, middle, last = make_entity(), make_entity(), make_entity()
    merge(middle, into=last, by=publisher())
    client = desk(publisher())
    pair = client.get(address("merge", entity), {"into": middle.pk}).context["pair"]
    assert (pair.right.entity, pair.right.others) == (last, [middle])
    client.post(address("merge", entity), {"into": middle.pk, "reason": "One."})
    assert Merge.objects.heirs(known_at=last_seq())[entity.pk] == last.pk


def test_what_comes_apart_is_shown_before_a_merge_is_undone(desk: Desk) -> None:
    entity, heir = two()
    under = make_entity(name="Under")
    merge(under, into=entity, by=publisher())
    merge(entity, into=heir, by=publisher())
    pair = desk(publisher()).get(address("unmerge", entity)).context["pair"]
    assert (pair.left.entity, pair.left.others) == (entity, [under])
    assert (pair.right.entity, pair.right.others) == (heir, [])
    assert (pair.left.events, pair.right.events) == (1, 2)


def test_what_cannot_be_merged_is_said_before_the_preview(desk: Desk) -> None:
    entity, heir = make_entity(), make_entity()
    merge(entity, into=heir, by=publisher())
    client = desk(publisher())
    refused = ((heir, entity, "would be a circle"), (entity, make_entity(), "merged already"))
    for left, right, words in refused:
        response = client.get(address("merge", left), {"into": right.pk})
        assert words in str(response.context["form"].errors)
    for nobody in ("nobody", "0", ""):
        page = client.get(address("merge", heir), {"into": nobody}).content.decode()
        assert "there is none of this number" in page
    assert client.get(address("unmerge", heir)).status_code == 302


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_pages_of_an_entity_take_as_many_queries_for_much_as_for_little(desk: Desk) -> None:
    client, (entity, heir) = desk(publisher()), two()
    named(make_entity(), "Old  Front")
    choose = address("merge", entity)
    pages = [f"{choose}?into={heir.pk}", address("change", entity), choose]
    few = [_queries(client, page) for page in pages]
    for number in range(4):
        make_event(entity=entity)
        make_event(entity=heir)
        named(entity, f"Name {number}")
        named(make_entity(), "OLD FRONT.", f"name {number}")
        relate(make_entity(), "covered_by", entity)
        merge(make_entity(), into=heir, by=publisher())
    assert [_queries(client, page) for page in pages] == few
    assert max(few) <= 24


def test_an_entity_with_a_name_that_reads_the_same_is_suggested(desk: Desk) -> None:
    entity = named(make_entity(name="Al-Qā'ida"), "Организация")
    latin, cyrillic = make_entity(name="AL QAIDA"), named(make_entity(name="X"), "ОРГАНИЗАЦИЯ")
    make_entity(name="Al-Qaida of Elsewhere")
    merged = make_entity(name="Al Qaida")
    merge(merged, into=entity, by=publisher())
    response = desk(editor()).get(address("change", entity))
    assert {one.entity: one.names for one in response.context["alike"]} == {
        latin: ["AL QAIDA"],
        cyrillic: ["ОРГАНИЗАЦИЯ"],
    }
    assert "compare, to merge" not in response.content.decode()
    assert "compare, to merge" in desk(publisher()).get(address("merge", entity)).content.decode()


def test_the_script_of_a_name_follows_from_its_letters_unless_it_is_told(desk: Desk) -> None:
    client, entity = desk(editor()), make_entity()
    for name, script in (("Фронт", ""), ("前线", ""), ("Фронт 2", "Cyrs"), ("123", "")):
        page = address("change", entity)
        number = entity.names.count()
        cells = {f"names__{number}__name": name, f"names__{number}__script": script}
        assert client.post(page, filled(client, page, **cells)).status_code == 302
    found = dict(entity.names.values_list("name", "script"))
    assert found == {"Фронт": "Cyrl", "前线": "Hans", "Фронт 2": "Cyrs", "123": ""}
    named(entity, "الجبهة")
    assert 'dir="rtl"' in client.get(address("change", entity)).content.decode()


def test_a_relation_is_shown_from_both_sides(desk: Desk) -> None:
    wing, whole = make_entity(name="Wing"), make_entity(name="Whole")
    relate(wing, "wing_of", whole)
    page = desk(editor()).get(address("change", whole)).content.decode()
    assert "Whole has the wing" in page
    assert address("change", wing) in page


def test_a_circle_of_relations_is_refused_on_the_page_with_the_way_it_takes(desk: Desk) -> None:
    a, b, c = make_entity(name="A"), make_entity(name="B"), make_entity(name="C")
    relate(a, "wing_of", b)
    relate(b, "wing_of", c)
    client, page, before = desk(editor()), address("change", c), last_seq()
    data = filled(client, page, relations__TOTAL_FORMS=1)
    data |= {"relations-0-kind": "wing_of", "relations-0-other": a.pk}
    [told] = errors_of(client.post(page, data))[""]
    assert "A is a wing of B is a wing of C" in told
    assert last_seq() == before
    relate(c, "successor_of", a)
    with pytest.raises(Incomplete, match="circle"):
        relate(a, "successor_of", c)
