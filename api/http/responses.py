"""What routes declare of their bodies and answers, for openapi.json."""

from http import HTTPStatus
from typing import Any

from api.http.examples import EXAMPLES
from api.http.problems import MEDIA_TYPE, ProblemOut

Declared = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Declared:
    """Return the declaration of problems with these statuses, and of those that every route may answer."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": schema(ProblemOut.__name__)}},
        }
        for status in sorted({*statuses, 408, 413, 414, 421, 429, 431, 500})
    }


def json_body(model: str, example: str, *, also: str = "") -> dict[str, Any]:
    """Return the declaration of a JSON body that the route reads itself; `also` may be sent instead.

    Routes read bodies themselves because the reader of day files tells all faults at once, names keys that
    stand twice, and says what would be right.
    """
    shape = {"anyOf": [schema(model), schema(also)]} if also else schema(model)
    content = {"schema": shape, "example": EXAMPLES[example]}
    return {"requestBody": {"required": True, "content": {"application/json": content}}}


def schema(model: str) -> dict[str, str]:
    """Return a reference to a schema of openapi.json."""
    return {"$ref": f"#/components/schemas/{model}"}
