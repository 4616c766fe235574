"""A broker that is down or hangs fails a message, and never holds up who sends it."""

import socket
from collections.abc import Iterator

import pytest

from tests.tracker.settings_process import PRODUCTION, run_python

PUBLISH = """
import django; django.setup()
from kombu.exceptions import OperationalError
from tracker.celery import app
try:
    app.send_task("nobody.takes.this")
except OperationalError:
    print("refused")
"""


@pytest.fixture(params=["down", "hanging"])
def dead_port(request: pytest.FixtureRequest) -> Iterator[int]:
    """A port where nobody listens, or where somebody does and never says a word."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        if request.param == "hanging":
            bound.listen()
        yield bound.getsockname()[1]


def test_a_message_to_a_dead_broker_is_refused_and_does_not_hang(dead_port: int) -> None:
    result = run_python(PUBLISH, environment=PRODUCTION | {"BROKER_URL": f"redis://127.0.0.1:{dead_port}/0"})
    assert result.stdout.strip() == "refused", result.stderr
