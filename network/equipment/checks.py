"""What objects of this room check about themselves."""

from typing import Any

from core.errors import Fault, fault, refuse


def refuse_below(what: str, of: object, *, least: int, names: tuple[str, ...]) -> None:
    """Raise `InvalidInput` naming every attribute of `of` that is below `least`."""
    found: list[Fault] = []
    for name in names:
        value: Any = getattr(of, name)
        if value < least:
            found.append(fault(what, name, value, f"a whole number, {least} or more"))
    refuse(f"{what} cannot be.", found)
