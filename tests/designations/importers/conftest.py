"""Files of versions go to a directory of the test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def captures(settings: Any, tmp_path: Path) -> Path:
    """Where the files of versions are kept."""
    settings.MEDIA_ROOT = tmp_path / "captures"
    return tmp_path / "captures"
