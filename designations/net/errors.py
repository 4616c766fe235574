"""Why a request to another server was not made, or gave nothing that can be used."""


class FetchError(Exception):
    """Nothing usable was fetched. The message is for the person who keeps the address."""


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

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status
