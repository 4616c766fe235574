"""Fetching from a real server that behaves well, badly, and worse."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from designations.net.addresses import networks
from designations.net.errors import (
    AddressRefused,
    FetchError,
    StatusRefused,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from designations.net.fetch import Fetched, Limits, Validators, fetch
from tests.web_server import Answer, WebServer, web_server

ALLOWED = networks(["127.0.0.0/8"])
QUICK = Limits(connect_seconds=2, read_seconds=5, total_seconds=10, most_bytes=100_000, allowed=ALLOWED)
AGENT = "tests (+https://tracker.example.org)"


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "file"


def ask(url: str, to: Path, *, known: Validators | None = None, limits: Limits = QUICK) -> Fetched:
    return fetch(url, to=to, agent=AGENT, known=known, limits=limits)


def test_a_file_arrives_and_the_request_says_who_asks(server: WebServer, to: Path) -> None:
    server.answers["/list.xml"] = Answer(b"<list/>", etag='"1"', headers={"Last-Modified": "yesterday"})
    fetched = ask(server.url("/list.xml"), to)
    assert to.read_bytes() == b"<list/>"
    assert (fetched.size, fetched.is_unchanged) == (7, False)
    assert fetched.validators == Validators('"1"', "yesterday")
    [(_, headers)] = server.asked
    assert headers["User-Agent"] == AGENT
    assert "If-None-Match" not in headers


def test_what_did_not_change_is_not_sent_again(server: WebServer, to: Path) -> None:
    server.answers["/list.xml"] = Answer(b"<list/>", etag='"1"')
    fetched = ask(server.url("/list.xml"), to, known=Validators('"1"', "yesterday"))
    assert fetched.is_unchanged
    assert not to.exists()
    assert server.asked[0][1]["If-Modified-Since"] == "yesterday"


def test_loopback_is_refused_before_anybody_is_asked(server: WebServer, to: Path) -> None:
    with pytest.raises(AddressRefused, match="no public address"):
        ask(server.url("/"), to, limits=Limits())
    assert not server.asked


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/secret", "//127.0.0.1:{port}/secret", "http://localhost:{port}/secret",
        "http://user@127.0.0.2:{port}/secret", "file:///etc/passwd", "http://10.0.0.1/", "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]:{port}/secret",
    ],
)  # fmt: skip
def test_each_hop_is_checked_again(to: Path, target: str) -> None:
    with web_server(host="0.0.0.0") as server:  # noqa: S104
        _follow_refused(server, to, target)


def _follow_refused(server: WebServer, to: Path, target: str) -> None:
    port = server.address.rpartition(":")[2]
    server.answers["/"] = Answer(status=302, headers={"Location": target.format(port=port)})
    only = Limits(allowed=networks(["127.0.0.2/32"]))
    with pytest.raises(AddressRefused):
        ask(f"http://127.0.0.2:{port}/", to, limits=only)
    assert [path for path, _ in server.asked] == ["/"]


def test_redirects_are_followed_and_counted(server: WebServer, to: Path) -> None:
    server.answers["/old"] = Answer(status=301, headers={"Location": "new"})
    server.answers["/new"] = Answer(b"here")
    assert ask(server.url("/old"), to).url == server.url("/new")
    assert to.read_bytes() == b"here"
    server.answers["/round"] = Answer(status=302, headers={"Location": "/round"})
    server.asked.clear()
    with pytest.raises(TooManyRedirects):
        ask(server.url("/round"), to)
    assert len(server.asked) == QUICK.redirects + 1


@pytest.mark.parametrize("status", [204, 206, 304, 400, 403, 404, 429, 500, 503])
def test_an_answer_without_the_file_is_an_error_with_its_status(
    server: WebServer, to: Path, status: int
) -> None:
    server.answers["/"] = Answer(status=status)
    with pytest.raises(StatusRefused, match=str(status)) as raised:
        ask(server.url("/"), to)
    assert raised.value.status == status
    assert raised.value.not_before is None


@pytest.mark.parametrize("status", [404, 429, 503])
def test_a_refusal_carries_the_moment_that_the_server_names(server: WebServer, to: Path, status: int) -> None:
    server.answers["/"] = Answer(status=status, headers={"Retry-After": "3600"})
    with pytest.raises(StatusRefused) as raised:
        ask(server.url("/"), to)
    assert raised.value.not_before
    assert timedelta(minutes=59) < raised.value.not_before - datetime.now(UTC) <= timedelta(hours=1)


def test_gzip_is_unpacked_and_its_size_counted_unpacked(server: WebServer, to: Path) -> None:
    zipped = {"Content-Encoding": "gzip"}
    server.answers["/list"] = Answer(gzip.compress(b"first") + gzip.compress(b"second"), headers=zipped)
    ask(server.url("/list"), to)
    assert to.read_bytes() == b"firstsecond"
    server.answers["/bomb"] = Answer(gzip.compress(b"\0" * 50_000_000), headers=zipped)
    with pytest.raises(TooLarge, match="100,000 bytes"):
        ask(server.url("/bomb"), to)
    assert to.stat().st_size <= 100_000


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"list" * 99, mtime=0)[:-9], "gzip"),
        (b"no gzip", "gzip"),
        (b"x", "br"),
        (b"x", "gzip, gzip"),
    ],
)
def test_an_encoding_that_is_broken_or_not_asked_for_is_an_error(
    server: WebServer, to: Path, body: bytes, encoding: str
) -> None:
    server.answers["/"] = Answer(body, headers={"Content-Encoding": encoding})
    with pytest.raises(Unreachable):
        ask(server.url("/"), to)


def test_a_file_too_large_is_left_where_it_passes_the_limit(server: WebServer, to: Path) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        while True:
            handler.wfile.write(b"\0" * 10_000)

    server.answers["/"] = Answer(act=endless)
    with pytest.raises(TooLarge):
        ask(server.url("/"), to)


def test_a_body_cut_short_is_an_error(server: WebServer, to: Path) -> None:
    server.answers["/"] = Answer(b"half", headers={"Content-Length": "8"}, act=lambda h: h.connection.close())
    with pytest.raises(Unreachable):
        ask(server.url("/"), to)


def test_a_silent_server_is_left(server: WebServer, to: Path) -> None:
    enough = threading.Event()

    def wait(_: BaseHTTPRequestHandler) -> None:
        enough.wait(30)

    server.answers["/"] = Answer(act=wait)
    with pytest.raises(TooSlow):
        ask(server.url("/"), to, limits=Limits(read_seconds=0.2, allowed=ALLOWED))
    enough.set()


@pytest.mark.parametrize("where", ["body", "headers"])
def test_a_server_that_gives_a_byte_now_and_then_is_left_when_the_time_is_up(
    raw_server: Callable[[bytes, bytes], str], to: Path, where: str
) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if where == "body" else b"X: ")
    limits = Limits(read_seconds=5, total_seconds=0.5, allowed=ALLOWED)
    with pytest.raises(TooSlow, match=r"0\.5 seconds in all"):
        ask(raw_server(head, b"x"), to, limits=limits)


@pytest.fixture
def raw_server() -> Iterator[Callable[[bytes, bytes], str]]:
    """Makes a server that says `head` and then `drop`, again and again, until the test is over."""
    over = threading.Event()
    threads = []
    listening = socket.create_server(("127.0.0.1", 0))

    def start(head: bytes, drop: bytes) -> str:
        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                try:
                    connection.sendall(head)
                    while not over.wait(0.02):
                        connection.sendall(drop)
                except OSError:
                    return

        threads.append(threading.Thread(target=serve, daemon=True))
        threads[-1].start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/"

    yield start
    over.set()
    for thread in threads:
        thread.join()
    listening.close()


@pytest.mark.parametrize("said", [b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 999999 X\r\n\r\n", b"\0" * 300_000])
def test_what_is_no_http_is_an_error_of_its_own(
    raw_server: Callable[[bytes, bytes], str], to: Path, said: bytes
) -> None:
    with pytest.raises(FetchError):
        ask(raw_server(said, b"\r\n"), to)


def test_a_closed_port_and_a_host_that_is_none_are_unreachable(to: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/", "http://no-such-host.invalid/"):
        with pytest.raises(Unreachable):
            ask(url, to)
