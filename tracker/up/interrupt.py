"""Signals that end a run, at whatever moment they come."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """A signal asked the run to end.

    A KeyboardInterrupt, which the database driver answers by cancelling the statement it waits for.
    """


class Interrupt:
    """Turns the first ending signal into `Stopped`; a second one into a wish to be quick."""

    def __init__(self) -> None:
        """Nothing is pending yet."""
        self.received = False
        self.impatient = False
        self._held = False

    def install(self) -> None:
        """Handle the ending signals from now on, except those that are ignored, as under `nohup`."""
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._handle)

    def finish(self) -> None:
        """The run is ending for whatever reason: no signal may break off the clearing up."""
        self.received = True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let a signal wait until the end of the block: a child that is started must also be written down."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self.received:
            raise Stopped

    def _handle(self, *_: object) -> None:
        if self.received:
            self.impatient = True
            return
        self.received = True
        if not self._held:
            raise Stopped
