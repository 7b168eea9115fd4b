"""Studies of one kind over HTTP: their tables come in whole, every fault is told, every revision is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Path, Query, Request, Response

from api.http.access.needs import needs
from api.http.bodies import declared_type
from api.http.errors import UnsupportedMediaType
from api.http.examples import EXAMPLES
from api.http.network.schemas import StudiesOut, StudyIn, StudyOut
from api.http.paging import PageSize, PageToken, page_of
from api.http.responses import problems, schema
from api.http.revisions import etag_of, required, seen_revision
from api.http.world import World, WorldDep
from api.jobs.errors import KeyReused
from api.services.access.scopes import Scope
from api.services.operations.keep_study import summary_of
from api.services.operations.study_files import JSON, XLSX, ZIP, tables_of_archive, tables_of_rows
from data.formats.fields.field import Tables as Columns
from data.formats.problem_json.reading import read_model
from data.store.operations.studies import KeptStudy, StudyKind, Tables

StudyId = Annotated[str, Path(max_length=100, examples=["4f6f2c9e-6d1c-4a0f-9a53-6f4f0c2f7a10"])]
"""The id of a study, as its creation told it."""

_Name = Annotated[str, Query(max_length=200, description="What people call it, where the body is a file.")]
_Key = Annotated[
    str, Header(max_length=255, description="The same key with the same body gives the same study.")
]
_IfMatch = Annotated[
    str, Header(max_length=100, description="The ETag that it had when it was looked at; * for any.")
]
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
_MEDIA: Final[dict[str, str]] = {"xlsx": XLSX, "zip": ZIP}


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Where studies of a kind are kept.

    path, noun, names
        of the routes: "/network/studies", "supply network", "network_study".
    """

    kind: StudyKind
    path: str
    noun: str
    names: str
    tag: str
    columns: Columns
    workbook: str
    write_templates: Callable[[FilePath], tuple[FilePath, ...]]
    reads: Scope
    writes: Scope


def studies_router(shelf: Shelf) -> APIRouter:
    """Return the routes that keep, list, hand out, replace and remove studies of a kind."""
    router = APIRouter(prefix="/v1", tags=[shelf.tag])
    one = f"{shelf.path}/{{study_id}}"
    reads: dict[str, Any] = {"dependencies": [needs(shelf.reads)]}
    writes: dict[str, Any] = {"dependencies": [needs(shelf.writes)]}
    body: dict[str, Any] = {"openapi_extra": _body(shelf)}
    routes: list[tuple[str, str, Callable[..., Any], dict[str, Any]]] = [
        ("POST", shelf.path, _creating(shelf), {
            "operation_id": f"create_{shelf.names}", "summary": f"Keep a {shelf.noun}", "status_code": 201,
            "responses": problems(400, 403, 413, 415, 422, 503), **writes, **body,
        }),
        ("GET", shelf.path, _listing(shelf), {
            "operation_id": f"list_{shelf.names}s", "summary": f"List each {shelf.noun}, newest first",
            "responses": problems(422, 503), **reads,
        }),
        ("GET", one, _looking(shelf), {
            "operation_id": f"get_{shelf.names}", "summary": f"Look at a {shelf.noun}",
            "responses": problems(404, 422, 503), **reads,
        }),
        ("PUT", one, _replacing(shelf), {
            "operation_id": f"replace_{shelf.names}", "summary": f"Send the tables of a {shelf.noun} anew",
            "responses": problems(400, 403, 404, 412, 413, 415, 422, 428, 503), **writes, **body,
        }),
        ("DELETE", one, _removing(shelf), {
            "operation_id": f"remove_{shelf.names}", "summary": f"Remove a {shelf.noun}", "status_code": 204,
            "responses": problems(403, 404, 412, 422, 428, 503), **writes,
        }),
        ("GET", f"{one}/tables", _tables(shelf), {
            "operation_id": f"{shelf.names}_tables", "summary": f"The tables of a {shelf.noun}, as they came",
            "response_class": Response,
            "responses": {200: _files(XLSX, ZIP), **problems(404, 422, 503)}, **reads,
        }),
    ]  # fmt: skip
    for method, path, endpoint, told in routes:
        router.add_api_route(path, endpoint, methods=[method], **told)
    _add_templates(router, shelf, reads)
    return router


def _add_templates(router: APIRouter, shelf: Shelf, reads: dict[str, Any]) -> None:
    for ending, media in _MEDIA.items():
        router.add_api_route(
            f"{shelf.path.rpartition('/')[0]}/template.{ending}",
            partial(_template, shelf, ending),
            operation_id=f"{shelf.names}_template_{ending}",
            summary=f"The tables of a {shelf.noun} to fill in, as .{ending}",
            description="Hand out an example without faults; notes in the workbook explain its columns.",
            response_class=Response,
            responses={200: _files(media), **problems(422)},
            **reads,
        )


def _creating(shelf: Shelf) -> Callable[..., Any]:
    async def create(
        request: Request, world: WorldDep, response: Response, name: _Name = "", idempotency_key: _Key = ""
    ) -> StudyOut:
        """Look through the tables and keep them; whatever is wrong with them is told at once."""
        content = await request.body()
        kept = await run_sync(
            partial(_create, shelf, world, declared_type(request), content, name, idempotency_key)
        )
        response.headers["Location"] = f"/v1{shelf.path}/{kept.id}"
        return _told(kept, response)

    return create


def _listing(shelf: Shelf) -> Callable[..., Any]:
    def listed(world: WorldDep, page_size: PageSize = 50, page_token: PageToken = "") -> StudiesOut:
        """Return one page of what is kept."""
        page, token = page_of(partial(world.store.studies.studies, shelf.kind), page_size, page_token)
        return StudiesOut(studies=[StudyOut.of(each) for each in page], next_page_token=token)

    return listed


def _looking(shelf: Shelf) -> Callable[..., Any]:
    def look(study_id: StudyId, world: WorldDep, response: Response) -> StudyOut:
        """Tell what its tables hold; its ETag is needed to replace it."""
        return _told(world.store.studies.study(study_id, shelf.kind), response)

    return look


def _replacing(shelf: Shelf) -> Callable[..., Any]:
    async def replace(
        study_id: StudyId,
        request: Request,
        world: WorldDep,
        response: Response,
        name: _Name = "",
        if_match: _IfMatch = "",
    ) -> StudyOut:
        """Keep other tables as the next revision; work on earlier ones goes on with those."""
        seen = seen_revision(required(if_match))
        content = await request.body()
        kept = await run_sync(
            partial(_replace, shelf, world, study_id, declared_type(request), content, name, seen)
        )
        return _told(kept, response)

    return replace


def _removing(shelf: Shelf) -> Callable[..., Any]:
    def remove(study_id: StudyId, world: WorldDep, if_match: _IfMatch = "") -> None:
        """Forget it with all its revisions; answers that were found stay."""
        world.store.studies.remove(study_id, shelf.kind, seen=seen_revision(required(if_match)))

    return remove


def _tables(shelf: Shelf) -> Callable[..., Any]:
    def tables(study_id: StudyId, world: WorldDep) -> Response:
        """Hand out the newest tables: a workbook, or CSV files in an archive."""
        study = world.store.studies.study(study_id, shelf.kind)
        found = world.store.studies.tables(study.id, study.revision)
        return _file(found.content, f"{shelf.kind}.{found.form}", _MEDIA[found.form])

    return tables


def _template(shelf: Shelf, ending: str) -> Response:
    with TemporaryDirectory(prefix="roundsman-template-") as folder:
        paths = shelf.write_templates(FilePath(folder))
        workbook = FilePath(folder) / shelf.workbook
        if ending == "xlsx":
            return _file(workbook.read_bytes(), shelf.workbook, XLSX)
        packed = FilePath(folder) / "all.zip"
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for each in paths:
                if each != workbook:
                    archive.write(each, each.name)
        return _file(packed.read_bytes(), f"{workbook.stem}.zip", ZIP)


def _file(content: bytes, name: str, media: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)


def _told(study: KeptStudy, response: Response) -> StudyOut:
    response.headers["ETag"] = etag_of(study.revision)
    return StudyOut.of(study)


def _read(shelf: Shelf, media: str, content: bytes, name: str) -> tuple[str, Tables]:
    """Return the name and the tables of a body."""
    if media == JSON:
        asked = read_model(content, StudyIn, what="the request")
        return asked.name, tables_of_rows(asked.tables, shelf.columns)
    if media in (XLSX, ZIP, "application/x-zip-compressed"):
        return name or shelf.noun, tables_of_archive(content, shelf.columns)
    raise UnsupportedMediaType(
        f"The body is declared as {media or 'nothing'}; a study is {XLSX}, {ZIP} or {JSON}."
    )


def _create(shelf: Shelf, world: World, media: str, content: bytes, name: str, key: str) -> KeptStudy:
    digest = sha256(f"{shelf.kind}\0{name}\0".encode() + content).hexdigest() if key else ""
    title, tables = _read(shelf, media, content, name)
    summary = summary_of(shelf.kind, tables, most_places=world.settings.max_stops)
    now = world.clock()
    study = KeptStudy(
        id=world.new_id(), kind=shelf.kind, name=title, created=now, changed=now, revision=1, summary=summary
    )
    hashed = sha256(key.encode()).hexdigest() if key else ""
    kept, fingerprint = world.store.studies.add(study, tables, key=hashed, fingerprint=digest)
    if fingerprint != digest:
        raise KeyReused("This idempotency key was used for another request before.")
    return kept


def _replace(
    shelf: Shelf, world: World, study_id: str, media: str, content: bytes, name: str, seen: int | None
) -> KeptStudy:
    now = world.store.studies.study(study_id, shelf.kind)
    title, tables = _read(shelf, media, content, name)
    summary = summary_of(shelf.kind, tables, most_places=world.settings.max_stops)
    study = KeptStudy(
        id=now.id, kind=shelf.kind, name=title if media == JSON or name else now.name, created=now.created,
        changed=world.clock(), revision=now.revision, summary=summary,
    )  # fmt: skip
    return world.store.studies.change(study, tables, seen=seen)


def _body(shelf: Shelf) -> dict[str, Any]:
    content = {
        JSON: {"schema": schema(StudyIn.__name__), "example": EXAMPLES[f"create_{shelf.names}"]},
        XLSX: _BINARY,
        ZIP: _BINARY,
    }
    return {"requestBody": {"required": True, "content": content}}


def _files(*media: str) -> dict[str, Any]:
    return {"description": "The tables.", "content": {each: {"schema": {"type": "string"}} for each in media}}
