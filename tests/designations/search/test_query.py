"""The one search: every shipped name finds its group, misspelt ones too, and each finding says why."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from designations.editorial.edit import edit
from designations.editorial.merge import merge
from designations.models import Entity, EntityName
from designations.search.query import Found, find
from designations.search.reasons import Reason
from tests.factories import administrator, make_entity
from tests.shipped import shipped_facts

DATA = Path(__file__).parents[3] / "designations" / "data"
LETTERS = "abcdefghijklmnopqrstuvwxyz"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with shipped_facts(django_db_blocker):
        yield


def aliases() -> list[tuple[str, str]]:
    """Every alias that is shipped, with the group that it belongs to."""
    with (DATA / "aliases.csv").open(encoding="utf-8", newline="") as file:
        return [(row["group_id"], row["name"]) for row in csv.DictReader(file)]


def misspelt(name: str, *, chance: random.Random) -> str:
    """`name` with one letter too many, one left out, two swapped or one replaced, not at its ends."""
    at = chance.randrange(1, len(name) - 1)
    letter = chance.choice(LETTERS if name[at].isascii() else name)
    return chance.choice(
        [
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + letter + name[at + 1 :],
        ]
    )


def slugs(found: list[Found]) -> list[str]:
    return [one.subject.slug for one in found]


def found_early(asked: list[tuple[str, str]]) -> float:
    """The share of names that find their group first or second."""
    return sum(group in slugs(find(name, most=8))[:2] for group, name in asked) / len(asked)


def test_every_shipped_name_finds_its_group_first_or_second() -> None:
    assert found_early(aliases()) >= 0.98


def test_so_do_nine_of_ten_with_one_mistake() -> None:
    chance = random.Random(1)  # noqa: S311
    long = [(group, name) for group, name in aliases() if sum(map(str.isalpha, name)) >= 5]
    assert found_early([(group, misspelt(name, chance=chance)) for group, name in long]) >= 0.9


@pytest.mark.parametrize(
    ("typed", "slug", "why"),
    [
        ("Taliban", "taliban", Reason.NAME),
        ("Taleban", "taliban", Reason.OTHER_NAME),
        ("Талибан", "taliban", Reason.OTHER_NAME),
        ("طالبان", "taliban", Reason.OTHER_NAME),
        ("თალიბან", "taliban", Reason.TRANSLITERATION),
        ("MKO", "mek", Reason.ABBREVIATION),
        ("P.K.K.", "pkk", Reason.ABBREVIATION),
        ("p k k", "pkk", Reason.ABBREVIATION),
        ("Tamil Tigers", "ltte", Reason.NAME),
        ("hizbulah", "hizballah", Reason.SPELLING),
        ("AlQaida", "al-qaida", Reason.NAME),
        ("Russia", "ru", Reason.NAME),
        ("RU", "ru", Reason.CODE),
        ("us-fto", "us-fto", Reason.CODE),
        ("Foreign Terrorist Organizations", "us-fto", Reason.NAME),
        ("Russia unified list", "ru-fsb", Reason.CONTEXT),
    ],
)
def test_each_finding_says_why_it_is_there(typed: str, slug: str, why: Reason) -> None:
    first = find(typed, most=8)[0]
    assert (first.subject.slug, first.why) == (slug, why)


def test_of_names_as_near_the_one_that_stands_on_more_lists_is_first() -> None:
    lists = [one.lists for one in find("qaida", most=4, about=["entity"])]
    assert lists == sorted(lists, reverse=True)
    assert lists[0] > lists[-1]


@pytest.mark.parametrize("typed", ["", " - ", "\0", "%", "' & !", "qqxxzzyy", "x" * 5000, "\\", "a:*|b"])
def test_whatever_is_typed_is_searched_for_as_text(typed: str) -> None:
    assert len(find(typed, most=8)) <= 24


def test_a_merged_entity_is_found_as_its_heir_once() -> None:
    heir, old = make_entity(name="Quandary Assembly"), make_entity(name="Quandary Congress")
    edit(heir, by=administrator(), also=[EntityName(entity=heir, name="Quandary Union")])
    merge(old, into=heir, reason="The same.", by=administrator())
    assert [(one.subject, one.name) for one in find("quandary congress", most=8)] == [
        (heir, "Quandary Congress")
    ]
    assert [one.subject for one in find("quandary", most=8)] == [heir]


def test_a_search_is_at_most_five_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5) as captured:
        found = find("islamic", most=20)
    assert isinstance(captured, CaptureQueriesContext)
    assert sum(isinstance(one.subject, Entity) for one in found) == 20
