"""A signal ends the run at once, except where a child is being started."""

import os
import signal
from collections.abc import Iterator

import pytest

from tracker.up.interrupt import ENDING, Interrupt, Stopped


@pytest.fixture
def interrupt() -> Iterator[Interrupt]:
    """An installed interrupt; the handlers of before come back."""
    before = {number: signal.getsignal(number) for number in ENDING}
    installed = Interrupt()
    installed.install()
    yield installed
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_whatever_is_done(interrupt: Interrupt, number: signal.Signals) -> None:
    with pytest.raises(Stopped):
        os.kill(os.getpid(), number)


def test_a_signal_waits_until_a_child_is_written_down(interrupt: Interrupt) -> None:
    written_down = []

    def start_child() -> None:
        with interrupt.held():
            os.kill(os.getpid(), signal.SIGTERM)
            written_down.append("a child")

    with pytest.raises(Stopped):
        start_child()
    assert written_down == ["a child"]


def test_a_second_signal_asks_for_haste_and_breaks_nothing_off(interrupt: Interrupt) -> None:
    with pytest.raises(Stopped):
        os.kill(os.getpid(), signal.SIGTERM)
    assert not interrupt.impatient
    os.kill(os.getpid(), signal.SIGTERM)
    assert interrupt.impatient


def test_clearing_up_is_not_broken_off(interrupt: Interrupt) -> None:
    interrupt.finish()
    os.kill(os.getpid(), signal.SIGTERM)
    assert interrupt.received
