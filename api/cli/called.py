"""What was called at the command line, for those who write down who did what."""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Final

CALLED: Final[ContextVar[Sequence[str]]] = ContextVar("CALLED", default=("python",))
"""The words of a group and of one of its commands, then what they were given."""
