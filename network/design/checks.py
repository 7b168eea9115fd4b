"""What the objects of a study check about themselves."""

from math import isfinite
from typing import Any

from core.errors import Fault, fault, refuse


def refuse_negative(what: str, of: object, *names: str) -> None:
    """Raise `InvalidInput` naming every attribute of `of` that is negative or no number; None is nothing."""
    found: list[Fault] = []
    for name in names:
        value: Any = getattr(of, name)
        if value is not None and not (value >= 0 and isfinite(value)):
            found.append(fault(what, name, value, "a number, 0 or more"))
    refuse(f"{what} cannot be.", found)
