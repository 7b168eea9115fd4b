"""Equipment for a warehouse that is kept: what fits, why the rest does not, and the peak hour played."""

import json
from functools import partial
from typing import Annotated, Any, Final

from anyio.to_thread import run_sync
from fastapi import Depends, Request, Response
from pydantic import BaseModel, Field

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.network.studies import Shelf, StudyId, studies_router
from api.http.operations.asking import Key, Prefer, keyed, long_work, told
from api.http.operations.schemas import OperationOut
from api.http.responses import json_body, problems
from api.http.world import OperationsDep, World, WorldDep
from api.jobs.operations.jobs import Asked
from api.services.access.scopes import Scope
from api.services.select_equipment import typical_catalogue
from data.formats.equipment.selection_figures import catalogue_rows
from data.formats.equipment.tables import TABLES
from data.formats.problem_json.models import Model
from data.formats.problem_json.reading import read_model
from data.templates.write_equipment import WORKBOOK_NAME, write_equipment_templates

WAREHOUSES: Final = Shelf(
    kind="warehouse",
    path="/equipment/warehouses",
    noun="warehouse to equip",
    names="warehouse",
    tag="equipment",
    columns=TABLES,
    workbook=WORKBOOK_NAME,
    write_templates=write_equipment_templates,
    reads=Scope.NETWORK_READ,
    writes=Scope.NETWORK_WRITE,
)

router = studies_router(WAREHOUSES)


class SelectIn(Model):
    """How equipment is chosen.

    show: id of a combination that is told in full; the choice where it is left out. replications: how often
    the peak hour is played through. seed: another seed, another peak hour.
    """

    show: Annotated[str, Field(max_length=500)] | None = None
    replications: Annotated[int, Field(ge=2, le=10_000)] = 300
    seed: Annotated[int, Field(ge=0, le=10**9)] = 0


class CatalogueOut(BaseModel):
    """A catalogue of typical values, each with its source, by table and in the columns of the template."""

    tables: Annotated[dict[str, list[dict[str, Any]]], Field(max_length=100)]


@router.get(
    "/equipment/catalogue",
    operation_id="equipment_catalogue",
    summary="The catalogue of typical values",
    dependencies=[needs(Scope.NETWORK_READ)],
    responses=problems(422),
)
def equipment_catalogue() -> CatalogueOut:
    """Return racks, trucks, conveyors and docks with typical values; a warehouse may bring its own."""
    rows = catalogue_rows(typical_catalogue())
    return CatalogueOut(tables={name: list(each) for name, (_, each) in rows.items()})


@router.post(
    "/equipment/warehouses/{study_id}:select",
    operation_id="select_equipment",
    summary="Choose the equipment of a warehouse",
    status_code=202,
    response_model=OperationOut,
    dependencies=[needs(Scope.NETWORK_WRITE), Depends(require_json)],
    responses=long_work(400, 403, 404, 409, 413, 415, 422, 429, 503),
    openapi_extra=json_body("SelectIn", "select_equipment"),
)
async def select_equipment(
    study_id: StudyId,
    request: Request,
    response: Response,
    world: WorldDep,
    operations: OperationsDep,
    idempotency_key: Key = "",
    prefer: Prefer = "",
) -> OperationOut:
    """Size every combination, say why others cannot be, weigh them, and play the peak hour through."""
    asked = await run_sync(partial(_asked, world, study_id, await request.body(), idempotency_key))
    record = await run_sync(operations.submit, asked)
    return await told(operations, record, response, prefer=prefer, most_s=world.settings.max_wait_s)


def _asked(world: World, study_id: str, body: bytes, key: str) -> Asked:
    study = world.store.studies.study(study_id, "warehouse")
    content = read_model(body, SelectIn, what="the request").model_dump(mode="json")
    work = Asked(kind="select-equipment", asked=content, about=study.id, revision=study.revision)
    return keyed(work, key, json.dumps(content, sort_keys=True))
