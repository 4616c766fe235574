"""Whoever writes a name, and however, the index of names follows; what differs all the same is found."""

import pytest
from django.core.management import CommandError, call_command

from designations.models import DesignationList, Entity, EntityName, Jurisdiction, SearchKey
from designations.search.by_name import entities_called, lists_called
from designations.search.rebuild import rebuild
from tests.factories import make_entity, make_event, make_jurisdiction, make_list

pytestmark = pytest.mark.django_db


def keys_of(entity: Entity) -> set[str]:
    return set(entity.search_keys.values_list("name", flat=True))


def test_names_written_in_bulk_changed_and_removed_are_followed() -> None:
    one, other = make_entity(slug="one", name="First"), make_entity(slug="other", name="Second")
    EntityName.objects.bulk_create([EntityName(entity=one, name=f"Alias {n}") for n in range(3)])
    assert keys_of(one) == {"First", "one", "Alias 0", "Alias 1", "Alias 2"}
    EntityName.objects.filter(name="Alias 0").update(entity=other, name="Талибан")
    EntityName.objects.filter(name="Alias 1").delete()
    Entity.objects.filter(pk=one.pk).update(name="Third")
    assert keys_of(one) == {"Third", "one", "Alias 2"}
    assert keys_of(other) == {"Second", "other", "Талибан"}
    assert SearchKey.objects.get(name="Талибан").plain == "taliban"
    assert list(rebuild(check=True)) == []


def test_a_name_under_which_an_entity_stands_on_a_list_finds_it() -> None:
    entity = make_entity(name="The Front")
    make_event(entity=entity, list=make_list(), name_on_list="Front for Justice (FFJ)")
    assert list(entities_called(Entity.objects.all(), "justice ffj")) == [entity]


def test_a_jurisdiction_that_is_renamed_renames_what_its_lists_are_found_by() -> None:
    row = make_list(jurisdiction=make_jurisdiction(name="Zedland"))
    Jurisdiction.objects.filter(pk=row.jurisdiction_id).update(name="Yedland")
    assert list(lists_called(DesignationList.objects.all(), "yedland")) == [row]
    assert not lists_called(DesignationList.objects.all(), "zedland").exists()


def test_keys_that_differ_from_the_names_are_reported_and_put_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    entity = make_entity(slug="one", name="First")
    entity.search_keys.filter(name="First").update(folded="furst", plain="furst")
    assert len(list(rebuild(check=True))) == 2
    with pytest.raises(CommandError, match="2 search keys"):
        call_command("rebuild_search", "--check")
    with pytest.raises(CommandError, match="findings"):
        call_command("check_integrity")
    call_command("rebuild_search")
    assert list(rebuild(check=True)) == []
    assert "is missing" in capsys.readouterr().out


def test_no_name_is_too_long_for_the_index() -> None:
    entity = make_entity(name="\ufdfa" * 250)
    assert len(entity.search_keys.get(kind="name").folded) <= 500
