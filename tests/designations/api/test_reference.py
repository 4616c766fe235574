"""Jurisdictions, lists, entities, acts and sources."""

from collections.abc import Callable

import pytest
from django.test import Client

from designations.editorial.edit import edit
from designations.editorial.merge import merge, unmerge
from designations.models import (
    Act,
    Capture,
    DesignationList,
    EntityIdentifier,
    EntityName,
    EntityRelation,
    Jurisdiction,
    Source,
)
from designations.text.partial_dates import PartialDate
from tests.designations.api.builders import every
from tests.designations.api.conftest import Get
from tests.factories import administrator, last_seq, make_entity, make_jurisdiction, make_source
from tests.followed_feeds import make_followed

pytestmark = pytest.mark.django_db


def test_the_index_lists_the_resources_and_all_of_them_answer(get: Get) -> None:
    index = get("")
    assert [one["name"] for one in index["resources"]] == [
        "jurisdictions", "lists", "entities", "designations", "events", "sources", "acts", "changes",
    ]  # fmt: skip
    assert all("known_seq" in get(one["url"].partition("/api/v1/")[2]) for one in index["resources"])
    assert index["known_seq"] == last_seq()
    assert index["schema"].endswith("/api/v1/schema/")


def test_a_jurisdiction_names_its_lists(get: Get) -> None:
    found = get("jurisdictions/ru/")
    assert (found["code"], found["kind"]) == ("RU", "country")
    assert "ru-fsb" in found["lists"]
    assert get("lists/ru-fsb/")["jurisdiction"] == "ru"


def test_every_jurisdiction_list_entity_and_source_is_reached_by_paging(get: Get) -> None:
    for path, number in (
        ("jurisdictions/", Jurisdiction.objects.count()),
        ("sources/", Source.objects.count()),
    ):
        found = every(get, path, limit=7)
        assert len(found) == len({str(one) for one in found}) == number


def test_a_list_answers_with_its_authority_and_legal_basis(get: Get) -> None:
    found = get("lists/us-fto/")
    assert found["authority"]
    assert found["legal_basis"]
    assert found["succeeds"] is None


def test_entities_are_filtered_by_the_words_of_any_name(get: Get) -> None:
    assert [one["slug"] for one in get("entities/?q=taleban")["results"]] == ["taliban"]
    assert "ttp" in [one["slug"] for one in get("entities/?q=طالبان")["results"]]
    assert get("entities/?q=qqxxzzyy")["results"] == []
    page = get("entities/?q=islamic&limit=3")
    assert "q=islamic" in page["next"]


def test_an_entity_answers_with_names_identifiers_and_relations(get: Get) -> None:
    entity, other = make_entity(), make_entity()
    EntityName.objects.create(entity=entity, name="Фронт", script="Cyrl", language="ru", kind="native")
    EntityIdentifier.objects.create(entity=entity, scheme="wikidata", value="Q0-example")
    EntityRelation.objects.create(entity=entity, kind="wing_of", other=other)
    found = get(f"entities/{entity.slug}/")
    assert found["names"] == [
        {"name": "Фронт", "script": "Cyrl", "language": "ru", "kind": "native", "strength": "strong"}
    ]
    assert found["identifiers"] == [{"scheme": "wikidata", "value": "Q0-example"}]
    assert found["relations"] == [{"kind": "wing_of", "other": other.slug}]


def test_text_is_utf_8_and_not_escaped(raw: Callable[..., bytes]) -> None:
    assert "Движение Талибан".encode() in raw("designations/ru-fsb--taliban/")


def test_an_act_answers_by_its_id(get: Get) -> None:
    place = make_jurisdiction()
    act = Act(jurisdiction=place, number="No. 7", title="Order", dated=PartialDate.parse("2003-02"))
    edit(act, by=administrator())
    found = get(f"acts/{act.public_id}/")
    assert (found["id"], found["dated"], found["url"]) == (act.public_id, "2003-02", None)
    assert [one["id"] for one in get("acts/", jurisdiction=place.slug)["results"]] == [act.public_id]


def test_what_was_captured_from_a_source_stays_private(get: Get, raw: Callable[..., bytes]) -> None:
    source = make_source(text="A long and private text.")
    assert "captures" not in get(f"sources/{source.public_id}/")
    assert b"private text" not in raw(f"sources/{source.public_id}/")
    assert Capture.objects.filter(source=source).exists()


class TestMergedEntity:
    """A merged entity's old address."""

    def test_it_answers_308_to_its_heir_and_keeps_the_query(self, client: Client) -> None:
        old, heir = make_entity(), make_entity()
        merge(old, into=heir, by=administrator())
        response = client.get(f"/api/v1/entities/{old.slug}/", {"known_at": last_seq()})
        assert response.status_code == 308
        assert response["Location"] == f"http://testserver/api/v1/entities/{heir.slug}/?known_at={last_seq()}"
        assert response.json() == {"merged_into": heir.slug, "known_seq": last_seq()}
        assert client.get(response["Location"]).status_code == 200

    def test_it_leads_to_the_last_heir_at_once(self, client: Client) -> None:
        first, second, last = make_entity(), make_entity(), make_entity()
        merge(first, into=second, by=administrator())
        merge(second, into=last, by=administrator())
        assert client.get(f"/api/v1/entities/{first.slug}/")["Location"].endswith(f"/entities/{last.slug}/")

    def test_it_answers_itself_as_of_before_the_merge_and_after_its_undoing(self, client: Client) -> None:
        old, heir = make_entity(), make_entity()
        before = last_seq()
        merge(old, into=heir, by=administrator())
        during = last_seq()
        unmerge(old, by=administrator())
        codes = [
            client.get(f"/api/v1/entities/{old.slug}/", at).status_code
            for at in ({"known_at": before}, {"known_at": during}, {})
        ]
        assert codes == [200, 308, 200]

    def test_no_cache_keeps_it_since_a_merge_can_be_undone(self, client: Client) -> None:
        old, heir = make_entity(), make_entity()
        merge(old, into=heir, by=administrator())
        assert client.get(f"/api/v1/entities/{old.slug}/")["Cache-Control"] == "no-cache"

    def test_the_heir_answers_with_its_names_and_the_collection_without_it(self, get: Get) -> None:
        old, heir, other = make_entity(slug="aa-old"), make_entity(), make_entity()
        EntityName.objects.create(entity=old, name="Old Front", script="Latn")
        EntityRelation.objects.create(entity=old, kind="wing_of", other=heir)
        EntityRelation.objects.create(entity=other, kind="successor_of", other=old)
        before = last_seq()
        merge(old, into=heir, by=administrator())
        found = get(f"entities/{heir.slug}/")
        assert found["merged"] == [old.slug]
        assert [name["name"] for name in found["names"]] == ["Old Front", old.name]
        assert found["relations"] == []
        assert get(f"entities/{other.slug}/")["relations"] == [{"kind": "successor_of", "other": heir.slug}]
        assert old.slug not in {one["slug"] for one in every(get, "entities/")}
        assert old.slug in {one["slug"] for one in every(get, "entities/", known_at=before)}
        assert get(f"entities/{heir.slug}/", known_at=before)["merged"] == []


def test_a_list_says_when_the_files_that_it_is_followed_by_were_asked_for(get: Get) -> None:
    make_followed(DesignationList.objects.get(slug="ru-fsb"))
    make_followed(DesignationList.objects.get(slug="ru-fsb"), name="Disabled", is_enabled=False)
    assert get("lists/ru-fsb/")["feeds"] == [
        {
            "name": "Sample register",
            "last_checked_at": "2026-03-04T05:06:00.000000Z",
            "last_changed_at": "2026-02-03T04:05:00.000000Z",
            "last_failed_at": None,
            "next_run_at": None,
        }
    ]
    assert get("lists/us-fto/")["feeds"] == []
