"""A real browser, and the article that the tracker began with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "articles" / "seed-article.txt"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as it is installed on this machine."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine: install the package 'chromium'")
    with pytest.MonkeyPatch.context() as patch:
        # The browser's loop runs in this thread; the tests themselves use the database one call at a time.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            yield chromium
            chromium.close()


@pytest.fixture(scope="session")
def article() -> str:
    """The text of the origin article, which is not part of the repository."""
    if not ARTICLE.exists():
        pytest.skip(f"the origin article is not part of the repository and not at ../{ARTICLE.parent.name}")
    return ARTICLE.read_text()
