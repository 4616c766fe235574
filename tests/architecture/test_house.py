"""The shape of the house: small rooms, imports that run downwards, one word per idea."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
MOST_LINES = 300
CODE = sorted(
    path
    for folder in ("designations", "tracker")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
# Nouns of DESIGN, section 2, that the models must know; feeds come with the list files.
NOUNS = {
    "Jurisdiction", "DesignationList", "Entity", "EntityName", "Designation", "Act", "Event", "Draft",
    "Period",
    "Source", "Capture", "Citation", "Change", "Subscriber", "Subscription", "Delivery",
}  # fmt: skip


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_longer_than_a_room_may_be(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_why_it_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_imports_run_downwards_only() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_models_are_the_nouns_of_the_design() -> None:
    assert {model.__name__ for model in apps.get_app_config("designations").get_models()} >= NOUNS


def test_nothing_is_left_unfinished() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert [str(path) for path in CODE if marks.search(path.read_text(encoding="utf-8"))] == []
