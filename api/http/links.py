"""Links of the description: which operations an answer leads on to (OpenAPI 3.1, Link Object).

They follow from the addresses: what is created or listed at `/v1/plans` is looked at, changed and ended at
`/v1/plans/{plan_id}` and below. Clients and testers follow them without a word from us.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Content = dict[str, Any]

_METHODS = ("get", "post", "put", "patch", "delete")


def add_links(described: Content) -> None:
    """Give each answer that holds the id of a thing a link to every operation on that thing."""
    models = described["components"]["schemas"]
    for address, operation in _operations(described["paths"]):
        if address.endswith("}") or ":" in address:
            continue
        for answer in operation["responses"].values():
            place = _place_of_id(_model(answer, models), models)
            if place is not None and (links := _links_to(described["paths"], address, place)):
                answer["links"] = links


def _operations(paths: Mapping[str, Content]) -> Iterator[tuple[str, Content]]:
    for address, methods in paths.items():
        yield from ((address, methods[method]) for method in _METHODS if method in methods)


def _links_to(paths: Mapping[str, Content], address: str, place: str) -> Content:
    links = {}
    for below, operation in _operations(paths):
        following = below.removeprefix(address + "/")
        if following == below or not following.startswith("{"):
            continue
        name = following[1:].partition("}")[0]
        links[operation["operationId"]] = {
            "operationId": operation["operationId"],
            "parameters": {name: f"$response.body#{place}"},
        }
    return links


def _model(answer: Content, models: Content) -> Content:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return _resolved(schema, models)


def _place_of_id(model: Content, models: Content) -> str | None:
    """Return the JSON pointer of the one id that an answer is about: its own, or that of its first item."""
    properties = model.get("properties", {})
    if "id" in properties:
        return "/id"
    for name, each in properties.items():
        listed = each.get("type") == "array"
        inner = _resolved(each["items"] if listed else each, models)
        if "id" in inner.get("properties", {}):
            return f"/{name}/0/id" if listed else f"/{name}/id"
    return None


def _resolved(schema: Content, models: Content) -> Content:
    """Return what a schema stands for; of one that may also be null, the other."""
    if "anyOf" in schema:
        schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Content = models[name] if name else schema
    return found
