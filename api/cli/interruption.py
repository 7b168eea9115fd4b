"""What Ctrl-C means: before there is a plan it ends the program, afterwards it ends the search."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

from core.errors import Stopped

_SEARCHING = "Stopping with the best plan so far; Ctrl-C again ends at once."
_FINISHING = "The plan is being written; Ctrl-C again ends at once."


@dataclass(kw_only=True)
class Interruption:
    """Whether Ctrl-C was pressed, and how far the work is.

    found
        there is a plan; the solver stops by itself when it hears of `pressed`.
    ended
        the search is over, its plan is being drawn and written.
    """

    pressed: bool = False
    found: bool = False
    ended: bool = False

    def press(self, _signal: int, _frame: FrameType | None) -> None:
        """Take note of the first Ctrl-C if there is something to keep; else, and at the second, stop."""
        if self.pressed or not self.found:
            raise KeyboardInterrupt
        self.pressed = True
        text = _FINISHING if self.ended else _SEARCHING
        with suppress(OSError):
            # Past every buffer: whoever was interrupted may hold them.
            os.write(2, f"\n{text}\n".encode())


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Let Ctrl-C keep the best plan so far; raise `Stopped` where there is none to keep."""
    interruption = Interruption()
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, interruption.press)
    try:
        yield interruption
    except KeyboardInterrupt:
        raise Stopped(_stopped(interruption)) from None
    finally:
        signal.signal(signal.SIGINT, before)


def _stopped(interruption: Interruption) -> str:
    if interruption.pressed:
        return "Stopped at once; the plan was not written."
    return "Stopped before there was a plan; none was written."
