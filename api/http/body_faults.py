"""What is wrong with the shape of a request, each fault with a pointer into its body."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError, ValidatorFunctionWrapHandler
from pydantic_core import ErrorDetails

from core.errors import Fault, fault


@dataclass(frozen=True)
class Unread:
    """One of many of which not all fields can be read, and what pydantic says of them."""

    errors: Sequence[ErrorDetails]


def read_alone(sent: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Read one of many, or say what is wrong with its fields: the others are read all the same."""
    try:
        return read(sent)
    except ValidationError as refused:
        return Unread(refused.errors(include_url=False))


def unreadable(cause: BaseException | None) -> Fault:
    """Return what is wrong with a body of which no JSON could be made."""
    if isinstance(cause, RecursionError):
        return fault("body", "", "objects within objects without end", "JSON of a reasonable depth")
    if isinstance(cause, ValueError) and not isinstance(cause, UnicodeError):
        return fault("body", "", "a number of very many digits", "numbers of a reasonable length")
    return fault("body", "", "bytes that are no text in UTF-8", "JSON in UTF-8")


def invalid(each: Mapping[str, Any]) -> Fault:
    """Return what pydantic says of a parameter, or, with a pointer, of the body."""
    source, *path = each["loc"]
    expected = each["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    if source != "body":
        return fault(str(source), str(path[-1]) if path else "", each.get("input", ""), expected)
    match each["type"]:
        case "json_invalid":
            return fault("/", "", f"a mistake at character {path[-1]}", "JSON")
        case "missing":
            return fault(_pointer(path[:-1]), str(path[-1]) if path else "", "nothing", "a value")
        case "extra_forbidden":
            return fault(_pointer(path[:-1]), str(path[-1]), each.get("input", ""), "no such field")
    return fault(_pointer(path[:-1]), str(path[-1]) if path else "", each.get("input", ""), expected)


def _pointer(path: Sequence[object]) -> str:
    """Return a JSON pointer (RFC 6901); `/` for the whole body."""
    return "/" + "/".join(str(each).replace("~", "~0").replace("/", "~1") for each in path)
