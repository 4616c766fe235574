"""Finding entities and lists by any name, in any script."""

import pytest

from designations.editorial.edit import edit
from designations.editorial.merge import merge
from designations.models import DesignationList, Entity, EntityName
from designations.search.by_name import closest_first, entities_called, lists_called, named
from tests.factories import administrator, make_entity, make_jurisdiction, make_list

pytestmark = pytest.mark.django_db

NAMES = [
    ("Hizbu'llāh", "hizbullah"),
    ("Çağrı Örgütü", "cagri orgutu"),
    ("İSTANBUL", "istanbul"),
    ("Straße des Kampfes", "strasse"),
    ("Łódź Ærø", "lodz aero"),
    ("Движение Талибан", "ТАЛИБАН движение"),
    ("Народный Фёдор", "федор"),
    ("حِزْبُ ٱللّٰه", "حزب الله"),
    ("داعش", "داعش"),
    ("کردستان", "كردستان"),
    ("الجبهة", "الجبهه"),
    ("伊斯兰国", "伊斯兰"),
    ("한국 전선", "한국"),
    ("Al-Qa’ida", "qaida al"),
    ("ＰＫＫ", "pkk"),
    ("P.K.K. (front)", "pkk front"),
]


def also_called(name: str) -> Entity:
    entity = make_entity()
    edit(entity, by=administrator(), also=[EntityName(entity=entity, name=name)])
    return entity


@pytest.mark.parametrize(("name", "term"), NAMES)
def test_an_entity_is_found_by_any_name_as_it_is_folded(name: str, term: str) -> None:
    own, other = make_entity(name=name), also_called(name)
    make_entity(name="Something else")
    assert set(entities_called(Entity.objects.all(), term)) == {own, other}
    [same] = named([name]).values()
    assert {entity.pk for entity in same} == {own.pk, other.pk}


def test_the_closest_name_comes_first() -> None:
    longer, exact, alias = make_entity(name="Front of Stone"), make_entity(name="Front"), also_called("FRONT")
    within = make_entity(name="Another front")
    found = closest_first(entities_called(Entity.objects.all(), "front"), "front")
    assert list(found) == [exact, alias, longer, within]


def test_a_term_without_letters_finds_nothing_and_signs_are_not_patterns() -> None:
    make_entity(name="100 percent")
    assert not entities_called(Entity.objects.all(), "-%-").exists()
    assert not entities_called(Entity.objects.all(), "a%t").exists()


def test_a_list_is_found_by_jurisdiction_code_native_name_and_slug_together() -> None:
    place = make_jurisdiction(slug="ru", name="Russia")
    row = make_list(slug="ru-fsb", jurisdiction=place)
    DesignationList.objects.filter(pk=row.pk).update(native_name="Единый федеральный список")
    make_list(slug="kz-terror")
    for term in ("RU", "russia", "ru-fsb", "федеральный", "russia register", "FSB единый"):
        assert list(lists_called(DesignationList.objects.all(), term)) == [row]


def test_a_name_that_is_only_part_of_another_is_not_the_same() -> None:
    make_entity(name="Front of Stone")
    assert named(["Front"]) == {}
    assert list(named(["front of STONE", "Nobody"])) == ["front of stone"]


def test_many_names_are_resolved_in_as_few_queries_as_few(django_assert_num_queries: object) -> None:
    entities = [make_entity(name=f"Front number {n}") for n in range(12)]
    few, many = named(["Front number 1"]), named([entity.name for entity in entities])
    assert few["front number 1"] == [entities[1]]
    assert {name: [e.pk for e in rows] for name, rows in many.items()} == {
        f"front number {n}": [entity.pk] for n, entity in enumerate(entities)
    }
    with django_assert_num_queries(4):  # type: ignore[operator]
        named([entity.name for entity in entities])


def test_an_entity_that_was_merged_counts_as_its_heir() -> None:
    old, heir = make_entity(name="The Old Front"), make_entity(name="The Front")
    merge(old, into=heir, reason="The same.", by=administrator())
    assert named(["the old front"]) == {"the old front": [heir]}
