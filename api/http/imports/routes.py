"""Tables of orders and stock taken in: looked through first, all or nothing, the same table once."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from api.http.access.needs import CallerDep, needs
from api.http.bodies import declared_type, require_json
from api.http.errors import UnsupportedMediaType
from api.http.operations.asking import Key, Prefer, keyed, long_work, told
from api.http.operations.schemas import OperationOut
from api.http.problems import FaultOut, fault_content
from api.http.responses import problems
from api.http.world import OperationsDep, WorldDep
from api.jobs.operations.jobs import Asked
from api.services.access.scopes import Scope
from api.services.locate_orders import table_judge
from api.services.operations.imports import COLUMNS, TABLE, preview_orders
from api.services.operations.study_files import XLSX
from api.services.order_rules import modes_known, order_rules
from api.services.take_orders import Judge
from data.formats.orders.column_names import column_names
from data.formats.orders.fields import ORDER_FIELDS
from data.templates.write_ledger import write_ledger_templates
from data.templates.write_orders import WORKBOOK_NAME, write_order_templates
from orders.product import Product

router = APIRouter(prefix="/v1", tags=["imports"])

CSV: Final = "text/csv"
_AT_ONCE_S: Final = 5
_SHOWN: Final = 20
_ENDINGS: Final = {CSV: ".csv", "text/plain": ".csv", XLSX: ".xlsx"}
_TEXT = Field(max_length=2_000)
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {CSV: {"schema": {"type": "string"}}, XLSX: _BINARY}}
}
_ENDED: Final = long_work(400, 403, 413, 415, 422, 429, 503)

Source = Annotated[
    str, Query(min_length=1, max_length=100, description="Who sent them: a number is one order of a source.")
]
SourcePath = Annotated[str, Path(min_length=1, max_length=100, examples=["web-shop"])]
Names = Annotated[dict[Annotated[str, _TEXT], Annotated[str, _TEXT]], Field(max_length=200)]


class ColumnsIn(BaseModel):
    """Our header by theirs: {"Auftrag": "order", "Gewicht (g)": "weight_g"}; none forgets them."""

    columns: Names


class ColumnsOut(BaseModel):
    """What the headers of a source are called here: our header by theirs."""

    source: Annotated[str, _TEXT]
    columns: Names


class PreviewOut(BaseModel):
    """What a table is understood as.

    rows: below its header. orders: those without fault. columns: our header by theirs, as it was guessed or
    kept for the source. first: numbers of the first orders. errors: the first faults.
    """

    rows: int
    orders: int
    columns: Names
    notes: Annotated[list[Annotated[str, _TEXT]], Field(max_length=_SHOWN)]
    first: Annotated[list[Annotated[str, _TEXT]], Field(max_length=_SHOWN)]
    errors: Annotated[list[FaultOut], Field(max_length=_SHOWN)]


@router.post(
    "/imports/orders",
    operation_id="import_orders",
    summary="Take the orders of a table",
    status_code=202,
    response_model=OperationOut,
    dependencies=[needs(Scope.ORDERS_WRITE)],
    responses=_ENDED,
    openapi_extra=_BODY,
)
async def import_orders(
    request: Request,
    response: Response,
    world: WorldDep,
    operations: OperationsDep,
    caller: CallerDep,
    source: Source = "file",
    partial_: Annotated[
        bool, Query(alias="partial", description="Keep the orders that have no fault.")
    ] = False,
    idempotency_key: Key = "",
    prefer: Prefer = "",
) -> OperationOut:
    """Keep all orders of a table or, unless partial, none; the same table again has no second effect.

    A small table is answered at once, within five seconds; a larger one with an operation to follow. Where
    it fails, the file `errors.csv` of the operation has row, column, value and reason of each fault.
    """
    content = await request.body()
    given = {f"{TABLE}{_ending(request)}": content}
    columns = await run_sync(world.store.columns.of, source)
    if columns:
        given[COLUMNS] = json.dumps(columns).encode()
    asked = {"source": source, "partial": partial_, **_by(caller.id, "import_orders", world)}
    work = keyed(Asked(kind="import-orders", asked=asked, given=given), idempotency_key, source, content)
    record = await run_sync(operations.submit, work)
    most = world.settings.max_wait_s
    return await told(operations, record, response, prefer=prefer, most_s=most, otherwise_s=_AT_ONCE_S)


@router.post(
    "/imports/stock",
    operation_id="import_stock",
    summary="Take the moves or receipts of a table into the ledger",
    status_code=202,
    response_model=OperationOut,
    dependencies=[needs(Scope.STOCK_WRITE)],
    responses=_ENDED,
    openapi_extra=_BODY,
)
async def import_stock(
    request: Request,
    response: Response,
    world: WorldDep,
    operations: OperationsDep,
    caller: CallerDep,
    what: Annotated[Literal["moves", "receipts"], Query(description="Which table it is.")] = "moves",
    idempotency_key: Key = "",
    prefer: Prefer = "",
) -> OperationOut:
    """Write all rows or none; the same table again has no second effect. Answered as tables of orders are."""
    content = await request.body()
    asked = {"what": what, **_by(caller.id, "import_stock", world)}
    work = Asked(kind="import-stock", asked=asked, given={f"{TABLE}{_ending(request)}": content})
    record = await run_sync(operations.submit, keyed(work, idempotency_key, what, content))
    most = world.settings.max_wait_s
    return await told(operations, record, response, prefer=prefer, most_s=most, otherwise_s=_AT_ONCE_S)


@router.post(
    "/imports/orders:preview",
    operation_id="preview_orders",
    summary="Look through a table of orders",
    dependencies=[needs(Scope.ORDERS_WRITE)],
    responses=problems(400, 403, 413, 415, 422, 503),
    openapi_extra=_BODY,
)
async def preview(request: Request, world: WorldDep, source: Source = "file") -> PreviewOut:
    """Tell which column is taken for what, the first orders and the first faults; nothing is kept."""
    content, ending = await request.body(), _ending(request)
    columns = await run_sync(world.store.columns.of, source)
    modes = await run_sync(modes_known, world.quotes)
    rules = await run_sync(partial(order_rules, world.store, modes, world.clock(), history=True))
    judge = table_judge(world.store, source=source, rules=rules)
    products = None if modes is None else modes.products
    return await run_sync(partial(_previewed, content, ending, columns, products, judge))


@router.put(
    "/imports/orders/columns/{source}",
    operation_id="put_import_columns",
    summary="Say what the headers of a source are called here",
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses=problems(403, 415, 422, 503),
)
def put_columns(source: SourcePath, sent: ColumnsIn, world: WorldDep) -> ColumnsOut:
    """Keep the names of a source's columns in place of those before; every later import of it has them."""
    column_names(sent.columns, ORDER_FIELDS, what=COLUMNS)
    world.store.columns.keep(source, sent.columns, world.clock())
    return ColumnsOut(source=source, columns=sent.columns)


@router.get(
    "/imports/orders/columns/{source}",
    operation_id="get_import_columns",
    summary="What the headers of a source are called here",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(422, 503),
)
def get_columns(source: SourcePath, world: WorldDep) -> ColumnsOut:
    """Return the names of a source's columns; none for a source that nobody has spoken of."""
    return ColumnsOut(source=source, columns=world.store.columns.of(source))


@router.get(
    "/imports/{what}/template.xlsx",
    operation_id="import_template",
    summary="Tables of orders or stock to fill in",
    response_class=Response,
    dependencies=[needs(Scope.OPERATIONS)],
    responses={200: {"description": "The workbook.", "content": {XLSX: _BINARY}}, **problems(422)},
)
def template(what: Literal["orders", "stock"]) -> Response:
    """Hand out a workbook whose examples read without faults; notes explain its columns."""
    with TemporaryDirectory(prefix="roundsman-template-") as folder:
        if what == "orders":
            write_order_templates(FilePath(folder))
            content = (FilePath(folder) / WORKBOOK_NAME).read_bytes()
        else:
            paths = write_ledger_templates(FilePath(folder))
            content = next(each for each in paths if each.suffix == ".xlsx").read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{what}.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


def _previewed(
    content: bytes,
    ending: str,
    columns: dict[str, str],
    products: Mapping[str, Product] | None,
    judge: Judge,
) -> PreviewOut:
    with TemporaryDirectory(prefix="roundsman-preview-") as folder:
        table, names = FilePath(folder) / f"{TABLE}{ending}", FilePath(folder) / COLUMNS
        table.write_bytes(content)
        names.write_text(json.dumps(columns), encoding="utf-8")
        found = preview_orders(table, names if columns else None, most=_SHOWN, products=products, judge=judge)
    faults = [FaultOut(**fault_content(each)) for each in found.pop("faults")]
    return PreviewOut(**found, errors=faults)


def _ending(request: Request) -> str:
    media = declared_type(request)
    if media not in _ENDINGS:
        raise UnsupportedMediaType(
            f"The body is declared as {media or 'nothing'}; a table is {CSV} or {XLSX}."
        )
    return _ENDINGS[media]


def _by(who: str, operation: str, world: WorldDep) -> dict[str, str]:
    return {"who": who, "operation": operation, "at": world.clock().isoformat()}
