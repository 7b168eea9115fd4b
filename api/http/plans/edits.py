"""Plans changed by hand, planned on with what must stay, and compared."""

from functools import partial
from hashlib import sha256
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import BaseModel, Field

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.plans.requests import limit_faults
from api.http.plans.routes import PlanId
from api.http.plans.schemas import BudgetIn, PlanOut
from api.http.responses import json_body, problems
from api.http.world import JobsDep, World, WorldDep
from api.jobs.plan_jobs import PlanJobs
from api.services.access.scopes import Scope
from api.services.edit_plan import day_again, edit_plan
from core.errors import refuse
from data.formats.problem_json.models import LockModel, Model
from data.formats.problem_json.reading import read_model
from data.store.plan_request import PlanRequest
from routing.budget import Budget
from routing.changes import PlanChanges, changes
from routing.edits import Edit, EditKind
from routing.lock import Lock
from routing.solve import SolverName

router = APIRouter(prefix="/v1", tags=["plans"])

_ID = Field(max_length=500)
_MANY = Field(max_length=1_000_000)
_KEY = Header(max_length=255, description="The same key with the same body gives the same plan.")


class EditIn(Model):
    """One change of a plan.

    kind: move a stop that is served, insert one that is left out, or remove one; its pair goes with it.
    vehicle: where it goes; where it costs least if left out. after: the stop that it follows there, an empty
    text for the beginning of the route; the cheapest place that breaks no rule if left out.
    """

    kind: EditKind
    stop: Annotated[str, _ID]
    vehicle: Annotated[str | None, _ID] = None
    after: Annotated[str | None, _ID] = None


class EditsIn(Model):
    """Changes of a plan, one after the other; dry_run keeps nothing and only tells what would change."""

    edits: Annotated[list[EditIn], Field(min_length=1, max_length=1_000)]
    dry_run: bool = False


class ReoptimiseIn(Model):
    """How a plan is planned on.

    keep: nothing, or vehicles: every stop that is served stays on its vehicle, in whatever order. locks: what
    must stay besides. What the plan was locked to before stays as well.
    """

    keep: Literal["nothing", "vehicles"] = "nothing"
    locks: Annotated[list[LockModel], Field(max_length=100_000)] = Field(default_factory=list)
    budget: BudgetIn = BudgetIn()
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    threads: Annotated[int, Field(ge=1, le=1_000)] | None = None
    solver: SolverName = "kernel"


class RouteChangeOut(BaseModel):
    """One vehicle's route before and after; differences are later less earlier."""

    vehicle: Annotated[str, _ID]
    before: Annotated[list[str], _MANY]
    after: Annotated[list[str], _MANY]
    cost_cents: int
    distance_m: int
    duration_s: int


class MoveOut(BaseModel):
    """A stop that another vehicle serves."""

    stop: Annotated[str, _ID]
    was: Annotated[str, _ID]
    now: Annotated[str, _ID]


class DelayOut(BaseModel):
    """A stop where work begins later, or earlier where the delay is below 0."""

    stop: Annotated[str, _ID]
    delay_s: int


class ChangesOut(BaseModel):
    """What differs between two plans of a day; differences are later less earlier."""

    cost_cents: int
    distance_m: int
    duration_s: int
    routes: Annotated[list[RouteChangeOut], _MANY]
    served: Annotated[list[str], _MANY]
    left_out: Annotated[list[str], _MANY]
    moved: Annotated[list[MoveOut], _MANY]
    delays: Annotated[list[DelayOut], _MANY]

    @classmethod
    def of(cls, found: PlanChanges) -> "ChangesOut":
        """Return what is told of changes."""
        return cls(
            cost_cents=found.cost,
            distance_m=found.distance,
            duration_s=found.duration,
            routes=[
                RouteChangeOut(
                    vehicle=each.vehicle,
                    before=list(each.before),
                    after=list(each.after),
                    cost_cents=each.cost,
                    distance_m=each.distance,
                    duration_s=each.duration,
                )
                for each in found.routes
            ],
            served=list(found.served),
            left_out=list(found.left_out),
            moved=[MoveOut(stop=stop, was=was, now=now) for stop, (was, now) in found.moved.items()],
            delays=[DelayOut(stop=stop, delay_s=delay) for stop, delay in found.delays.items()],
        )


class EditedOut(BaseModel):
    """The new plan, null where nothing was to be kept, and what differs from the one before."""

    plan: PlanOut | None
    changes: ChangesOut


@router.post(
    "/plans/{plan_id}:edit",
    operation_id="edit_plan",
    summary="Change a plan by hand",
    status_code=201,
    response_model=EditedOut,
    dependencies=[needs(Scope.PLANS_WRITE), Depends(require_json)],
    responses={
        200: {"model": EditedOut, "description": "What would change; nothing was kept."},
        **problems(403, 404, 409, 413, 415, 422, 503),
    },
    openapi_extra=json_body("EditsIn", "edit_plan"),
)
async def edit(
    plan_id: PlanId,
    request: Request,
    response: Response,
    world: WorldDep,
    jobs: JobsDep,
    idempotency_key: Annotated[str, _KEY] = "",
) -> EditedOut:
    """Move, insert and remove stops; the new plan is a plan of its own, the one before stays as it is.

    A plan that would break a rule is refused with every rule named.
    """
    body = await request.body()
    answer = await run_sync(partial(_edited, plan_id, body, world, jobs, idempotency_key))
    if answer.plan is None:
        response.status_code = 200
    else:
        response.headers["Location"] = answer.plan.links.self
    return answer


@router.post(
    "/plans/{plan_id}:reoptimise",
    operation_id="reoptimise_plan",
    summary="Plan on from a plan",
    status_code=202,
    dependencies=[needs(Scope.PLANS_WRITE), Depends(require_json)],
    responses=problems(403, 404, 409, 413, 415, 422, 429, 503),
    openapi_extra=json_body("ReoptimiseIn", "reoptimise_plan"),
)
async def reoptimise(
    plan_id: PlanId,
    request: Request,
    response: Response,
    world: WorldDep,
    jobs: JobsDep,
    idempotency_key: Annotated[str, _KEY] = "",
) -> PlanOut:
    """Search on from a plan, with what must stay; the new plan is a plan of its own and never a worse one."""
    body = await request.body()
    answer = await run_sync(partial(_reoptimised, plan_id, body, world, jobs, idempotency_key))
    response.headers["Location"] = answer.links.self
    return answer


@router.get(
    "/plans/{plan_id}/changes",
    operation_id="plan_changes",
    summary="Compare a plan with an earlier one of the same day",
    dependencies=[needs(Scope.PLANS_READ)],
    responses=problems(404, 409, 422, 503),
)
def plan_changes(
    plan_id: PlanId,
    jobs: JobsDep,
    since: Annotated[str, Query(max_length=100, description="Id of the earlier plan.")],
) -> ChangesOut:
    """Tell what the plan has that the earlier one has not, and the other way round."""
    return ChangesOut.of(changes(jobs.finished(since).plan, jobs.finished(plan_id).plan))


def _edited(plan_id: str, body: bytes, world: World, jobs: PlanJobs, key: str) -> EditedOut:
    asked = read_model(body, EditsIn, what="the request")
    before = jobs.finished(plan_id)
    source = world.here() if jobs.record(plan_id).travel == world.travel[0] else None
    edits = [Edit(kind=e.kind, stop=e.stop, vehicle=e.vehicle, after=e.after) for e in asked.edits]
    after = edit_plan(before, edits, clock=world.clock, source=source)
    found = ChangesOut.of(changes(before.plan, after.plan))
    if asked.dry_run:
        return EditedOut(plan=None, changes=found)
    digests = _digests(key, f"edit {plan_id} {asked.model_dump_json()}")
    record = jobs.keep_edited(plan_id, after, key=digests[0], fingerprint=digests[1])
    return EditedOut(plan=PlanOut.of(record), changes=found)


def _reoptimised(plan_id: str, body: bytes, world: World, jobs: PlanJobs, key: str) -> PlanOut:
    asked = read_model(body, ReoptimiseIn, what="the request")
    beyond = limit_faults(asked.budget, asked.threads, world)
    refuse("The request asks for more than this server gives.", beyond)
    before, record = jobs.finished(plan_id), jobs.record(plan_id)
    locks = [Lock(vehicle=each.vehicle, stops=tuple(each.stops), kind=each.kind) for each in asked.locks]
    day = day_again(before.problem, keep=before.plan if asked.keep == "vehicles" else None, locks=locks)
    digests = _digests(key, f"reoptimise {plan_id} {asked.model_dump_json()}")
    wanted = PlanRequest(
        day=day,
        on=record.day,
        budget=Budget(**asked.budget.model_dump()),
        travel=record.travel,
        seed=asked.seed,
        threads=asked.threads or world.settings.threads,
        solver=asked.solver,
        key=digests[0],
        fingerprint=digests[1],
    )
    return PlanOut.of(jobs.submit(wanted, begin=before, revises=plan_id))


def _digests(key: str, asked: str) -> tuple[str, str]:
    """Return the digests of a caller's key and of what was asked with it; both empty without a key."""
    if not key:
        return "", ""
    return sha256(key.encode()).hexdigest(), sha256(asked.encode()).hexdigest()
