"""The description of the API, OpenAPI 3.1."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from api.http.access.described import describe_needs
from api.http.access.operations import Operation
from api.http.equipment.routes import SelectIn
from api.http.holds.schemas import HoldProblemOut
from api.http.links import add_links
from api.http.lockers.schemas import LockerProblemOut
from api.http.network.classical import LocationQuestionIn
from api.http.network.routes import ASKED
from api.http.network.schemas import StudyIn
from api.http.plans.edits import EditsIn, ReoptimiseIn
from api.http.plans.instances import InstanceIn
from api.http.plans.schemas import OrderDayIn, PlanIn
from api.http.problems import ProblemOut
from api.http.stock.schemas import StockProblemOut
from api.http.vroom.schemas import VroomErrorOut
from data.formats.fleet.models import FleetVehicleModel, SiteModel
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


def describe(app: FastAPI, operations: Sequence[Operation]) -> dict[str, Any]:
    """Return the description of `app`, with the schemas of bodies that routes read themselves."""
    described = get_openapi(
        title="Roundsman",
        version=VERSION,
        summary="Delivery routes on real streets",
        description=_ABOUT,
        routes=app.routes,
        tags=[
            {"name": "plans", "description": "A day's routes, from the request to the printed manifest."},
            {
                "name": "tracking",
                "description": "Days as they are driven: what is told of them, and how they stand.",
            },
            {
                "name": "links",
                "description": "What drivers, recipients and shops see by the links they were given.",
            },
            {"name": "fleet", "description": "Vehicles, depots, shops and lockers that are kept."},
            {"name": "addresses", "description": "Where addresses are, and which address is at a point."},
            {"name": "quotes", "description": "What can be promised for a cart."},
            {"name": "shops", "description": "Rates for checkouts, in the words of shop systems."},
            {"name": "holds", "description": "Options kept for a while, until they are ordered."},
            {
                "name": "lockers",
                "description": "Parcels in lockers: put in, collected with a code, or fetched.",
            },
            {"name": "returns", "description": "Goods that come back, and what is repaid for them."},
            {"name": "events", "description": "What happens, as it happens."},
            {"name": "webhooks", "description": "Who is told of events."},
            {"name": "kpis", "description": "How well it went, and the orders behind each figure."},
            {"name": "network", "description": "Where sites should stand, and what a network hangs on."},
            {"name": "equipment", "description": "Racks, trucks, conveyors and docks for a warehouse."},
            {"name": "imports", "description": "Tables of orders and stock, taken in whole."},
            {"name": "operations", "description": "Long work: how far it is, and what it brought."},
            {"name": "instances", "description": "Published benchmark files, for comparison."},
            {"name": "vroom", "description": "VROOM's own questions and answers, for its clients."},
            {"name": "keys", "description": "API keys, people and sessions: who may call, and what for."},
            {"name": "people", "description": "Everything that is kept of a person, handed out or erased."},
            {"name": "audit", "description": "Who changed what, and when."},
            {"name": "errors", "description": "What errors mean."},
            {"name": "health", "description": "For whoever keeps the server running."},
        ],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    taken = _schemas(
        "validation",
        PlanIn,
        OrderDayIn,
        EditsIn,
        ReoptimiseIn,
        VroomIn,
        InstanceIn,
        CartModel,
        FleetVehicleModel,
        SiteModel,
        StudyIn,
        LocationQuestionIn,
        SelectIn,
        *ASKED,
    )
    given = _schemas(
        "serialization", ProblemOut, HoldProblemOut, LockerProblemOut, StockProblemOut, VroomErrorOut
    )
    schemas = {**taken, **given, **described["components"]["schemas"]}
    described["components"]["schemas"] = dict(sorted(schemas.items()))
    # FastAPI describes single events by a keyword of OpenAPI 3.2, which readers of 3.1 do not know.
    for path in (
        "/v1/plans/{plan_id}/events",
        "/v1/tracking/days/{day}/events",
        "/v1/operations/{operation_id}/events",
    ):
        events = described["paths"][path]["get"]["responses"]["200"]
        events["content"] = {"text/event-stream": {"example": _EVENT}}
    add_links(described)
    describe_needs(described, operations)
    return described


def _schemas(mode: JsonSchemaMode, *models: type[BaseModel]) -> dict[str, Any]:
    """Return the schemas of models that routes read or write themselves, and of what these hold."""
    _, found = models_json_schema([(each, mode) for each in models], ref_template=_REF)
    schemas: dict[str, Any] = found["$defs"]
    return schemas
