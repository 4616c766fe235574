"""The production services are valid, demand their secrets, and start the commands that exist."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.tracker.settings_process import PROJECT, SECRET

SECRETS = {
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "tracker.example.org",
    "SITE_URL": "https://tracker.example.org",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "DEFAULT_FROM_EMAIL": "tracker@example.org",
    "POSTGRES_PASSWORD": "one",
    "TRACKER_OWNER_PASSWORD": "two",
    "TRACKER_APP_PASSWORD": "three",
}


def compose(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run compose itself: the package's own command hides its exit code. It needs no container engine."""
    spec = importlib.util.find_spec("compose")
    assert spec is not None
    assert spec.origin is not None
    return subprocess.run(
        [Path(spec.origin).with_name("docker-compose"), "--env-file", os.devnull, *arguments],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services with every variable filled in."""
    result = compose("config", environment=SECRETS)
    assert result.returncode == 0, result.stderr
    return dict(yaml.safe_load(result.stdout)["services"])


def test_the_services_follow_the_specification() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    result = subprocess.run(
        [*checker, "docker-compose.yml"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_nothing_starts_without_its_secrets(name: str) -> None:
    result = compose("config", "--quiet", environment={k: v for k, v in SECRETS.items() if k != name})
    assert result.returncode != 0
    assert name in result.stderr


def test_only_the_migration_knows_the_owner(services: dict[str, Any]) -> None:
    knowing = {
        name
        for name, service in services.items()
        if any("tracker_owner:" in str(value) for value in service.get("environment", {}).values())
    }
    assert knowing == {"migrate"}


def test_every_lasting_service_restarts_and_says_whether_it_is_healthy(services: dict[str, Any]) -> None:
    lasting = {name: service for name, service in services.items() if name != "migrate"}
    assert set(lasting) == {"postgres", "valkey", "web", "worker", "beat"}
    for name, service in lasting.items():
        assert service["restart"] == "unless-stopped", name
        assert service["healthcheck"]["test"], name


def test_the_site_waits_for_the_migration(services: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
