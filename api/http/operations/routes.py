"""Operations: look at one, follow it, end it, fetch what it brought."""

from collections.abc import AsyncIterable
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.http.access.needs import CallerDep, needs
from api.http.operations.access import ChangedDep, SeenDep, missing
from api.http.operations.asking import described
from api.http.operations.schemas import (
    MEDIA_TYPES,
    OperationFileOut,
    OperationFilesOut,
    OperationOut,
    OperationsOut,
    media_type_of,
)
from api.http.paging import PageSize, PageToken, page_of
from api.http.plans.formats import SANDBOX
from api.http.responses import problems
from api.http.streams import LastSeen, progress, what_follows
from api.http.world import OperationsDep, WorldDep
from api.services.access.scopes import Scope
from data.store.operations.record import OperationRecord

router = APIRouter(prefix="/v1", tags=["operations"])

_SHOWN: Final = ("html", "json", "geojson", "svg", "png")
"""Endings of files that a browser shows; it saves others."""

_FILE: Final[dict[str, Any]] = {
    "description": "The file.",
    "content": {
        kind: {"schema": {"type": "object" if kind.endswith("json") else "string"}}
        for kind in (*MEDIA_TYPES.values(), "application/octet-stream")
    },
}


@router.get(
    "/operations",
    operation_id="list_operations",
    summary="List operations, newest first",
    dependencies=[needs(Scope.OPERATIONS)],
    responses=problems(422, 503),
)
def list_operations(
    world: WorldDep,
    caller: CallerDep,
    about: Annotated[str, Query(max_length=100, description="Only those on this study.")] = "",
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> OperationsOut:
    """Return one page of operations, of the kinds that the caller may see; parts of others are not listed."""

    def records(*, after: tuple[int, str] | None, most: int) -> list[OperationRecord]:
        return world.store.operations.records(about=about, after=after, most=most)

    page, token = page_of(records, page_size, page_token)
    seen = [OperationOut.of(each) for each in page if missing(each.kind, caller) is None]
    return OperationsOut(operations=seen, next_page_token=token)


@router.get(
    "/operations/{operation_id}",
    operation_id="get_operation",
    summary="Look at an operation",
    dependencies=[needs(Scope.OPERATIONS)],
    responses=problems(404, 422, 503),
)
def get_operation(record: SeenDep, operations: OperationsDep) -> OperationOut:
    """Tell how far an operation is, and its answer once there is one."""
    return described(operations, record)


@router.post(
    "/operations/{operation_id}:cancel",
    operation_id="cancel_operation",
    summary="End an operation with what it has",
    status_code=202,
    dependencies=[needs(Scope.OPERATIONS)],
    responses=problems(403, 404, 422, 503),
)
def cancel_operation(record: ChangedDep, operations: OperationsDep) -> OperationOut:
    """Ask an operation and its parts to end; the best so far stays. One that has ended stays as it is."""
    return OperationOut.of(operations.cancel(record.id))


@router.get(
    "/operations/{operation_id}/parts",
    operation_id="operation_parts",
    summary="The parts of an operation",
    dependencies=[needs(Scope.OPERATIONS)],
    responses=problems(404, 422, 503),
)
def operation_parts(
    record: SeenDep, world: WorldDep, page_size: PageSize = 50, page_token: PageToken = ""
) -> OperationsOut:
    """Return one page of the operations that an operation is made of, newest first."""

    def records(*, after: tuple[int, str] | None, most: int) -> list[OperationRecord]:
        return world.store.operations.records(parent=record.id, after=after, most=most)

    page, token = page_of(records, page_size, page_token)
    return OperationsOut(operations=[OperationOut.of(each) for each in page], next_page_token=token)


@router.get(
    "/operations/{operation_id}/answer",
    operation_id="operation_answer",
    summary="The answer of an operation, or the best so far",
    response_class=Response,
    dependencies=[needs(Scope.OPERATIONS)],
    responses={200: _FILE, **problems(404, 409, 422, 503)},
)
def operation_answer(record: SeenDep, operations: OperationsDep) -> Response:
    """Hand out the answer as JSON; while the work goes on, the best that was kept so far."""
    name, content = operations.answer(record.id)
    return Response(content, media_type=media_type_of(name))


@router.get(
    "/operations/{operation_id}/files",
    operation_id="operation_files",
    summary="The files of an operation",
    dependencies=[needs(Scope.OPERATIONS)],
    responses=problems(404, 422, 503),
)
def operation_files(record: SeenDep, operations: OperationsDep) -> OperationFilesOut:
    """List what an operation that has ended brought: tables, pictures, maps, reports."""
    files = [
        OperationFileOut(
            name=name,
            media_type=media_type_of(name),
            bytes=size,
            href=f"/v1/operations/{record.id}/files/{name}",
        )
        for name, size in operations.sizes(record.id).items()
    ]
    return OperationFilesOut(files=files)


@router.get(
    "/operations/{operation_id}/files/{name}",
    operation_id="operation_file",
    summary="A file of an operation",
    response_class=Response,
    dependencies=[needs(Scope.OPERATIONS)],
    responses={200: _FILE, **problems(404, 409, 422, 503)},
)
def operation_file(
    record: SeenDep, name: Annotated[str, Path(max_length=255)], operations: OperationsDep
) -> Response:
    """Hand out a file of an operation that has ended."""
    content = operations.file(record.id, name)
    headers = {}
    if name.endswith(".html"):
        headers["Content-Security-Policy"] = SANDBOX
    if name.rpartition(".")[2] not in _SHOWN:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(content, media_type=media_type_of(name), headers=headers)


def _followed(record: SeenDep, seen: LastSeen) -> int:
    """Return the number of the last event that the caller has seen, unless it was the last there is."""
    return what_follows(record, seen)


@router.get(
    "/operations/{operation_id}/events",
    operation_id="follow_operation",
    summary="Follow an operation as it comes along",
    dependencies=[needs(Scope.OPERATIONS)],
    response_class=EventSourceResponse,
    responses={
        204: {"description": "The operation has ended and its last event was seen."},
        **problems(404, 422, 503),
    },
)
async def follow_operation(
    record: SeenDep, operations: OperationsDep, seen: Annotated[int, Depends(_followed)]
) -> AsyncIterable[ServerSentEvent]:
    """Tell every change as an event `progress`, the last one as `end`; each holds what a poll would tell.

    Events are numbered; with the header Last-Event-ID only those after that number follow. Comments keep the
    connection alive while nothing happens. The numbers hold across a restart of the server.
    """
    look = partial(operations.changes_after, record.id)
    async for event in progress(look, seen, shown=OperationOut.of, closing=lambda: operations.closing):
        yield event
