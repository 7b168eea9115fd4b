"""Is this day, or this plan, in order? Nothing is kept."""

import json
from functools import partial
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.responses import json_body, problems
from api.services.access.scopes import Scope
from api.services.check_plan import check_plan
from data.formats.plan_json.models import FORMAT as PLAN_FORMAT
from data.formats.plan_json.read import document_from_json
from data.formats.problem_json.day_json import day_from_json
from routing.referee import Violation

router = APIRouter(prefix="/v1", tags=["plans"])

_TEXT = Field(max_length=100_000)
_LIST = Field(max_length=1_000_000)


class ViolationOut(BaseModel):
    """A rule that a plan breaks, where, and by how much in the rule's unit."""

    rule: Annotated[str, _TEXT]
    text: Annotated[str, _TEXT]
    vehicle: Annotated[str | None, _TEXT]
    stop: Annotated[str | None, _TEXT]
    amount: int

    @classmethod
    def of(cls, violation: Violation) -> "ViolationOut":
        """Return what is told of a violation."""
        return cls(
            rule=violation.rule,
            text=violation.text,
            vehicle=violation.vehicle,
            stop=violation.stop,
            amount=violation.amount,
        )


class CheckOut(BaseModel):
    """What was checked, and every rule it breaks; `retimed` names vehicles whose times were worked out."""

    kind: Literal["day", "plan"]
    ok: bool
    stops: int
    vehicles: int
    notes: Annotated[list[str], _LIST]
    violations: Annotated[list[ViolationOut], _LIST]
    retimed: Annotated[list[str], _LIST]


@router.post(
    "/plans:check",
    operation_id="check",
    summary="Check a day, or a plan, without planning",
    dependencies=[needs(Scope.PLANS_READ), Depends(require_json)],
    responses=problems(403, 413, 415, 422),
    openapi_extra=json_body("DayModel", "check"),
)
async def check(request: Request) -> CheckOut:
    """Tell whether a day could be planned, or which rules a plan breaks.

    The body is a day (roundsman-day-1) or a plan (roundsman-plan-1) with its travel matrices inside. A body
    that cannot be read is a problem with every fault; a plan that breaks rules is an answer.
    """
    body = await request.body()
    return await run_sync(partial(_checked, body))


def _checked(body: bytes) -> CheckOut:
    return _checked_plan(body) if _format_of(body) == PLAN_FORMAT else _checked_day(body)


def _format_of(body: bytes) -> object:
    """Return what the body calls itself; None where the reader of days shall say what is wrong with it."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return content.get("format") if isinstance(content, dict) else None


def _checked_day(body: bytes) -> CheckOut:
    day = day_from_json(body, what="the body")
    return CheckOut(
        kind="day",
        ok=True,
        stops=len(day.stops),
        vehicles=len(day.vehicles),
        notes=list(day.notes),
        violations=[],
        retimed=[],
    )


def _checked_plan(body: bytes) -> CheckOut:
    verdict = check_plan(document_from_json(body, what="the body"))
    problem = verdict.document.problem
    return CheckOut(
        kind="plan",
        ok=not verdict.violations,
        stops=len(problem.stops),
        vehicles=len(problem.vehicles),
        notes=list(verdict.document.notes),
        violations=[ViolationOut.of(each) for each in verdict.violations],
        retimed=list(verdict.retimed),
    )
