"""What a number in a published file may be, and what to say where it is not."""

import math
from collections.abc import Callable, Mapping
from typing import Final, Literal

Kind = Literal["real", "amount", "whole", "signed"]
"""Any number; a number from 0; a whole number from 0; any whole number."""

LIMIT: Final = 10**12
"""No number of a file may be larger: scaled by a thousand it still fits into 64 bits."""

EXPECTED: Final[Mapping[Kind, str]] = {
    "real": f"a number between -{LIMIT:,} and {LIMIT:,}",
    "amount": f"a number from 0 to {LIMIT:,}",
    "whole": f"a whole number from 0 to {LIMIT:,}",
    "signed": f"a whole number between -{LIMIT:,} and {LIMIT:,}",
}


def number(token: str) -> float:
    """Return the number a token stands for; not-a-number where it is none or too large."""
    # Python alone takes 1_000 and digits of other scripts for numbers.
    if "_" in token or not token.isascii():
        return math.nan
    try:
        value = float(token)
    except ValueError:
        return math.nan
    return value if abs(value) <= LIMIT else math.nan


def whole(token: str) -> int | None:
    """Return the whole number from 0 that a token stands for, or None."""
    value = number(token)
    return int(value) if fits(token, "whole") else None


def fits(token: str, kind: Kind) -> bool:
    """Whether a token is a number of this kind."""
    return _TESTS[kind](number(token))


# A comparison with not-a-number is never true, so each test also refuses what is no number.
_TESTS: Final[Mapping[Kind, Callable[[float], bool]]] = {
    "real": lambda value: abs(value) <= LIMIT,
    "amount": lambda value: value >= 0,
    "whole": lambda value: value >= 0 and value.is_integer(),
    "signed": float.is_integer,
}
