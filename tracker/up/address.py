"""The address that a run serves."""

import errno
import http.client
import socket
from dataclasses import dataclass
from http import HTTPStatus

from django.core.management import CommandError

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104
ANSWER_SECONDS = 5


@dataclass(frozen=True)
class Address:
    """Host and port."""

    host: str
    port: int

    @property
    def reachable_host(self) -> str:
        """The host to connect to; listening everywhere is no address."""
        return EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        """The address of the site, without a slash at the end."""
        host = self.reachable_host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def require_free(self) -> None:
        """Raise CommandError, saying what to do, when this address cannot be listened at."""
        try:
            family, kind, protocol, _, name = socket.getaddrinfo(
                self.host or None, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind, protocol) as probe:
                # As the server does: an address that a stopped server has just left is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(name)
        except OSError as error:
            raise CommandError(self._why_not(error)) from error

    def is_healthy(self) -> bool:
        """Tell whether the site answers and says that all its parts do."""
        connection = http.client.HTTPConnection(self.reachable_host, self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _why_not(self, error: OSError) -> str:
        if error.errno == errno.EADDRINUSE:
            return f"Port {self.port} on {self.host} is taken by another program: choose another with --port."
        if error.errno == errno.EACCES:
            return f"Port {self.port} is reserved for the system: choose one above 1023 with --port."
        return f"Cannot listen at {self.host}, port {self.port}: {error.strerror}. Choose another --host."
