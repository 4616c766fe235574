"""What a killed run left is ended, and nobody else's process is."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tracker.up.ledger import Ledger

# A child with a child of its own, both of which would stay for ever.
FAMILY = (
    "import subprocess, sys\n"
    "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)\n"
    "print('here', flush=True)\nchild.wait()"
)


@pytest.fixture
def left_behind() -> Iterator["subprocess.Popen[str]"]:
    """A process with a child."""
    with subprocess.Popen([sys.executable, "-c", FAMILY], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        yield process
        process.kill()


def test_processes_left_behind_are_ended_with_their_children(
    tmp_path: Path, left_behind: "subprocess.Popen[str]"
) -> None:
    Ledger(tmp_path / "up.json").add(left_behind)
    children = psutil.Process(left_behind.pid).children()
    assert Ledger(tmp_path / "up.json").end_leftovers() == 2
    assert not any(child.is_running() for child in children)
    assert not (tmp_path / "up.json").exists()


def test_a_number_that_now_belongs_to_another_process_is_left_alone(
    tmp_path: Path, left_behind: "subprocess.Popen[str]"
) -> None:
    (tmp_path / "up.json").write_text(json.dumps([[left_behind.pid, 1.0]]))
    assert Ledger(tmp_path / "up.json").end_leftovers() == 0
    assert left_behind.poll() is None


@pytest.mark.parametrize("content", ["", "[[", None])
def test_a_missing_or_half_written_file_is_no_hindrance(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "up.json").write_text(content)
    assert Ledger(tmp_path / "up.json").end_leftovers() == 0
