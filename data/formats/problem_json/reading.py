"""JSON becomes a checked model; whatever is wrong becomes faults with JSON pointers."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.errors import Fault, InvalidInput, fault
from data.formats.day_entries.assemble import refuse_faults

Shape = TypeVar("Shape", bound=BaseModel)

MOST_BYTES: Final = 64 * 2**20
"""JSON may be 64 MiB; larger matrices stand beside it in a file of their own."""

_EXPECTED: Final = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number that is neither NaN nor infinite",
    "string_type": "text",
    "list_type": "a list [...]",
    "dict_type": "an object {...}",
    "model_type": "an object {...}",
    "missing": "this key with a value",
}


def read_model(content: bytes | str, shape: type[Shape], *, what: str) -> Shape:
    """Return the object of `shape` that `content` holds; raise `InvalidInput` with every fault otherwise.

    what
        the file's name, for messages.
    """
    plain = parsed(content, what)
    try:
        return shape.model_validate(plain)
    except ValidationError as error:
        refuse_faults(what, [fault_of(each, shape) for each in error.errors(include_url=False)])
        raise


def pointer(path: Sequence[object]) -> str:
    """Return the JSON pointer (RFC 6901) of a path of keys and indexes."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def parsed(content: bytes | str, what: str) -> object:
    """Return the JSON in `content`, each key once; raise `InvalidInput` where it is none."""
    if len(content) > MOST_BYTES:
        found = f"{len(content) / 2**20:,.0f} MiB"
        raise _refused(what, found, f"at most {MOST_BYTES // 2**20} MiB")
    if not content.strip():
        raise _refused(what, "nothing: the file is empty", "a JSON object")
    try:
        return json.loads(content, object_pairs_hook=_distinct)
    except json.JSONDecodeError as error:
        found = f"{error.msg} at line {error.lineno}, column {error.colno}"
        raise _refused(what, found, "JSON (RFC 8259)") from None
    except UnicodeDecodeError:
        raise _refused(what, "bytes that are no Unicode text", "JSON in UTF-8") from None
    except RecursionError:
        raise _refused(what, "objects within objects without end", "JSON of a reasonable depth") from None
    except ValueError as error:
        raise _refused(what, str(error), "JSON with each key once and numbers of a reasonable size") from None


def _refused(what: str, found: str, expected: str) -> InvalidInput:
    return InvalidInput(f"{what} cannot be read.", faults=[fault(what, "", found, expected)])


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice in one object: silently, the last would win."""
    found = dict(pairs)
    if len(found) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"the key {twice!r} twice in one object")
    return found


def fault_of(error: ErrorDetails, shape: type[BaseModel]) -> Fault:
    """Return what pydantic found wrong as a fault."""
    path = error["loc"]
    name = str(path[-1]) if path and isinstance(path[-1], str) else ""
    where = pointer(path[:-1] if name else path) or "/"
    if error["type"] == "missing":
        return fault(where, name, "no such key", "this key with a value")
    if error["type"] == "extra_forbidden":
        known = ", ".join(_keys_at(shape, path[:-1]))
        return fault(where, name, error["input"], f"no such key; known are {known}")
    expected = _EXPECTED.get(error["type"]) or error["msg"].removeprefix("Input should be ")
    return fault(where, name, _shown(error["input"]), expected)


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:200] if isinstance(value, dict | list) else str(value)


def _keys_at(shape: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Return the keys that the object at `path` may have."""
    model = shape
    for part in path:
        if isinstance(part, str):
            model = next(iter(_models_under(model, part)), model)
    return [each.alias or name for name, each in model.model_fields.items()]


def _models_under(model: type[BaseModel], key: str) -> Iterator[type[BaseModel]]:
    """Yield the models that the value of `key` is made of, however deep in lists and dictionaries."""
    for name, each in model.model_fields.items():
        if key in (name, each.alias):
            yield from _models_in(each.annotation)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)
