"""How large a cart may be, whoever sends it."""

from typing import Final

from core.errors import TooLarge

MOST_BYTES: Final = 2**20
"""A cart may be 1 MiB."""


def refuse_large(content: bytes, what: str) -> None:
    """Raise `TooLarge` where content is larger than a cart may be; `what` names it in the message."""
    if len(content) > MOST_BYTES:
        raise TooLarge(f"{what} is larger than {MOST_BYTES:,} bytes: no cart is.")
