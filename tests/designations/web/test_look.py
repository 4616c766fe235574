"""The public templates and their style sheet: small, and fit for a strict content policy."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parent.parent.parent.parent
TEMPLATES = sorted([*(ROOT / "templates").glob("*.html"), *(ROOT / "templates" / "web").rglob("*.html")])
SHEET = ROOT / "designations" / "web" / "static" / "web" / "site.css"
MOST_BYTES = 16 * 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_trusts_what_it_is_given(path: Path) -> None:
    assert re.findall(r"\|\s*safe\b|autoescape off", path.read_text(encoding="utf-8")) == []


def test_the_style_sheet_stays_small_and_fetches_nothing() -> None:
    sheet = SHEET.read_bytes()
    assert len(sheet) < MOST_BYTES
    assert b"url(" not in sheet
    assert b"@import" not in sheet


def test_every_token_of_the_style_sheet_is_defined() -> None:
    sheet = SHEET.read_text(encoding="utf-8")
    assert set(re.findall(r"var\((--[\w-]+)\)", sheet)) <= set(re.findall(r"(--[\w-]+):", sheet))


def test_the_page_for_a_failure_of_ours_needs_no_context() -> None:
    assert "Something failed" in render_to_string("500.html")
