"""What Ctrl-C means: before there is a plan it ends the program, afterwards it ends the search."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

from core.errors import Stopped

_SEARCHING = "Stopping with {kept}; Ctrl-C again ends at once."
_FINISHING = "The plan is being written; Ctrl-C again ends at once."


class Interrupted(Stopped):
    """Ctrl-C ended work that has no best so far."""

    action = "Nothing is left half done; run again."


class StoppedAtOnce(Stopped):
    """A second Ctrl-C ended the program before the best plan so far was written."""

    action = "Run again, and press Ctrl-C only once to keep the best plan so far."


@dataclass(kw_only=True)
class Interruption:
    """Whether Ctrl-C was pressed, and how far the work is.

    found
        there is a plan; the solver stops by itself when it hears of `pressed`.
    ended
        the search is over, its plan is being drawn and written.
    keeps
        what there is to keep, in words.
    """

    pressed: bool = False
    found: bool = False
    ended: bool = False
    keeps: str = "the best plan so far"

    def press(self, _signal: int, _frame: FrameType | None) -> None:
        """Take note of the first Ctrl-C if there is something to keep; else, and at the second, stop."""
        if self.pressed or not self.found:
            raise KeyboardInterrupt
        self.pressed = True
        text = _FINISHING if self.ended else _SEARCHING.format(kept=self.keeps)
        with suppress(OSError):
            # Past every buffer: whoever was interrupted may hold them.
            os.write(2, f"\n{text}\n".encode())


@contextmanager
def interruptible(keeps: str = Interruption.keeps) -> Iterator[Interruption]:
    """Let Ctrl-C keep the best plan so far, or what `keeps` says; raise `Stopped` where there is none."""
    interruption = Interruption(keeps=keeps)
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, interruption.press)
    try:
        yield interruption
    except KeyboardInterrupt:
        if interruption.pressed:
            raise StoppedAtOnce("Stopped at once; the plan was not written.") from None
        raise Stopped("Stopped before there was a plan; none was written.") from None
    finally:
        signal.signal(signal.SIGINT, before)
