"""The id of the request that is being answered, for whoever logs."""

import re
import secrets
from contextvars import ContextVar
from typing import Final

HEADER: Final = "X-Request-Id"

REQUEST_ID: Final[ContextVar[str]] = ContextVar("request_id", default="")
"""Empty outside of requests."""

# Nothing that could be a name, an address or a key in plain words, nor break a line of the log.
_TAKEN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}", re.ASCII)
_DIGITS: Final = 2


def request_id(given: str) -> str:
    """Return the id that a caller gave, where it looks like one: letters, digits and dashes; else a new one.

    given
        8 to 64 characters, two of them digits or more, as UUIDs and trace ids have; anything else may be a
        person's name.
    """
    if _TAKEN.fullmatch(given) and sum(each.isdigit() for each in given) >= _DIGITS:
        return given
    return secrets.token_hex(16)
