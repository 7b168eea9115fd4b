"""A finished plan put among the plans of a server."""

from collections.abc import Sequence
from dataclasses import replace

from data.formats.plan_json.document import PlanDocument
from data.store.plan_orders import Carried, keeps
from data.store.plan_record import PlanFigures, PlanRecord
from data.store.plan_rows import new_plan_id
from data.store.store import Store
from routing.budget import Budget


def keep_plan(
    document: PlanDocument,
    store: Store,
    *,
    budget: Budget,
    travel: str,
    streets: str | None,
    planned: Sequence[Carried] = (),
) -> PlanRecord:
    """Put `document` into `store` as the newest plan and return its record; no plan is kept twice.

    streets
        what is drawn behind the plan, as JSON; None where the travel source has no streets.
    planned
        the orders that it was made for.
    """
    known = store.plans.made_at(document.created)
    if known is not None:
        return known
    plan = document.plan
    record = PlanRecord(
        id=new_plan_id(),
        state="done",
        created=document.created,
        started=document.created,
        ended=document.created,
        day=document.day,
        stops=len(document.problem.stops),
        vehicles=len(document.problem.vehicles),
        currency=document.problem.currency,
        travel=travel,
        budget=budget,
        figures=PlanFigures(
            seconds=float(plan.solver.get("seconds", 0)),
            iterations=int(plan.solver.get("iterations", 0)),
            phase="ended",
            cost=plan.cost.total,
            routes=len(plan.routes),
            unserved=len(plan.unserved),
        ),
        has_plan=True,
    )
    return store.documents.keep(record, document, streets=streets, beside=keeps(planned))


def keep_edited_plan(document: PlanDocument, store: Store, before: str) -> PlanRecord:
    """Keep a plan that was made from the plan `before`, and return its record."""
    old, now = store.plans.record(before), document.created
    plan = document.plan
    figures = replace(
        old.figures,
        phase="ended",
        cost=plan.cost.total,
        routes=len(plan.routes),
        unserved=len(plan.unserved),
    )
    new = replace(
        old,
        id=new_plan_id(),
        state="done",
        created=now,
        started=now,
        ended=now,
        figures=figures,
        failure=None,
        key="",
        fingerprint="",
        revises=before,
        changes=0,
    )
    return store.documents.keep(new, document, streets=store.documents.streets(before))
