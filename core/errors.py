"""Everything that can go wrong, as one tree.

RoundsmanError                 exit 1   something failed
├── InvalidInput               exit 2   what was given breaks a rule; lists every fault found
├── NotFound                   exit 4   a file, plan or name that is not there
├── MapError                   exit 5   a street map that cannot be read or does not fit the task
├── TravelSourceFailed         exit 5   a travel source that did not answer
└── Stopped                    exit 130 the user ended the work before there was any result

An order that cannot be served is not an error but an answer: see `routing.plan.Unserved`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with the input: where it is, what it is, and what would be right.

    where
        "orders.csv row 7", "stop 'A12'", or a JSON pointer such as "/vehicles/0".
    field
        the column or attribute; "" where the whole object is meant.
    value
        what was found, as text, shortened to 80 characters.
    expected
        what would be right, as a sentence fragment: "a whole number of kilograms, 0 or more".
    """

    where: str
    field: str
    value: str
    expected: str

    def __str__(self) -> str:
        named = f"{self.where}, {self.field}" if self.field else self.where
        return f"{named}: found {self.value!r}; expected {self.expected}"


def fault(where: str, field: str, value: object, expected: str) -> Fault:
    """Return a `Fault` with its value shortened for display."""
    text = str(value)
    return Fault(
        where=where,
        field=field,
        value=text if len(text) <= 80 else text[:77] + "...",
        expected=expected,
    )


class RoundsmanError(Exception):
    """Something failed; `code` is stable and documented, `action` says what to do."""

    code: ClassVar[str] = "failed"
    exit_code: ClassVar[int] = 1
    action: ClassVar[str] = "Run `roundsman doctor`; if it finds nothing, report the message."

    def __init__(self, message: str, *, faults: Iterable[Fault] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.faults: tuple[Fault, ...] = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {each}" for each in self.faults)])

    def as_json(self) -> dict[str, object]:
        """Return code, message, action and every fault as plain data."""
        return {
            "code": self.code,
            "message": self.message,
            "action": self.action,
            "faults": [asdict(each) for each in self.faults],
        }


class InvalidInput(RoundsmanError):
    """What was given breaks a rule; every fault found is listed."""

    code = "invalid-input"
    exit_code = 2
    action = "Correct the values listed and run again; nothing was changed."


class TooLarge(InvalidInput):
    """What was given is larger than anything that could be meant."""

    code = "too-large"
    action = "Send no more than the message says, in pieces where that is possible."


class NotFound(RoundsmanError):
    """A file, plan or name that is not there."""

    code = "not-found"
    exit_code = 4
    action = "Check the spelling; the message lists what exists where that helps."


class MapError(RoundsmanError):
    """A street map that cannot be read or does not fit the task."""

    code = "map-unusable"
    exit_code = 5
    action = "Use a complete .osm.pbf extract that covers every stop and depot."


class TravelSourceFailed(RoundsmanError):
    """A travel source that did not answer, or answered nonsense."""

    code = "travel-source-failed"
    exit_code = 5
    action = "Start the server named, or allow a flagged estimate with --fallback."


class Stopped(RoundsmanError):
    """The user ended the work before there was any result."""

    code = "stopped"
    exit_code = 130
    action = "Run again and wait for the first plan."


def refuse(message: str, faults: Sequence[Fault]) -> None:
    """Raise `InvalidInput` naming all `faults`, or do nothing where there are none."""
    if faults:
        raise InvalidInput(message, faults=faults)
