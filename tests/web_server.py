"""A web server on loopback whose answers a test writes down beforehand."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Answer:
    """What a path answers. With an `etag`, a request that knows it gets 304. `act` writes the body itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    act: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass(slots=True)
class WebServer:
    """The answers by path, and the requests that came: (path, headers), those for robots.txt apart."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    asked_robots: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str) -> str:
        """The address of `path` on this server."""
        return f"{self.address}{path}"


@contextmanager
def web_server(*, host: str = "127.0.0.1") -> Iterator[WebServer]:
    """A server that runs on `host` until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = dict(self.headers.items())
            if self.path == "/robots.txt":
                known.asked_robots.append(headers)
            else:
                known.asked.append((self.path, headers))
            answer = known.answers.get(self.path, Answer(status=404))
            if answer.etag and self.headers.get("If-None-Match") == answer.etag:
                answer = Answer(status=304)
            self.send_response(answer.status)
            if answer.etag:
                self.send_header("ETag", answer.etag)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.act is None and "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            # Who asked may have gone away, as some of the tests want.
            try:
                self.wfile.write(answer.body)
                if answer.act:
                    answer.act(self)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    known = WebServer(f"http://{host}:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
