"""The description of the API, OpenAPI 3.1."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from api.http.instances import InstanceIn
from api.http.plan_edits import EditsIn, ReoptimiseIn
from api.http.plan_schemas import PlanIn
from api.http.problems import ProblemOut
from api.http.vroom_schemas import VroomErrorOut
from data.formats.modes.cart_json import CartModel
from data.formats.vroom.models import VroomIn

VERSION = "1.0.0"
"""Of the API, not of the program: additions raise the second number."""

_ABOUT = """Plans a day's delivery routes: ask for a plan, follow it, fetch it in any format.

Errors are `application/problem+json` (RFC 9457); a problem lists every fault found, with a JSON pointer.
Times of day are whole seconds after midnight of the plan day (`_s`), distances metres (`_m`), money minor
units of the plan's currency (`_cents`), points `{"lon": .., "lat": ..}`.
"""

_EVENT = 'id: 7\nevent: end\ndata: {"id": "0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10", "state": "done"}\n\n'
_REF = "#/components/schemas/{model}"


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description of `app`, with the schemas of bodies that routes read themselves."""
    described = get_openapi(
        title="Roundsman",
        version=VERSION,
        summary="Delivery routes on real streets",
        description=_ABOUT,
        routes=app.routes,
        tags=[
            {"name": "plans", "description": "A day's routes, from the request to the printed manifest."},
            {"name": "quotes", "description": "What can be promised for a cart."},
            {"name": "instances", "description": "Published benchmark files, for comparison."},
            {"name": "vroom", "description": "VROOM's own questions and answers, for its clients."},
            {"name": "errors", "description": "What errors mean."},
            {"name": "health", "description": "For whoever keeps the server running."},
        ],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    taken = _schemas("validation", PlanIn, EditsIn, ReoptimiseIn, VroomIn, InstanceIn, CartModel)
    given = _schemas("serialization", ProblemOut, VroomErrorOut)
    schemas = {**taken, **given, **described["components"]["schemas"]}
    described["components"]["schemas"] = dict(sorted(schemas.items()))
    # FastAPI describes single events by a keyword of OpenAPI 3.2, which readers of 3.1 do not know.
    events = described["paths"]["/v1/plans/{plan_id}/events"]["get"]["responses"]["200"]
    events["content"] = {"text/event-stream": {"example": _EVENT}}
    return described


def _schemas(mode: JsonSchemaMode, *models: type[BaseModel]) -> dict[str, Any]:
    """Return the schemas of models that routes read or write themselves, and of what these hold."""
    _, found = models_json_schema([(each, mode) for each in models], ref_template=_REF)
    schemas: dict[str, Any] = found["$defs"]
    return schemas
