"""What a new description of the API would break for clients of the released one.

`python -m api.openapi_changes` compares docs/openapi.json with docs/openapi-released.json and fails where
something is broken; `--release` makes the first the second. What may change within /v1: docs/guides/api.md.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

_DOCS: Final = Path(__file__).parents[1] / "docs"
_METHODS: Final = ("get", "post", "put", "patch", "delete")

Schema = Mapping[str, Any]
Parameters = Mapping[tuple[str, str], Schema]
Way = Literal["asked", "answered"]
"""Whether clients send what a schema describes, or receive it."""

_RAISED: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_LOWERED: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def broken(old: Schema, new: Schema) -> list[str]:
    """Return what clients of `old` can no longer do with `new`, a sentence each; both are OpenAPI 3.1."""
    return [*_Comparison(old=old, new=new).operations()]


@dataclass(frozen=True, kw_only=True)
class _Comparison:
    """Two descriptions; pairs of schemas that are being compared, so that those that hold themselves end."""

    old: Schema
    new: Schema
    under_way: set[tuple[str, str, Way]] = field(default_factory=set)

    def operations(self) -> Iterator[str]:
        for path, before in self.old["paths"].items():
            after = self.new["paths"].get(path)
            if after is None:
                yield f"{path} is gone"
                continue
            for method in _METHODS:
                if method in before:
                    where = f"{method.upper()} {path}"
                    if method in after:
                        yield from self._operation(where, before[method], after[method])
                    else:
                        yield f"{where} is gone"

    def _operation(self, where: str, old: Schema, new: Schema) -> Iterator[str]:
        yield from self._parameters(where, _parameters(old), _parameters(new))
        body, wanted = old.get("requestBody"), new.get("requestBody")
        if wanted is not None and wanted.get("required") and not (body or {}).get("required"):
            yield f"{where}: a body has become required"
        if body is not None:
            yield from self._content(f"{where}, body", body, wanted or {}, "asked")
        for status, answer in old["responses"].items():
            if status.startswith("2"):
                found = new["responses"].get(status)
                if found is None:
                    yield f"{where}: the answer {status} is gone"
                else:
                    yield from self._content(f"{where}, answer {status}", answer, found, "answered")

    def _parameters(self, where: str, old: Parameters, new: Parameters) -> Iterator[str]:
        for key, parameter in new.items():
            if parameter.get("required") and not old.get(key, {}).get("required"):
                yield f"{where}: the {' '.join(key)} has become required"
        for key, parameter in old.items():
            if key not in new:
                yield f"{where}: the {' '.join(key)} is gone"
            else:
                name = f"{where}, {' '.join(key)}"
                yield from self._schema(name, parameter["schema"], new[key]["schema"], "asked")

    def _content(self, where: str, old: Schema, new: Schema, way: Way) -> Iterator[str]:
        offered = new.get("content", {})
        for media, described in old.get("content", {}).items():
            if media not in offered:
                yield f"{where}: {media} is gone"
            elif "schema" in described and "schema" in offered[media]:
                yield from self._schema(where, described["schema"], offered[media]["schema"], way)

    def _schema(self, where: str, old: Schema, new: Schema, way: Way) -> Iterator[str]:
        pair = (old.get("$ref", ""), new.get("$ref", ""), way)
        if all(pair) and pair in self.under_way:
            return
        self.under_way.add(pair)
        yield from self._plain(where, _resolved(self.old, old), _resolved(self.new, new), way)
        self.under_way.discard(pair)

    def _plain(self, where: str, old: Schema, new: Schema, way: Way) -> Iterator[str]:
        before, after = _alternatives(old), _alternatives(new)
        if len(before) > 1 or len(after) > 1:
            sent, taken, word = (before, after, "taken") if way == "asked" else (after, before, "expected")
            for one in sent:
                if not any(self._fits(one, other, way, sent is before) for other in taken):
                    yield f"{where}: {_named(one)} is not {word} any more"
            return
        yield from _types(where, old, new, way)
        if way == "asked":
            yield from _narrowed(where, old, new)
        yield from self._fields(where, old, new, way)
        if "items" in old and "items" in new:
            yield from self._schema(f"{where}/*", old["items"], new["items"], way)

    def _fits(self, one: Schema, other: Schema, way: Way, forward: bool) -> bool:
        old, new = (one, other) if forward else (other, one)
        return not [*self._schema("", old, new, way)]

    def _fields(self, where: str, old: Schema, new: Schema, way: Way) -> Iterator[str]:
        fields, found = old.get("properties", {}), new.get("properties", {})
        closed = new.get("additionalProperties") is False
        for name, schema in fields.items():
            if name in found:
                yield from self._schema(f"{where}/{name}", schema, found[name], way)
            elif way == "answered" or closed:
                yield f"{where}: the field {name} is gone"
        required, now = set(old.get("required", ())), set(new.get("required", ()))
        if way == "asked":
            yield from (f"{where}: the field {name} has become required" for name in sorted(now - required))
        else:
            missing = sorted((required - now) & set(found))
            yield from (f"{where}: the field {name} may be missing now" for name in missing)


def _parameters(operation: Schema) -> Parameters:
    return {(each["in"], each["name"]): each for each in operation.get("parameters", ())}


def _resolved(document: Schema, schema: Schema) -> Schema:
    """Return a schema itself where it is a reference."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _alternatives(schema: Schema) -> list[Schema]:
    found: list[Schema] = list(schema.get("anyOf") or schema.get("oneOf") or [schema])
    return found


def _named(schema: Schema) -> str:
    return str(schema.get("$ref", schema.get("type", "an alternative"))).rpartition("/")[2]


def _types(where: str, old: Schema, new: Schema, way: Way) -> Iterator[str]:
    before, after = old.get("type"), new.get("type")
    wider = (
        (before, after) == ("integer", "number")
        if way == "asked"
        else (after, before) == ("integer", "number")
    )
    loosened = after is None if way == "asked" else before is None
    if before != after and not wider and not loosened:
        yield f"{where}: {before or 'anything'} has become {after or 'anything'}"


def _narrowed(where: str, old: Schema, new: Schema) -> Iterator[str]:
    """Yield what values clients may no longer send."""
    values = _values(new)
    if values is not None:
        lost = [each for each in _values(old) or ["anything"] if each not in values]
        yield from (f"{where}: the value {each!r} is not taken any more" for each in lost)
    for name in (*_RAISED, *_LOWERED):
        if name in new and (name not in old or _stricter(name, old[name], new[name])):
            yield f"{where}: {name} has become {new[name]}"
    if new.get("pattern") != old.get("pattern") and "pattern" in new:
        yield f"{where}: another pattern is asked for"


def _stricter(name: str, old: float, new: float) -> bool:
    return new > old if name in _RAISED else new < old


def _values(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def main(arguments: list[str], docs: Path = _DOCS) -> int:
    """Compare, or release; return the exit code."""
    described, released = docs / "openapi.json", docs / "openapi-released.json"
    if arguments == ["--release"]:
        released.write_bytes(described.read_bytes())
        return 0
    if arguments:
        sys.stderr.write("usage: python -m api.openapi_changes [--release]\n")
        return 2
    found = broken(json.loads(released.read_bytes()), json.loads(described.read_bytes()))
    sys.stderr.writelines(f"breaks clients: {each}\n" for each in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
