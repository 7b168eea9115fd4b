"""What the description of the API says of keys and scopes."""

from collections.abc import Sequence
from typing import Any, Final

from api.http.access.cookie import COOKIE
from api.http.access.operations import Operation
from api.http.responses import problems
from api.services.access.scopes import TABLE

SCHEME: Final = "bearer"
SESSION: Final = "session"

SCHEMES: Final = {
    SCHEME: {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, as `roundsman keys create` or `POST /v1/keys` tells it: rk_ID_SECRET, or "
        "rk_TENANT.ID_SECRET.",
    },
    SESSION: {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "A session begun by `POST /v1/session`; for pages of this server alone.",
    },
}


def describe_needs(described: dict[str, Any], operations: Sequence[Operation]) -> None:
    """Write into a description which scope each operation needs, and how it refuses callers without."""
    described["components"]["securitySchemes"] = SCHEMES
    for each in operations:
        for method in each.methods:
            told = described["paths"][each.path].get(method.lower())
            if told is not None:
                _describe(told, each)


def _describe(told: dict[str, Any], operation: Operation) -> None:
    scope = operation.need.scope
    if scope is None:
        told["security"] = []
        return
    # Where calls from this computer need nothing, programs call and no page does.
    sessions = [] if operation.need.free_here else [{SESSION: [scope.value]}]
    told["security"] = [{SCHEME: [scope.value]}, *sessions]
    allows = TABLE[scope][0]
    free = "; calls from the server's own computer need none" if operation.need.free_here else ""
    told["description"] = f"{told['description']}\n\nNeeds the scope `{scope}` ({allows}){free}."
    for status in (401, 403):
        told["responses"].setdefault(str(status), problems(status)[status])
    told["responses"] = dict(sorted(told["responses"].items()))
