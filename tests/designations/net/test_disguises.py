"""No way of writing an address, of redirecting to it or of changing a name's answer leads inside."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from designations.net.addresses import networks
from designations.net.errors import AddressRefused, FetchError, Unreachable
from designations.net.fetch import Limits, fetch
from tests.web_server import Answer, WebServer, web_server

PRIVATE = [
    # Loopback, in every way that a resolver or a browser reads as 127.0.0.1
    "127.0.0.1", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1",  # noqa: S104
    "0177.0.0.1", "017700000001", "0177.1", "127.0.0.1.", "localhost", "LOCALHOST", "localhost.", "[::1]",
    "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001::7f00:1]",
    "%31%32%37.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1",
    # Private, link-local with the metadata of clouds, carrier-grade, multicast, reserved, documentation
    "10.0.0.1", "167772161", "172.16.0.1", "192.168.0.1", "3232235521", "100.64.0.1", "169.254.169.254",
    "2852039166",
    "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518", "[::ffff:169.254.169.254]", "[fd00:ec2::254]",
    "[fe80::1]",
    "[fe80::1%25lo]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "192.0.0.192",
]  # fmt: skip


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.fixture
def server() -> Iterator[WebServer]:
    """On every address of this machine, so that only the guard keeps requests away."""
    with web_server(host="0.0.0.0") as running:  # noqa: S104
        yield running


def port_of(server: WebServer) -> str:
    return server.address.rpartition(":")[2]


@pytest.mark.parametrize("host", PRIVATE)
def test_a_private_address_is_refused_however_it_is_written(host: str, to: Path) -> None:
    for scheme in ("http", "https"):
        with pytest.raises((AddressRefused, Unreachable)) as refusal:
            fetch(
                f"{scheme}://{host}/latest/meta-data/", to=to, agent="tests", limits=Limits(total_seconds=5)
            )
        # Refused by what it is, not for want of an answer from there.
        assert "refused" not in str(refusal.value).lower()
        assert "timed out" not in str(refusal.value)
    assert not to.exists()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]"]
)
def test_a_redirect_to_a_disguise_is_refused_and_nobody_is_asked(
    host: str, server: WebServer, to: Path
) -> None:
    port = port_of(server)
    server.answers["/"] = Answer(status=302, headers={"Location": f"http://{host}:{port}/secret"})
    limits = Limits(total_seconds=5, allowed=networks(["127.0.0.2/32"]))
    with pytest.raises(FetchError):
        fetch(f"http://127.0.0.2:{port}/", to=to, agent="tests", limits=limits)
    assert [path for path, _ in server.asked] == ["/"]


@pytest.mark.parametrize(
    "location", ["gopher://127.0.0.1:70/_x", "file:///etc/passwd", "dict://127.0.0.1/", "ftp://127.0.0.1/",
    "data:,x",
                 "http://user:secret@127.0.0.2/", "javascript:alert(1)", "//127.0.0.1\\@127.0.0.2/"],
)  # fmt: skip
def test_a_redirect_to_another_scheme_or_form_is_refused(location: str, server: WebServer, to: Path) -> None:
    server.answers["/"] = Answer(status=302, headers={"Location": location})
    limits = Limits(total_seconds=5, allowed=networks(["127.0.0.2/32"]))
    with pytest.raises(FetchError):
        fetch(f"http://127.0.0.2:{port_of(server)}/", to=to, agent="tests", limits=limits)
    assert len(server.asked) == 1
    assert not to.exists()


@pytest.mark.parametrize("port", [22, 25, 53, 5432, 6379, 8080, 9200, 65535])
def test_other_ports_of_public_addresses_are_not_asked(port: int, to: Path) -> None:
    with pytest.raises(AddressRefused, match=f"port {port}"):
        fetch(f"http://8.8.8.8:{port}/", to=to, agent="tests")


def test_a_name_whose_answer_changes_after_the_check_still_leads_where_was_checked(
    server: WebServer, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers of the system's resolver are made up here; connection and server are real."""
    asked: list[str] = []
    answers = iter(["127.0.0.2", "127.0.0.1", "127.0.0.1"])
    real = socket.getaddrinfo

    def rebinding(host: Any, *args: Any, **options: Any) -> Any:
        if host in ("rebinding.example.org", b"rebinding.example.org"):
            asked.append(str(host))
            host = next(answers)
        return real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    peers: list[str] = []
    server.answers["/"] = Answer(act=lambda handler: peers.append(handler.connection.getsockname()[0]))
    limits = Limits(total_seconds=5, allowed=networks(["127.0.0.2/32"]))
    url = f"http://rebinding.example.org:{port_of(server)}/"
    fetch(url, to=to, agent="tests", limits=limits)
    assert (len(asked), peers) == (1, ["127.0.0.2"])
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        fetch(url, to=to, agent="tests", limits=limits)
    assert peers == ["127.0.0.2"]


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        fetch("http://mixed.example.org/", to=to, agent="tests")
