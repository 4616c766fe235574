"""In production every page loads its files from this site alone, under names that change with them."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests.factories import make_entity, make_event, make_list
from tests.tracker.settings_process import PRODUCTION, read_setting

# Loaded with the page, unlike what a reader may follow.
LOADED = re.compile(
    r'<link rel="(?:stylesheet|icon|preload|manifest)"[^>]*? href="([^"]*)"'
    r'|<(?:script|img|source|iframe)\b[^>]*? src="([^"]*)"'
)
FINGERPRINTED = re.compile(r"/static/[\w/.-]+\.[0-9a-f]{12}\.\w+")


@pytest.fixture(scope="module")
def storages() -> Any:
    """As production sets them."""
    return read_setting("STORAGES", environment=PRODUCTION)


@pytest.fixture
def collected(settings: Any, storages: Any, tmp_path: Path) -> None:
    """The files as they are served in production."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = storages
    call_command("collectstatic", interactive=False, verbosity=0)


def loaded(html: str) -> list[str]:
    return [link or source for link, source in LOADED.findall(html)]


@pytest.mark.django_db
@pytest.mark.usefixtures("collected")
def test_pages_load_only_fingerprinted_files_of_this_site_which_are_kept_for_ever(client: Client) -> None:
    event = make_event(entity=make_entity(slug="front"), list=make_list(slug="register")).event
    paths = [
        *(
            "/",
            "/lists/",
            "/lists/register/",
            "/entities/",
            "/entities/front/",
            "/jurisdictions/",
            "/events/",
        ),
        *("/changes/", "/alerts/", "/ar/", "/nowhere/", event.get_absolute_url()),
        *(f"/about/{name}/" for name in ("method", "coverage", "corrections", "not-listed", "design")),
    ]
    addresses = {address for path in paths for address in loaded(client.get(path).content.decode())}
    assert len(addresses) >= 4
    assert [address for address in addresses if not FINGERPRINTED.fullmatch(address)] == []
    fresh = Client()
    for address in addresses:
        answer = fresh.get(address, headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200, address
        assert "immutable" in answer["Cache-Control"]
        assert address.endswith(".png") or answer["Content-Encoding"] == "gzip"
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        answer.close()


def test_the_page_for_a_failure_of_ours_names_files_that_are_there_whatever_failed() -> None:
    """Without fingerprints: to know them, it would have to read what may be the very thing that failed."""
    html = Path(settings.BASE_DIR, "templates", "500.html").read_text(encoding="utf-8")
    assert loaded(html)
    for address in loaded(html):
        assert not urlsplit(address).netloc
        assert Path(settings.STATICFILES_DIRS[0], address.removeprefix("/static/")).is_file()
