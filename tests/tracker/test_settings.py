"""Production starts only when it is configured, and every variable that is read is documented."""

import ast
from pathlib import Path

import pytest

from tests.tracker.settings_process import PRODUCTION, PROJECT, read_setting, run_python

LOAD = "from django.conf import settings; settings.DEBUG"
# Read by what runs the tracker, not by the tracker.
READ_ELSEWHERE = {
    "DJANGO_SETTINGS_MODULE",
    "POSTGRES_PASSWORD",
    "TRACKER_OWNER_PASSWORD",
    "TRACKER_APP_PASSWORD",
    "WEB_LISTEN",
}
# Belong to the system, not to the tracker.
OF_THE_SYSTEM = {"PATH", "PYTHONPATH"}


def without(name: str) -> dict[str, str]:
    """Return a whole production environment less one variable."""
    return {key: value for key, value in PRODUCTION.items() if key != name}


def test_production_starts_when_everything_is_set() -> None:
    result = run_python(LOAD, environment=PRODUCTION)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        pytest.param(without("SECRET_KEY"), "SECRET_KEY must be set", id="no secret"),
        pytest.param(PRODUCTION | {"SECRET_KEY": "too-short"}, "SECRET_KEY must be set", id="short secret"),
        pytest.param(PRODUCTION | {"SECRET_KEY": "ab" * 40}, "SECRET_KEY must be set", id="poor secret"),
        pytest.param(without("DATABASE_URL"), "DATABASE_URL must be set", id="embedded database"),
        pytest.param(without("BROKER_URL"), "BROKER_URL must be set", id="embedded broker"),
        pytest.param(without("CACHE_URL"), "CACHE_URL must be set", id="embedded cache"),
        pytest.param(without("ALLOWED_HOSTS"), "ALLOWED_HOSTS must name", id="no hosts"),
        pytest.param(PRODUCTION | {"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name", id="any host"),
        pytest.param(without("SITE_URL"), "SITE_URL must be", id="no address"),
        pytest.param(PRODUCTION | {"SITE_URL": "http://t.example.org"}, "SITE_URL must be", id="no TLS"),
        pytest.param(without("EMAIL_URL"), "EMAIL_URL must be set", id="no mail"),
        pytest.param(PRODUCTION | {"DEBUG": "true"}, "DEBUG must be off", id="debug"),
        pytest.param(
            PRODUCTION | {"DATABASE_URL": "sqlite:///tracker.db"}, "PostgreSQL", id="another database"
        ),
    ],
)
def test_production_refuses_and_says_why(environment: dict[str, str], message: str) -> None:
    result = run_python(LOAD, environment=environment)
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr
    assert message in result.stderr


def test_production_names_everything_that_is_missing_at_once() -> None:
    result = run_python(LOAD, environment={"DJANGO_SETTINGS_MODULE": "tracker.settings.production"})
    for name in ("SECRET_KEY", "DATABASE_URL", "BROKER_URL", "CACHE_URL", "ALLOWED_HOSTS", "EMAIL_URL"):
        assert f"- {name} must" in result.stderr


def test_the_deployment_check_finds_nothing_in_production() -> None:
    code = (
        "import sys\nfrom django.core.management import execute_from_command_line\n"
        "execute_from_command_line(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
    )
    result = run_python(code, environment=PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize("module", ["development", "test"])
def test_commands_that_need_no_database_start_nothing(module: str, tmp_path: Path) -> None:
    code = (
        "import django; django.setup()\nfrom django.core.management import call_command\n"
        "call_command('check')\ncall_command('spectacular')"
    )
    state = tmp_path / "state"
    environment = {
        "DJANGO_SETTINGS_MODULE": f"tracker.settings.{module}",
        "TRACKER_STATE_DIR": str(state),
    }
    result = run_python(code, environment=environment)
    assert result.returncode == 0, result.stderr
    assert not state.exists()


@pytest.mark.parametrize("module", ["development", "test"])
def test_every_connection_binds_on_the_server_and_prepares_nothing_unasked(module: str) -> None:
    databases = read_setting(
        "DATABASES", environment={"DJANGO_SETTINGS_MODULE": f"tracker.settings.{module}"}
    )
    options = databases["default"]["OPTIONS"]
    assert options["server_side_binding"] is True
    assert options["prepare_threshold"] is None
    assert databases["default"]["CONN_MAX_AGE"] == 60


def test_the_directory_of_a_socket_in_the_address_becomes_the_host() -> None:
    url = "postgresql://tracker_app@/tracker?host=/run/a%20b&port=5433&sslmode=disable"
    databases = read_setting("DATABASES", environment=PRODUCTION | {"DATABASE_URL": url})
    found = databases["default"]
    assert (found["HOST"], found["PORT"]) == ("/run/a b", "5433")
    assert found["OPTIONS"]["sslmode"] == "disable"
    assert "host" not in found["OPTIONS"]


def test_every_variable_that_is_read_is_documented_and_nothing_else() -> None:
    documented = {
        line.split("=", 1)[0]
        for line in (PROJECT / ".env.example").read_text().splitlines()
        if line and not line.startswith("#")
    }
    read = {
        name
        for folder in ("tracker", "designations")
        for module in (PROJECT / folder).rglob("*.py")
        for name in variables_read(ast.parse(module.read_text()))
    }
    assert read | READ_ELSEWHERE == documented | OF_THE_SYSTEM


def variables_read(tree: ast.AST) -> set[str]:
    """Return the names in `env.kind("NAME")`, `os.environ["NAME"]` and `os.environ.get("NAME")`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner, first = ast.unparse(node.func.value), node.args[0]
        elif isinstance(node, ast.Subscript):
            owner, first = ast.unparse(node.value), node.slice
        else:
            continue
        if owner in {"env", "os.environ"} and isinstance(first, ast.Constant):
            found.add(str(first.value))
    return found
