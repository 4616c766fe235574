"""The audit trail: everything in one page by time, for administrators, and nothing in it can be changed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.admin.audit import PAGE, _cursor
from designations.models import AccountEvent
from tests.designations.accounts.conftest import sign_in
from tests.designations.admin.forms import filled
from tests.factories import administrator, make_entity, make_event, make_user, publisher

pytestmark = pytest.mark.django_db
AUDIT = "/admin/audit/"


@pytest.fixture
def keeper() -> Client:
    client = Client()
    client.force_login(make_user(group="administrator", username="keeper"))
    return client


def lines(client: Client, **query: Any) -> list[tuple[str, str, str]]:
    return [(line.who, line.what, line.about) for line in client.get(AUDIT, query).context["lines"]]


def test_accounts_and_the_record_stand_in_one_trail_by_time(keeper: Client) -> None:
    event = make_event(entity=make_entity()).event
    sign_in(publisher())
    found = lines(keeper)
    assert found[0] == ("the-publisher", "signed in", "the-publisher")
    assert found[1] == ("the-publisher", "published", f"event {event.public_id}")


def test_the_trail_is_filtered_by_what_who_and_when(keeper: Client) -> None:
    make_event(entity=make_entity())
    sign_in(publisher())
    sign_in(make_user(username="ada"), password="wrong")
    assert lines(keeper, what="accounts:sign_in_failed") == [("", "failed to sign in", "ada")]
    assert {what for _, what, _ in lines(keeper, what="record")} == {"published", "created"}
    assert {who for who, _, _ in lines(keeper, who="the-publisher")} == {"the-publisher"}
    tomorrow = (datetime.now(tz=UTC) + timedelta(days=1)).date()
    assert lines(keeper, since=str(tomorrow)) == []
    assert keeper.get(AUDIT, {"since": "no day", "what": "nothing"}).status_code == 200


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher"])
def test_the_trail_is_for_administrators(role: str) -> None:
    client = Client()
    client.force_login(make_user(group=role))
    assert client.get(AUDIT).status_code == 403
    assert AUDIT not in client.get("/admin/").content.decode()


def test_every_line_is_on_one_page_though_all_are_of_one_moment(keeper: Client) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC)
    AccountEvent.objects.bulk_create(
        [AccountEvent(kind="signed_in", at=at, detail=str(n)) for n in range(2 * PAGE + 7)]
    )
    seen, query = [], "what=accounts"
    keeper.get(AUDIT)
    while query:
        with CaptureQueriesContext(connection) as queries:
            context = keeper.get(f"{AUDIT}?{query}").context
        assert len(queries) <= 10
        seen += [line.detail for line in context["lines"]]
        query = context["older"]
    assert seen == [str(n) for n in reversed(range(2 * PAGE + 7))]


@given(text=st.text(max_size=60))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_place_of_a_cursor_is_taken_or_left(text: str) -> None:
    found = _cursor(text)
    assert found is None or len(found) == 3


@pytest.mark.parametrize("before", ["1e9~0~1", "99999999999999999~0~1", "1~9~-5", "1.9~1~7", "-1~0~0"])
def test_a_cursor_that_nobody_was_given_breaks_nothing(keeper: Client, before: str) -> None:
    assert keeper.get(AUDIT, {"before": before}).status_code == 200


@pytest.mark.parametrize("verb", ["UPDATE {} SET detail = ''", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_trail(verb: str) -> None:
    sign_in(make_user())
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        connection.cursor().execute(verb.format("designations_accountevent"))


def test_a_role_that_is_granted_is_written_down_with_what_was_before() -> None:
    client, user = Client(), make_user(group="editor", username="ada")
    client.force_login(administrator())
    url = reverse("admin:auth_user_change", args=[user.pk])
    sent = filled(client, url, groups=[Group.objects.get(name="publisher").pk])
    dates = {f"{name}_{part}": "" for name in ("last_login", "date_joined") for part in (0, 1)}
    assert client.post(url, sent | dates).status_code == 302
    row = AccountEvent.objects.get(kind="account_changed")
    assert (row.actor, row.account, row.detail) == (administrator(), user, "groups: -editor, +publisher")
