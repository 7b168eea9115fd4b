"""What breaks clients of /v1, and what does not."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from api.openapi_changes import broken, main

ORDER: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "maxLength": 20},
        "kind": {"enum": ["a", "b"]},
        "size": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}},
    },
}


def description() -> dict[str, Any]:
    reference = {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}
    told = {"application/json": {"schema": {"$ref": "#/components/schemas/Told"}}}
    answer = deepcopy(ORDER)
    answer["properties"]["parts"]["items"] = {"$ref": "#/components/schemas/Told"}
    page = {"in": "query", "name": "page", "required": False, "schema": {"type": "integer"}}
    return {
        "paths": {
            "/v1/orders": {
                "get": {"parameters": [page], "responses": {"200": {"content": told}}},
                "post": {
                    "requestBody": {"required": True, "content": reference},
                    "responses": {"201": {"content": told}, "422": {}},
                },
            }
        },
        "components": {"schemas": {"Order": deepcopy(ORDER), "Told": answer}},
    }


def changed(path: str, value: Any = None) -> list[str]:
    """Return what is broken where the thing at a path of the description is another, or is gone."""
    new = description()
    *way, last = path.split(">")
    inner: Any = new
    for each in way:
        inner = inner[int(each) if each.isdigit() else each]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return broken(description(), new)


OPERATIONS = "paths>/v1/orders"
ASKED = "components>schemas>Order"
ANSWERED = "components>schemas>Told"


def test_nothing_is_broken_by_what_stays() -> None:
    assert broken(description(), description()) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("paths>/v1/orders", None),
        (f"{OPERATIONS}>get", None),
        (f"{OPERATIONS}>get>parameters>0>required", True),
        (f"{OPERATIONS}>get>parameters>0>schema", {"type": "string"}),
        (f"{OPERATIONS}>get>parameters", []),
        (f"{OPERATIONS}>get>responses>200", None),
        (f"{OPERATIONS}>post>requestBody>content", {"text/csv": {}}),
        (f"{ASKED}>required", ["id", "kind"]),
        (f"{ASKED}>properties>kind", None),
        (f"{ASKED}>properties>kind>enum", ["a"]),
        (f"{ASKED}>properties>id>maxLength", 10),
        (f"{ASKED}>properties>id>type", "integer"),
        (f"{ASKED}>properties>size", {"type": "integer", "minimum": 1}),
        (f"{ASKED}>properties>size>anyOf>0>minimum", 2),
        (f"{ASKED}>properties>id>pattern", "[a-z]+"),
        (f"{ANSWERED}>properties>kind", None),
        (f"{ANSWERED}>required", []),
        (f"{ANSWERED}>properties>id", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
    ],
)
def test_what_clients_rely_on_must_not_change(path: str, value: Any) -> None:
    assert changed(path, value) != []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("paths>/v1/stock", {"get": {"responses": {}}}),
        (f"{OPERATIONS}>post>responses>429", {}),
        (f"{OPERATIONS}>post>responses>422", None),
        (f"{ASKED}>properties>note", {"type": "string"}),
        (f"{ASKED}>properties>kind>enum", ["a", "b", "c"]),
        (f"{ASKED}>properties>id>maxLength", 200),
        (f"{ASKED}>required", []),
        (f"{ANSWERED}>properties>note", {"type": "string"}),
        (f"{ANSWERED}>required", ["id", "kind"]),
        (f"{ANSWERED}>properties>size", {"type": "integer", "minimum": 1}),
    ],
)
def test_what_is_added_or_loosened_may_change(path: str, value: Any) -> None:
    assert changed(path, value) == []


def test_the_description_breaks_nothing_that_was_released(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().err


def test_a_broken_description_is_refused_until_it_is_released(tmp_path: Path) -> None:
    docs = Path(__file__).parents[2] / "docs"
    (tmp_path / "openapi-released.json").write_bytes((docs / "openapi.json").read_bytes())
    (tmp_path / "openapi.json").write_text('{"paths": {}}')
    assert main([], tmp_path) == 1
    assert main(["--release"], tmp_path) == 0
    assert main([], tmp_path) == 0
    assert main(["--help"], tmp_path) == 2
