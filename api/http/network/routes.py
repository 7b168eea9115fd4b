"""Questions about a supply network that is kept: each becomes an operation."""

import json
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from anyio.to_thread import run_sync
from fastapi import Depends, Request, Response

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.network.asked import (
    AskedIn,
    CompareIn,
    DesignIn,
    ParetoIn,
    SimulateIn,
    SweepIn,
    TornadoIn,
    ViewIn,
    limit_faults,
)
from api.http.network.studies import Shelf, StudyId, studies_router
from api.http.operations.asking import Key, Prefer, keyed, long_work, told
from api.http.operations.schemas import OperationOut
from api.http.responses import json_body
from api.http.world import OperationsDep, World, WorldDep
from api.jobs.operations.jobs import Asked
from api.services.access.scopes import Scope
from core.errors import Fault, NotFound, fault, refuse
from data.formats.design.fields import DESIGN_TABLES
from data.formats.problem_json.reading import read_model
from data.templates.write_design import WORKBOOK_NAME, write_design_templates

NETWORKS: Final = Shelf(
    kind="network",
    path="/network/studies",
    noun="supply network",
    names="network_study",
    tag="network",
    columns=DESIGN_TABLES,
    workbook=WORKBOOK_NAME,
    write_templates=write_design_templates,
    reads=Scope.NETWORK_READ,
    writes=Scope.NETWORK_WRITE,
)

router = studies_router(NETWORKS)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question that a study can be asked."""

    kind: str
    model: type[AskedIn]
    summary: str
    about: str

    @property
    def operation(self) -> str:
        """The name of its operation."""
        return f"{self.kind}_network"


QUESTIONS: Final = (
    Question(
        kind="design", model=DesignIn, summary="Design a supply network",
        about="Choose sites, sizes and flows at the least cost within all limits; the best so far is at "
        "`links.answer` while the search goes on.",
    ),
    Question(
        kind="compare", model=CompareIn, summary="Compare a network with its best and its scenarios",
        about="Cost the network as it is, its best design and scenarios by one model; with `sites` also why "
        "each site stands, and what it would take for those that do not.",
    ),
    Question(
        kind="pareto", model=ParetoIn, summary="Weigh cost against service or CO2",
        about="Find designs of which none is cheaper and better at once, and where giving in pays most.",
    ),
    Question(
        kind="tornado", model=TornadoIn, summary="Tell what moves the least cost most",
        about="Move demand, rates and costs down and up, each alone, with sites chosen anew and kept.",
    ),
    Question(
        kind="view", model=ViewIn, summary="Tell what a network hangs on",
        about="Look at the network as a graph: single points of failure, best ways, bottlenecks, and what is "
        "served with pieces gone.",
    ),
    Question(
        kind="simulate", model=SimulateIn, summary="Live designs through day by day",
        about="Draw demand, route the last mile, keep stock and let things go wrong; every day that was "
        "lived is kept, so that a restart goes on from there.",
    ),
)  # fmt: skip


def _add(question: Question) -> None:
    async def ask(
        study_id: StudyId,
        request: Request,
        response: Response,
        world: WorldDep,
        operations: OperationsDep,
        idempotency_key: Key = "",
        prefer: Prefer = "",
    ) -> OperationOut:
        body = await request.body()
        asked = await run_sync(partial(_asked, question, world, study_id, body, idempotency_key))
        record = await run_sync(operations.submit, asked)
        return await told(operations, record, response, prefer=prefer, most_s=world.settings.max_wait_s)

    router.add_api_route(
        f"{NETWORKS.path}/{{study_id}}:{question.kind}",
        ask,
        methods=["POST"],
        operation_id=question.operation,
        summary=question.summary,
        description=question.about,
        status_code=202,
        response_model=OperationOut,
        dependencies=[needs(Scope.NETWORK_WRITE), Depends(require_json)],
        responses=long_work(400, 403, 404, 409, 413, 415, 422, 429, 503),
        openapi_extra=json_body(question.model.__name__, question.operation),
    )


def _asked(question: Question, world: World, study_id: str, body: bytes, key: str) -> Asked:
    study = world.store.studies.study(study_id, "network")
    asked = read_model(body, question.model, what="the request")
    refuse("The request asks for what this server does not give.", _limit_faults(asked, world))
    content = asked.model_dump(mode="json")
    content["travel"] = asked.travel or world.travel[0]
    given = _design_given(world, content, study.id)
    if question.kind == "simulate":
        content["designs"] += ["given"] if given else []
        nothing = [fault("/", "designs", "[]", "best, as-is, or an operation as `design`")]
        refuse("There is no design to live through.", [] if content["designs"] else nothing)
        _refuse_scenarios(content, study.summary["disruptions"])
    if question.kind == "compare":
        _refuse_scenarios(content, study.summary["scenarios"])
    work = Asked(kind=question.kind, asked=content, about=study.id, revision=study.revision, given=given)
    return keyed(work, key, json.dumps(content, sort_keys=True))


def _limit_faults(asked: AskedIn, world: World) -> list[Fault]:
    return limit_faults(getattr(asked, "seconds", 0.0), asked.threads, asked.travel, world)


def _refuse_scenarios(content: dict[str, Any], known: list[str]) -> None:
    allowed = [*known, "undisturbed"] if "disruptions" in content else known
    expected = f"one of the study's: {', '.join(known) or 'it has none'}"
    found = [
        fault(f"/scenarios/{k}", "", name, expected)
        for k, name in enumerate(content["scenarios"] or [])
        if name not in allowed
    ]
    refuse("There is no such scenario.", found)


def _design_given(world: World, content: dict[str, Any], study_id: str) -> dict[str, bytes]:
    """Return the designs of another operation as a file of the question."""
    named = content.get("design")
    if named is None:
        return {}
    wrong = fault("/", "design", named, "an operation of this study that has designed, with an answer")
    try:
        record = world.store.operations.record(named)
    except NotFound:
        refuse("There is no such design.", [wrong])
        raise
    usable = record.kind in ("design", "compare") and record.about == study_id and record.answer
    refuse("This is no design of the study.", [] if usable else [wrong])
    return {"design.json": world.store.operations.file(record.id, record.answer)}


for _each in QUESTIONS:
    _add(_each)


@router.post(
    f"{NETWORKS.path}/{{study_id}}:sweep",
    operation_id="sweep_network",
    summary="Design many cases of a network side by side",
    status_code=202,
    response_model=OperationOut,
    dependencies=[needs(Scope.NETWORK_WRITE), Depends(require_json)],
    responses=long_work(400, 403, 404, 409, 413, 415, 422, 429, 503),
    openapi_extra=json_body("SweepIn", "sweep_network"),
)
async def sweep_network(
    study_id: StudyId,
    request: Request,
    response: Response,
    world: WorldDep,
    operations: OperationsDep,
    idempotency_key: Key = "",
    prefer: Prefer = "",
) -> OperationOut:
    """Make each case an operation of its own, for whichever worker is free, and tell them in one table."""
    body = await request.body()
    whole, parts = await run_sync(partial(_swept, world, study_id, body, idempotency_key))
    record = await run_sync(partial(operations.submit, whole, parts))
    return await told(operations, record, response, prefer=prefer, most_s=world.settings.max_wait_s)


def _swept(world: World, study_id: str, body: bytes, key: str) -> tuple[Asked, list[Asked]]:
    study = world.store.studies.study(study_id, "network")
    asked = read_model(body, SweepIn, what="the request")
    refuse("The request asks for what this server does not give.", _limit_faults(asked, world))
    content = asked.model_dump(mode="json", exclude={"cases"})
    content |= {"travel": asked.travel or world.travel[0], "pictures": False}
    parts = [
        Asked(
            kind="design",
            asked={**content, "changes": [each.model_dump(mode="json") for each in case.changes]},
            about=study.id,
            revision=study.revision,
        )
        for case in asked.cases
    ]
    names = {**content, "cases": [each.name for each in asked.cases]}
    whole = Asked(kind="sweep", asked=names, about=study.id, revision=study.revision)
    return keyed(whole, key, asked.model_dump_json()), parts


ASKED: Final[tuple[type[AskedIn], ...]] = (*(each.model for each in QUESTIONS), SweepIn)
"""Every body that a question takes."""
