"""What the plan routes take and give, as JSON."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.http.problems import FaultOut, fault_content
from api.services.order_day import SERVICE_S
from api.services.plan_orders import ErrandInPlan, OrderInPlan
from data.formats.fleet.models import CalendarDay, FleetVehicleModel, SiteModel
from data.formats.problem_json.day_model import DayModel
from data.formats.problem_json.models import Model
from data.store.plan_record import PlanFailure, PlanRecord, PlanState
from routing.solve import SolverName

_NAME = Field(max_length=100)
_TEXT = Field(max_length=100_000)
_ADDRESS = Field(max_length=500)
_DATE = r"^\d{4}-\d{2}-\d{2}$"
_Count = Annotated[int, Field(gt=0, lt=10**9)]


class BudgetIn(Model):
    """When the search stops: at whichever comes first.

    seconds: wall clock of the search. iterations: plans looked at by each thread. no_improvement: plans
    looked at by each thread since the last better one.
    """

    seconds: Annotated[float, Field(gt=0, le=86_400)] = 20
    iterations: _Count | None = None
    no_improvement: _Count | None = None


class PlanIn(Model):
    """A day to be planned, and how.

    on: the day planned for, such as 2026-11-23; today where it is left out. threads: of the search, one for
    each of the server's cores where it is left out. solver: kernel, our own, knows every rule; ortools is
    there to compare with. travel: name of a travel source; the server's first where it is left out.
    """

    day: DayModel
    on: Annotated[str, Field(pattern=_DATE)] | None = None
    budget: BudgetIn = BudgetIn()
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    threads: Annotated[int, Field(ge=1, le=1_000)] | None = None
    solver: SolverName = "kernel"
    travel: Annotated[str, _NAME] | None = None


class OrderDayIn(Model):
    """A day of the orders that are kept, to be planned, and how.

    day: on which they are due, such as 2026-11-27. vehicles, depots: instead of those that are kept; depots
    are also shops and lockers, beside the kept ones. received: whether orders that nobody promised yet are
    planned as well. replan: whether orders of a published plan of the day are planned
    anew. service_s: work at a door. All else as for a day of your own.
    """

    day: CalendarDay
    vehicles: Annotated[list[FleetVehicleModel], Field(max_length=10_000)] | None = None
    depots: Annotated[list[SiteModel], Field(max_length=10_000)] | None = None
    received: bool = False
    replan: bool = False
    service_s: Annotated[int, Field(ge=0, le=86_400)] = SERVICE_S
    budget: BudgetIn = BudgetIn()
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    threads: Annotated[int, Field(ge=1, le=1_000)] | None = None
    solver: SolverName = "kernel"
    travel: Annotated[str, _NAME] | None = None


class BudgetOut(BaseModel):
    """When the search stops."""

    seconds: float | None
    iterations: int | None
    no_improvement: int | None


class ProgressOut(BaseModel):
    """How far the search is; money and counts are those of the best plan so far, null until there is one."""

    phase: Annotated[str, _NAME]
    seconds: float
    iterations: int
    cost_cents: int | None
    routes: int | None
    unserved: int | None


class FailureOut(BaseModel):
    """Why there is no finished plan; `type` is the address of a page that explains it."""

    type: Annotated[str, _ADDRESS]
    code: Annotated[str, _NAME]
    detail: Annotated[str, _TEXT]
    action: Annotated[str, _TEXT]
    errors: Annotated[list[FaultOut], Field(max_length=100_000)]

    @classmethod
    def of(cls, failure: PlanFailure) -> "FailureOut":
        """Return what is told of a failure."""
        return cls(
            type=f"/errors/{failure.code}",
            code=failure.code,
            detail=failure.message,
            action=failure.action,
            errors=[FaultOut(**fault_content(each)) for each in failure.faults],
        )


class PlanLinks(BaseModel):
    """Addresses of what there is now; null for what there is not, or not yet."""

    self: Annotated[str, _ADDRESS]
    events: Annotated[str, _ADDRESS]
    cancel: Annotated[str | None, _ADDRESS] = None
    best: Annotated[str | None, _ADDRESS] = None
    view: Annotated[str | None, _ADDRESS] = None
    plan: Annotated[str | None, _ADDRESS] = None
    visits: Annotated[str | None, _ADDRESS] = None
    unserved: Annotated[str | None, _ADDRESS] = None
    geojson: Annotated[str | None, _ADDRESS] = None
    map: Annotated[str | None, _ADDRESS] = None
    manifest: Annotated[str | None, _ADDRESS] = None
    gpx: Annotated[str | None, _ADDRESS] = None
    streets: Annotated[str | None, _ADDRESS] = None

    @classmethod
    def of(cls, record: PlanRecord) -> "PlanLinks":
        """Return the links of a plan as it is now."""
        here = f"/v1/plans/{record.id}"
        links = cls(self=here, events=f"{here}/events")
        if not record.over:
            links.cancel = f"{here}:cancel"
        if record.has_plan or record.figures.cost is not None:
            links.best = f"{here}/best"
        if record.over and record.has_plan:
            links.view, links.plan = f"{here}/view.json", f"{here}/plan.json"
            links.visits, links.unserved = f"{here}/plan.csv", f"{here}/unserved.csv"
            links.geojson, links.gpx = f"{here}/plan.geojson", f"{here}/gpx.zip"
            links.map, links.manifest = f"{here}/map.html", f"{here}/manifest.html"
            links.streets = f"{here}/streets"
        return links


class PlanOut(BaseModel):
    """The making of one plan; polls and events tell the same.

    revises: the plan that this one was made from, by hand or by searching on.
    state: queued, then running, then done, failed or cancelled. A failed or cancelled plan may have links to
    the best plan that was found.
    """

    id: Annotated[str, _NAME]
    state: PlanState
    day: date
    created: datetime
    started: datetime | None
    ended: datetime | None
    stops: int
    vehicles: int
    currency: Annotated[str, _NAME]
    travel: Annotated[str, _NAME]
    budget: BudgetOut
    seed: int
    threads: int
    progress: ProgressOut
    failure: FailureOut | None
    revises: Annotated[str | None, _NAME]
    links: PlanLinks

    @classmethod
    def of(cls, record: PlanRecord) -> "PlanOut":
        """Return what is told of a plan."""
        figures, budget = record.figures, record.budget
        return cls(
            id=record.id,
            state=record.state,
            day=record.day,
            created=record.created,
            started=record.started,
            ended=record.ended,
            stops=record.stops,
            vehicles=record.vehicles,
            currency=record.currency,
            travel=record.travel,
            budget=BudgetOut(
                seconds=budget.seconds, iterations=budget.iterations, no_improvement=budget.no_improvement
            ),
            seed=record.seed,
            threads=record.threads,
            progress=ProgressOut(
                phase=figures.phase,
                seconds=figures.seconds,
                iterations=figures.iterations,
                cost_cents=figures.cost,
                routes=figures.routes,
                unserved=figures.unserved,
            ),
            failure=None if record.failure is None else FailureOut.of(record.failure),
            revises=record.revises or None,
            links=PlanLinks.of(record),
        )


class PlanOrderOut(BaseModel):
    """An order of a plan.

    stop, vehicle, arrival_s: where it is served; null where it is not, code and reason then say why. part:
    the warehouse that sends what is told of here, of an order that several send; empty for a whole order.
    """

    order: Annotated[str, _NAME]
    number: Annotated[str, _NAME]
    stop: Annotated[str | None, _ADDRESS]
    vehicle: Annotated[str | None, _ADDRESS]
    arrival_s: int | None
    code: Annotated[str | None, _NAME]
    reason: Annotated[str | None, _TEXT]
    part: Annotated[str, _NAME] = ""

    @classmethod
    def of(cls, found: OrderInPlan) -> "PlanOrderOut":
        """Return what is told of an order of a plan."""
        return cls(
            order=found.planned.order_id,
            number=found.planned.number,
            stop=found.planned.stop or None,
            vehicle=found.vehicle or None,
            arrival_s=found.arrival,
            code=found.code or None,
            reason=found.reason or None,
            part=found.planned.part,
        )


class PlanErrandOut(BaseModel):
    """An errand of a plan: a return or a locker's parcel to fetch, a transfer to fetch and to bring.

    stop, vehicle, arrival_s: where it is done; null where it is not, code and reason then say why.
    """

    kind: Annotated[str, _NAME]
    errand: Annotated[str, _NAME]
    number: Annotated[str, _NAME]
    task: Annotated[str, _NAME]
    stop: Annotated[str | None, _ADDRESS]
    vehicle: Annotated[str | None, _ADDRESS]
    arrival_s: int | None
    code: Annotated[str | None, _NAME]
    reason: Annotated[str | None, _TEXT]

    @classmethod
    def of(cls, found: ErrandInPlan) -> "PlanErrandOut":
        """Return what is told of an errand of a plan."""
        return cls(
            kind=found.planned.kind.value,
            errand=found.planned.id,
            number=found.planned.number,
            task=found.planned.task.value,
            stop=found.planned.stop or None,
            vehicle=found.vehicle or None,
            arrival_s=found.arrival,
            code=found.code or None,
            reason=found.reason or None,
        )


class PlanOrdersOut(BaseModel):
    """The orders and errands that a plan was made for: every one of them is served or has a reason."""

    orders: Annotated[list[PlanOrderOut], Field(max_length=100_000)]
    errands: Annotated[list[PlanErrandOut], Field(max_length=100_000)]


class PlansOut(BaseModel):
    """One page of plans, newest first; null as token says that this is the last page."""

    plans: Annotated[list[PlanOut], Field(max_length=500)]
    next_page_token: Annotated[str | None, _ADDRESS]
