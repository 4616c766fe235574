"""Files of captures go to a directory of the test, and loopback may be asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web_server import WebServer, web_server


@pytest.fixture(autouse=True)
def captures(settings: Any, tmp_path: Path) -> Path:
    """Where the bytes of articles are kept."""
    settings.MEDIA_ROOT = tmp_path / "captures"
    return tmp_path / "captures"


@pytest.fixture
def server(settings: Any) -> Iterator[WebServer]:
    """A web server on loopback that may be asked."""
    settings.FETCH_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with web_server() as running:
        yield running
