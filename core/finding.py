"""What an examination finds."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: how it is, and what to do where it is not well."""

    what: str
    state: State
    found: str
    action: str = ""
