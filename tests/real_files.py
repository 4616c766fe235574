"""Official list files as the authorities published them: beside the checkout, never inside it."""

import gzip
import os
import shutil
from pathlib import Path

import pytest

BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[2] / "shared" / "data" / "lists"


def real_file(*parts: str, tmp_path: Path) -> Path:
    """Return the path of a real file, such as `real_file("un-sc", "2017-06-30.xml.gz", tmp_path=tmp_path)`.

    A packed file is unpacked into `tmp_path`. The test is skipped where the directory of real files is
    absent; TRACKER_REAL_LISTS names another one. A file that the directory lacks is an error.
    """
    root = Path(os.environ.get("TRACKER_REAL_LISTS") or BESIDE_THE_CHECKOUT)
    if not root.is_dir():
        pytest.skip("../shared/data/lists is not beside this checkout")
    path = root.joinpath(*parts)
    if not path.is_file():
        raise FileNotFoundError(path)
    if path.suffix != ".gz":
        return path
    unpacked = tmp_path / path.name.removesuffix(".gz")
    with gzip.open(path, "rb") as packed, unpacked.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    return unpacked
