"""JSON that a person can edit: what fits on a line stands on one, and so does a list of plain values."""

import json
from collections.abc import Iterator
from typing import Any, Final

WIDTH: Final = 160


def pretty_json(value: Any) -> str:
    """Return `value` as JSON with an ending newline: one stop, one visit, one matrix row a line."""
    return "".join(_parts(value, 0)) + "\n"


def _parts(value: Any, depth: int) -> Iterator[str]:
    flat = _flat(value)
    if flat is not None:
        yield flat
        return
    named = isinstance(value, dict)
    opening, closing = "{}" if named else "[]"
    separator = f"\n{' ' * (depth + 1)}"
    yield opening
    for k, entry in enumerate(value.items() if named else value):
        yield separator if k == 0 else f",{separator}"
        if named:
            yield f"{json.dumps(entry[0], ensure_ascii=False)}: "
        yield from _parts(entry[1] if named else entry, depth + 1)
    yield f"\n{' ' * depth}{closing}"


def _flat(value: Any) -> str | None:
    """Return `value` on one line; None where it is to be spread over several."""
    if not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if _numbers(value):
        return json.dumps(value)
    # What holds much is not even tried: writing it out again at every depth would take long.
    if len(value) > WIDTH or any(isinstance(each, dict | list) and len(each) > 12 for each in _inside(value)):
        return None
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WIDTH else None


def _numbers(value: dict[str, Any] | list[Any]) -> bool:
    return isinstance(value, list) and all(isinstance(each, int | float | None) for each in value)


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value
