"""Statements are planned for their values, save those that look rows up by key."""

import pytest
from django.db import connection
from django.test import Client

from tests.factories import make_entity, make_event

pytestmark = pytest.mark.django_db


def prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [str(row[0]) for row in cursor.fetchall()]


@pytest.mark.parametrize(
    "address", ["/", "/entities/", "/events/?kind=listed", "/changes/", "/search/?q=front", "/lists/{list}/"]
)
def test_no_plan_is_kept_where_the_value_decides(client: Client, address: str) -> None:
    event = make_event(entity=make_entity())
    before = prepared()
    for _ in range(6):
        client.get(address.format(list=event.list.slug))
    assert prepared() == before


def test_the_plan_of_what_is_looked_up_by_key_is_kept(client: Client) -> None:
    event = make_event(entity=make_entity())
    for _ in range(6):
        client.get(f"/events/{event.event.public_id}/")
    assert any("designations_citation" in statement for statement in prepared())
    for _ in range(6):
        client.get(f"/api/v1/events/?list={event.list.slug}")
    assert not any("ORDER BY 2 DESC" in statement for statement in prepared())
