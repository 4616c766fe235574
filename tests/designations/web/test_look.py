"""The public templates and their style sheet: small, and fit for a strict content policy."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from designations.web.samples import TOKENS

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


def test_the_other_sheets_fetch_nothing_and_use_only_tokens_that_are_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+):", SHEET.read_text(encoding="utf-8")))
    for path in SHEET.parent.glob("*.css"):
        sheet = path.read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import", sheet), path
        assert set(re.findall(r"var\((--[\w-]+)\)", sheet)) <= defined, path


def test_the_page_of_the_design_shows_the_tokens_as_they_are() -> None:
    """Of either theme, which no page but that one shows beside the other."""

    def tokens(block: str) -> dict[str, str]:
        return dict(re.findall(r"--([\w-]+): (#\w+)", block))

    light, dark = re.findall(r":root \{(.*?)\}", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)[:2]
    shown = (SHEET.parent / "design.css").read_text(encoding="utf-8")
    for theme, block in (("light", light), ("dark", dark)):
        [own] = re.findall(rf"^\.theme-{theme} \{{\n(.*?)\}}", shown, flags=re.DOTALL | re.MULTILINE)
        assert tokens(own) == tokens(block)
        assert set(tokens(own)) == set(TOKENS)


def test_the_page_for_a_failure_of_ours_needs_no_context() -> None:
    assert "Something failed" in render_to_string("500.html")
