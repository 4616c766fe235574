"""The description holds: every answer on the shipped facts has the shape that OpenAPI promises."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from designations.editorial.merge import merge
from designations.editorial.retract import retract
from designations.editorial.rule import rule
from designations.models import Act
from designations.text.partial_dates import PartialDate
from tests.designations.api.builders import make_entry
from tests.factories import (
    administrator,
    last_seq,
    make_entity,
    make_event,
    make_jurisdiction,
    make_source,
    publisher,
)
from tests.followed_feeds import make_followed

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The description, in which no object may have members that it does not name."""
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
    made: dict[str, Any] = json.loads(json.dumps(generator.get_schema(request=None, public=True)))
    for component in made["components"]["schemas"].values():
        if component.get("type") == "object":
            component["additionalProperties"] = False
    return made


def _hold(schema: dict[str, Any], *, path: str, status: str, document: Any) -> None:
    """Hold `document`, the answer of `path` with `status`, against the description."""
    [content] = schema["paths"][path]["get"]["responses"][status]["content"].values()
    validator = Draft202012Validator(
        {**content["schema"], "components": schema["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)] == []


@pytest.mark.django_db
class TestAnswers:
    """Real answers against the description."""

    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        """Some of what the shipped facts lack: a quotation, an act, a merge, a retraction."""
        place, heir = make_jurisdiction(), make_entity()
        Act.objects.create(jurisdiction=place, title="Order", dated=PartialDate.parse("2003"))
        entry = make_entry(
            entity=heir,
            source=make_source(text="The Front was entered."),
            quote="The Front",
            act=Act.objects.get(),
        )
        make_event(
            kind="statement",
            list=entry.list,
            entity=heir,
            speaker="A minister",
            stance="opposes",
            about=entry.event,
        )
        make_followed(entry.list)
        merge(make_entity(), into=heir, by=administrator())
        retract(make_entry().event, by=publisher(), reason="An error.")
        rule(entry.event, by=publisher(), outcome="date", stands_on=PartialDate.parse("2004"), reason="So.")

    @pytest.mark.parametrize(
        "name", ["jurisdictions", "lists", "entities", "designations", "events", "sources", "acts"]
    )
    def test_pages_and_details_have_the_described_shape(
        self, client: Client, schema: dict[str, Any], name: str
    ) -> None:
        address = f"/api/v1/{name}/?limit=200"
        while address:
            page = client.get(address).json()
            _hold(schema, path=f"/api/v1/{name}/", status="200", document=page)
            address = page["next"]
        [*_, last] = page["results"]
        detail = client.get(f"/api/v1/{name}/{last.get('id') or last['slug']}/").json()
        _hold(schema, path=f"/api/v1/{name}/{{key}}/", status="200", document=detail)

    def test_the_log_has_the_described_shape(self, client: Client, schema: dict[str, Any]) -> None:
        for after in range(0, last_seq(), 1000):
            page = client.get("/api/v1/changes/", {"after": after, "limit": 1000}).json()
            _hold(schema, path="/api/v1/changes/", status="200", document=page)

    def test_the_index_and_the_problems_have_the_described_shape(
        self, client: Client, schema: dict[str, Any]
    ) -> None:
        _hold(schema, path="/api/v1/", status="200", document=client.get("/api/v1/").json())
        kind = client.get("/api/v1/problems/bad-value/").json()
        _hold(schema, path="/api/v1/problems/{key}/", status="200", document=kind)
        for query in ("x=1", "limit=0&valid_on=2"):
            problem = client.get(f"/api/v1/designations/?{query}").json()
            _hold(schema, path="/api/v1/designations/", status="400", document=problem)
        missing = client.get("/api/v1/entities/talibann/").json()
        _hold(schema, path="/api/v1/entities/{key}/", status="404", document=missing)

    def test_a_merged_entity_has_the_described_shape(self, client: Client, schema: dict[str, Any]) -> None:
        old, heir = make_entity(), make_entity()
        merge(old, into=heir, by=administrator())
        moved = client.get(f"/api/v1/entities/{old.slug}/").json()
        _hold(schema, path="/api/v1/entities/{key}/", status="308", document=moved)


def test_every_parameter_of_every_resource_is_described(schema: dict[str, Any]) -> None:
    operation = schema["paths"]["/api/v1/events/"]["get"]
    assert [p["name"] for p in operation["parameters"]] == sorted(
        [
            "list", "entity", "jurisdiction", "kind", "source", "occurred_from", "occurred_to", "known_at",
            "limit", "cursor",
        ]
    )  # fmt: skip
    assert all(p["description"] for p in operation["parameters"])


def test_the_schema_is_served(client: Client) -> None:
    response = client.get("/api/v1/schema/")
    assert response.status_code == 200
    assert response.content.startswith(b"openapi: 3.1.0")


def test_making_the_schema_is_clean_and_starts_no_database(tmp_path: Path) -> None:
    state = tmp_path / "state"
    unset = {"DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "CACHE_URL"}
    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "spectacular",
            "--validate",
            "--fail-on-warn",
            "--file",
            tmp_path / "made.yml",
        ],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in unset}
        | {"TRACKER_STATE_DIR": str(state), "DJANGO_SETTINGS_MODULE": "tracker.settings.development"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "/api/v1/designations/" in (tmp_path / "made.yml").read_text(encoding="utf-8")
    assert not state.exists()
