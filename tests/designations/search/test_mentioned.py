"""The entities and lists that a passage names."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.editorial.edit import edit
from designations.editorial.merge import merge
from designations.models import DesignationList, Entity, EntityName, Jurisdiction
from designations.search.mentioned import entities_in, lists_in
from tests.factories import administrator, make_entity

PLACES = {"RU": "Russia", "US": "United States", "NG": "Nigeria", "XN": "Niger", "GB": "United Kingdom"}


def a_list(slug: str, code: str, *, name: str = "") -> DesignationList:
    """A list as it is read, of one of these countries."""
    place = Jurisdiction(code=code, slug=code.lower(), name=PLACES[code])
    return DesignationList(slug=slug, jurisdiction=place, name=name or f"Register {slug}")


LISTS = [
    a_list("ru-courts", "RU", name="Unified federal list"),
    a_list("ru-banks", "RU"),
    a_list("us-fto", "US"),
    a_list("us-sdgt", "US"),
    a_list("ng-one", "NG"),
    a_list("ne-one", "XN"),
    a_list("uk-proscribed", "GB"),
]


def called(entity: Entity, *names: str, strength: str = "strong") -> Entity:
    rows = [EntityName(entity=entity, name=name, strength=strength) for name in names]
    edit(entity, by=administrator(), also=rows)
    return entity


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Two Russian ministries recommended it.", ["ru-courts", "ru-banks"]),
        ("It condemned Russia\u2019s move.", ["ru-courts", "ru-banks"]),
        ("It was struck off the unified federal list of Russia.", ["ru-courts"]),
        ("The United States designated it.", ["us-fto", "us-sdgt"]),
        ("The U.S. removed its FTO designation.", ["us-fto"]),
        ("They told us that in the UK it is banned.", ["uk-proscribed"]),
        ("THEY TOLD US SO", []),
        ("The Nigerian army", ["ng-one"]),
        ("Niger listed it.", ["ne-one"]),
        ("The country designated it.", []),
        ("", []),
    ],
)
def test_a_passage_names_lists_by_name_by_country_by_adjective_or_by_acronym(
    text: str, slugs: Sequence[str]
) -> None:
    assert [row.slug for row in lists_in(text, lists=LISTS)] == slugs


@given(st.text(), st.text(), st.sampled_from(LISTS))
def test_a_country_is_found_in_any_text_where_it_stands_as_a_word(
    before: str, after: str, row: DesignationList
) -> None:
    found = lists_in(f"{before} {row.jurisdiction.name} {after}", lists=[row])
    assert found == [row]


@pytest.mark.django_db
def test_a_passage_names_entities_by_any_strong_name_the_longest_and_in_its_order() -> None:
    short, longer = make_entity(name="River"), make_entity(name="Army of the River")
    called(longer, "جيش النهر", "AOR")
    weak = called(make_entity(name="Front of Stone"), "The Grey Base", strength="weak")
    text = "The \u201cArmy of the River\u201d (AOR) met the Front-of-Stone\u2019s envoys, and River's."
    assert entities_in(text) == [[longer, weak, short]]
    assert entities_in("of the river, aor, a grey base", "The Grey Base") == [[], []]
    assert entities_in("قال جيش النهر أمس", "River") == [[longer], [short]]
    assert entities_in("", "\u200f ''", "a " * 3000) == [[], [], []]


@pytest.mark.django_db
def test_a_name_that_two_share_names_both_and_what_was_merged_names_its_heir() -> None:
    one, two = called(make_entity(), "AAB"), called(make_entity(), "AAB")
    assert {row.pk for row in entities_in("AAB said so.")[0]} == {one.pk, two.pk}
    heir = make_entity()
    merge(one, into=two, reason="The same.", by=administrator())
    merge(two, into=heir, reason="The same.", by=administrator())
    assert entities_in("AAB said so.") == [[heir]]
