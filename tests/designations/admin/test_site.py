from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from designations.editorial.draft import submit
from designations.models import Subscriber
from tests.designations.admin.conftest import Desk
from tests.factories import (
    administrator,
    editor,
    make_draft,
    make_entity,
    make_event,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db

READ_ONLY = ["change", "designation", "period", "eventversion", "citation", "capture", "merge"]
PRIVATE = ["subscriber", "subscription", "delivery"]


def changelist(model: str) -> str:
    return reverse(f"admin:designations_{model}_changelist")


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_desk_groups_its_models_by_use(desk: Desk) -> None:
    groups = {app["name"]: [model["object_name"] for model in app["models"]]
              for app in desk(editor()).get(reverse("admin:index")).context["app_list"]}  # fmt: skip
    assert list(groups) == ["Daily work", "Reference", "Official list files", "Public record, read only"]
    assert groups["Daily work"] == ["Draft", "Source", "CaptureRequest", "Event"]


def test_the_desk_says_what_waits(desk: Desk) -> None:
    submit(make_draft(entity=make_entity()), by=editor())
    make_draft(entity=make_entity())
    waiting = {item["label"]: item["count"] for item in desk(publisher()).get("/admin/").context["queue"]}
    assert waiting["by others, waiting for review"] == 1
    assert waiting["of yours, open"] == 0
    mine = {item["label"]: item["count"] for item in desk(editor()).get("/admin/").context["queue"]}
    assert mine["of yours, open"] == 1


def _drafts() -> None:
    make_draft(entity=make_entity(), source=make_source())


def _events() -> None:
    make_event(entity=make_entity(), source=make_source())


def _entities() -> None:
    make_entity()


def _sources() -> None:
    make_source(text="Some words.")


@pytest.mark.parametrize(
    ("model", "make", "most"),
    [
        ("draft", _drafts, 12),
        ("event", _events, 9),
        ("entity", _entities, 7),
        ("source", _sources, 8),
        ("designationlist", _drafts, 8),
        ("change", _events, 8),
        ("designation", _events, 8),
        ("period", _events, 8),
        ("eventversion", _events, 7),
        ("citation", _events, 7),
        ("capture", _sources, 7),
    ],
)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    desk: Desk, model: str, make: Callable[[], None], most: int
) -> None:
    client = desk(publisher())
    make()
    make()
    few = queries(client, changelist(model))
    for _ in range(6):
        make()
    assert queries(client, changelist(model)) == few <= most


@pytest.mark.parametrize("model", READ_ONLY)
def test_the_record_is_looked_at_and_not_written(desk: Desk, model: str) -> None:
    make_event(entity=make_entity(), source=make_source(text="It was listed."), quote="It was listed.")
    client = desk(publisher())
    assert client.get(changelist(model)).status_code == 200
    assert client.get(reverse(f"admin:designations_{model}_add")).status_code == 403
    site: Any = admin.site
    row = next(m for m in site._registry if m._meta.model_name == model)._default_manager.first()
    if row is not None:
        url = reverse(f"admin:designations_{model}_change", args=[row.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {}).status_code == 403


@pytest.mark.parametrize("model", PRIVATE)
def test_subscribers_are_for_administrators_alone(desk: Desk, model: str) -> None:
    assert desk(publisher()).get(changelist(model)).status_code == 403
    assert desk(administrator()).get(changelist(model)).status_code == 200


def test_the_list_of_subscribers_shows_no_address(desk: Desk) -> None:
    Subscriber.objects.create(email="reader@example.org")
    client = desk(administrator())
    assert "reader@example.org" not in client.get(changelist("subscriber")).content.decode()
    found = client.get(changelist("subscriber"), {"q": "reader@example.org"}).context["cl"].result_count
    assert found == 1


def test_a_page_says_nothing_of_the_token_of_a_subscriber(desk: Desk) -> None:
    row = Subscriber.objects.create(email="reader@example.org")
    page = desk(administrator()).get(reverse("admin:designations_subscriber_change", args=[row.pk]))
    assert row.token not in page.content.decode()


def test_somebody_without_a_role_sees_no_model(desk: Desk) -> None:
    assert desk(make_user()).get(reverse("admin:index")).context["app_list"] == []


def test_every_page_of_the_desk_brings_no_script_or_style_of_its_own(desk: Desk) -> None:
    event = make_event(entity=make_entity(), source=make_source())
    client = desk(publisher())
    draft = make_draft(entity=make_entity())
    for url in (
        reverse("admin:index"),
        reverse("admin:designations_draft_change", args=[draft.pk]),
        reverse("admin:designations_event_change", args=[event.event.pk]),
        reverse("admin:designations_event_cite", args=[event.event.pk]),
        reverse("admin:designations_source_add"),
    ):
        page = client.get(url)
        assert "unsafe-inline" not in page["Content-Security-Policy"]
        assert " style=" not in page.content.decode()
        assert "<style" not in page.content.decode()
        assert "<script>" not in page.content.decode()
