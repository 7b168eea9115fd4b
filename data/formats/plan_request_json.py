"""What was asked to be planned, as JSON, for the store: whoever takes the work up needs nothing else."""

from datetime import date
from typing import Literal

from core.errors import InvalidInput
from data.formats.problem_json.day_json import day_from_model, day_model
from data.formats.problem_json.day_model import DayModel
from data.formats.problem_json.models import Model
from data.formats.problem_json.reading import read_model
from data.store.plan_request import PlanRequest
from routing.budget import Budget
from routing.solve import SolverName


class _BudgetModel(Model):
    seconds: float | None
    iterations: int | None
    no_improvement: int | None


class _RequestModel(Model):
    version: Literal[1]
    day: DayModel
    on: str
    budget: _BudgetModel
    travel: str
    seed: int
    threads: int
    solver: SolverName
    key: str
    fingerprint: str


def request_to_json(request: PlanRequest) -> str:
    """Return `request` as JSON; `request_from_json` reads it back equal."""
    budget = request.budget
    model = _RequestModel(
        version=1,
        day=day_model(request.day),
        on=request.on.isoformat(),
        budget=_BudgetModel(
            seconds=budget.seconds, iterations=budget.iterations, no_improvement=budget.no_improvement
        ),
        travel=request.travel,
        seed=request.seed,
        threads=request.threads,
        solver=request.solver,
        key=request.key,
        fingerprint=request.fingerprint,
    )
    return model.model_dump_json(by_alias=True, exclude_defaults=True)


def request_from_json(text: str) -> PlanRequest:
    """Return the request that `text` holds; anything else raises `InvalidInput`."""
    model = read_model(text, _RequestModel, what="the stored request")
    try:
        budget, on = Budget(**model.budget.model_dump()), date.fromisoformat(model.on)
    except (InvalidInput, ValueError) as refused:
        raise InvalidInput("The stored request is damaged.") from refused
    return PlanRequest(
        day=day_from_model(model.day, what="the stored request"),
        on=on,
        budget=budget,
        travel=model.travel,
        seed=model.seed,
        threads=model.threads,
        solver=model.solver,
        key=model.key,
        fingerprint=model.fingerprint,
    )
