import pytest
from django.urls import reverse

from designations.models import Change, Entity, Merge
from tests.designations.admin.conftest import Desk
from tests.factories import editor, last_seq, make_entity, publisher

pytestmark = pytest.mark.django_db


def address(page: str, entity: Entity) -> str:
    return reverse(f"admin:designations_entity_{page}", args=[entity.pk])


def test_two_entities_are_merged_and_unmerged_with_reasons(desk: Desk) -> None:
    client, entity, heir = desk(publisher()), make_entity(), make_entity(name="Heir")
    assert client.post(address("merge", entity), {"into": heir.pk, "reason": "One group."}).status_code == 302
    assert Merge.objects.heirs(known_at=last_seq()) == {entity.pk: heir.pk}
    assert "Read as" in client.get(address("change", entity)).content.decode()
    assert client.post(address("unmerge", entity), {"reason": "Two after all."}).status_code == 302
    assert Merge.objects.heirs(known_at=last_seq()) == {}
    causes = (
        Change.objects.filter(action__in=["merged", "unmerged"])
        .order_by("seq")
        .values_list("cause", flat=True)
    )
    assert list(causes) == ["One group.", "Two after all."]


def test_a_circle_is_refused_on_the_page(desk: Desk) -> None:
    client, entity, heir = desk(publisher()), make_entity(), make_entity()
    client.post(address("merge", entity), {"into": heir.pk, "reason": "One group."})
    response = client.post(address("merge", heir), {"into": entity.pk, "reason": "Backwards."})
    assert "would be a circle" in str(response.context["form"].errors)
    assert Merge.objects.count() == 1


def test_a_reason_is_asked_for(desk: Desk) -> None:
    response = desk(publisher()).post(address("merge", make_entity()), {"into": make_entity().pk})
    assert set(response.context["form"].errors) == {"reason"}
    assert not Merge.objects.exists()


@pytest.mark.parametrize("page", ["merge", "unmerge"])
def test_an_editor_may_not_merge(desk: Desk, page: str) -> None:
    entity = make_entity()
    client = desk(editor())
    assert client.post(address(page, entity), {"into": make_entity().pk, "reason": "One."}).status_code == 403
    assert address(page, entity) not in client.get(address("change", entity)).content.decode()
    assert not Merge.objects.exists()
