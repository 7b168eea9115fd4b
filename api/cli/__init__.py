"""The command line: commands translate, call one use case, and translate back."""

import gc
import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import NoReturn

_INTERRUPTED = 130


def main() -> None:
    """Run the command line; every failure is a sentence and an exit code, never a traceback."""
    # What is loaded stays: to look through it for what nobody uses takes a fifth of the time, now and later.
    gc.disable()
    # Nothing heavy is imported before Ctrl-C has an answer; and nothing at all above, because every process
    # that searches reads this file anew to find out which program it belongs to.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        sys.exit(import_module("api.cli.run").run(sys.argv[1:], loaded=_loaded))
    signal.signal(signal.SIGINT, _leave)
    run = import_module("api.cli.run").run
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = run(sys.argv[1:], loaded=_loaded)
        signal.signal(signal.SIGINT, _leave)
    except KeyboardInterrupt:
        _leave(signal.SIGINT, None)
    sys.exit(code)


def _loaded() -> None:
    gc.freeze()
    gc.enable()


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End at once: there is nothing to clean up yet, or no longer."""
    os.write(2, b"Stopped.\n")
    os._exit(_INTERRUPTED)
