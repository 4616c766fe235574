"""Child processes that do not outlive their parent."""

import ctypes
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(*, with_signal: signal.Signals) -> Callable[[], None] | None:
    """Return a `preexec_fn` that lets the kernel send `with_signal` to the child when its parent is killed.

    Linux only, None elsewhere: there the next start finds and ends what a killed parent left behind.
    """
    if sys.platform != "linux":
        return None
    # Loaded here, not in the child: between fork and exec nothing may allocate or import.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    number = int(with_signal)

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)

    return ask_kernel
