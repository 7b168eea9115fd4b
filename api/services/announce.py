"""How a use case says which step it is at."""

from collections.abc import Callable

Announce = Callable[[str], None]
"""Is told which step begins."""


def say_nothing(_: str) -> None:
    """Announce nothing."""
