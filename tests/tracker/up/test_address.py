"""The address of a run: what is printed can be opened, and what cannot be listened at is refused."""

import socket

import pytest
from django.core.management import CommandError

from tracker.up.address import Address


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_printed_address_can_be_opened(host: str, url: str) -> None:
    assert Address(host=host, port=8000).url == url


def test_a_taken_port_is_refused_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} on 127.0.0.1 is taken .* --port"):
            Address(host="127.0.0.1", port=port).require_free()


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_that_is_not_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(CommandError, match=f"Cannot listen at {host}.*--host"):
        Address(host=host, port=8000).require_free()


def test_nobody_answering_is_not_healthy() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert not Address(host="127.0.0.1", port=bound.getsockname()[1]).is_healthy()
