"""Why a request to another server was not made, or gave nothing that can be used."""

from datetime import datetime


class FetchError(Exception):
    """Nothing usable was fetched. The message is for the person who keeps the address.

    `not_before` is the moment before which the server does not want to be asked again, if it said one.
    """

    not_before: datetime | None = None


class AddressRefused(FetchError):
    """The address is one that this server never asks: its form, its port, or where its host lies."""


class TooLarge(FetchError):
    """The body, once unpacked, is larger than allowed."""


class TooSlow(FetchError):
    """The server took longer than allowed, for one step or in all."""


class TooManyRedirects(FetchError):
    """The address leads on, and on."""


class Unreachable(FetchError):
    """No connection, a broken one, or an answer that is no sound HTTP."""


class StatusRefused(FetchError):
    """The server answered, but not with the file. `status` is its code."""

    def __init__(self, message: str, *, status: int, not_before: datetime | None = None) -> None:
        super().__init__(message)
        self.status, self.not_before = status, not_before


class RobotsDisallow(FetchError):
    """The server's robots.txt asks this program not to fetch the address."""


class RobotsUnknown(FetchError):
    """Whether the address may be fetched is not known: the server's robots.txt cannot be read."""

    def __init__(self, message: str, *, not_before: datetime | None = None) -> None:
        super().__init__(message)
        self.not_before = not_before
