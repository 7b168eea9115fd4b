"""One setting: what it is called in the environment and in a file, and which values it takes."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["whole number", "names", "text", "switch", "choice"]

MOST = 999_999_999

_ON, _OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting and its limits.

    section
        of the file: "server", "worker", or "" for its top.
    default
        as it would be typed; "" where there is none.
    follows
        what the default depends on, where it is worked out; it then differs from machine to machine.
    least, most
        of a whole number.
    secret
        whether its value must not be shown; it may then be read from the file that NAME_FILE names.
    """

    section: str
    name: str
    kind: Kind
    default: str
    meaning: str
    follows: str = ""
    least: int = 1
    most: int = MOST
    choices: tuple[str, ...] = ()
    secret: bool = False

    @property
    def variable(self) -> str:
        """Return its name in the environment."""
        return "_".join(("ROUNDSMAN", *(each.upper() for each in (self.section, self.name) if each)))

    @property
    def key(self) -> str:
        """Return its name in the file, as one dotted key."""
        return f"{self.section}.{self.name}" if self.section else self.name

    @property
    def limits(self) -> str:
        """Return which values it takes."""
        match self.kind:
            case "whole number":
                upper = "" if self.most == MOST else f", at most {self.most}"
                return f"a whole number, {self.least} or more{upper}"
            case "names":
                return "names, separated by commas"
            case "switch":
                return "1 or 0"
            case "choice":
                return f"one of {', '.join(self.choices)}"
        return "text"

    def takes(self, text: str) -> bool:
        """Whether `text` is one of its values."""
        match self.kind:
            case "whole number":
                short = text.isascii() and text.isdecimal() and len(text) < 10
                return short and self.least <= int(text) <= self.most
            case "switch":
                return text.lower() in (*_ON, *_OFF)
            case "choice":
                return text in self.choices
        return True

    def text_of(self, value: object) -> str | None:
        """Return a value of the file as the environment would have it; None for what it does not take."""
        text: str | None = None
        if isinstance(value, bool):
            text = "1" if value else "0"
            return text if self.kind == "switch" else None
        if isinstance(value, int) and self.kind == "whole number":
            text = str(value)
        elif isinstance(value, str) and self.kind in ("text", "choice"):
            text = value
        elif isinstance(value, list) and self.kind == "names" and all(isinstance(it, str) for it in value):
            text = ",".join(value)
        return text if text is not None and self.takes(text) else None


def is_on(text: str) -> bool:
    """Whether a switch is on."""
    return text.lower() in _ON
