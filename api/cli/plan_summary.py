"""A plan as tables on the terminal."""

from pathlib import Path

from api.cli.talk import out, table, talk
from core.units import Money, clock_text, duration_text
from data.formats.plan_json.document import PlanDocument
from routing.plan import Route

SHOWN_UNSERVED = 20


def show_plan(document: PlanDocument, folder: Path | None = None) -> None:
    """Print routes, totals, what is left out and why, and where the files are."""
    out().print(_routes(document))
    if document.plan.unserved:
        out().print(_unserved(document))
        more = len(document.plan.unserved) - SHOWN_UNSERVED
        if more > 0:
            out().print(f"... and {more} more in unserved.csv")
    out().print(_totals(document), markup=False)
    for note in document.notes:
        talk().print(f"note: {note}", style="yellow", markup=False)
    if document.attribution:
        talk().print(document.attribution, style="dim", markup=False)
    if folder is not None:
        talk().print(
            f"files: {folder}/plan.json, plan.csv, plan.geojson, map.html, manifest.html, gpx/", markup=False
        )


def _routes(document: PlanDocument) -> object:
    headers = ("vehicle", "stops", "from", "to", "hours", "driving", "waiting", "km", "cost")
    return table(
        headers, [_route_row(route) for route in document.plan.routes], title=f"Routes of {document.day}"
    )


def _route_row(route: Route) -> tuple[object, ...]:
    return (
        route.vehicle,
        len(route.visits),
        clock_text(route.start),
        clock_text(route.end),
        clock_text(route.duration),
        clock_text(route.driving),
        clock_text(route.waiting),
        f"{route.distance / 1000:.1f}",
        f"{route.cost.total / 100:,.2f}",
    )


def _unserved(document: PlanDocument) -> object:
    rows = [
        (
            each.stop,
            each.reason.code,
            each.reason.text,
            each.reason.vehicle or "",
            each.reason.relaxation.text if each.reason.relaxation else "",
        )
        for each in document.plan.unserved[:SHOWN_UNSERVED]
    ]
    headers = ("stop", "reason", "why", "nearest vehicle", "what would help")
    return table(headers, rows, title=f"{len(document.plan.unserved)} stops left out")


def _totals(document: PlanDocument) -> str:
    plan = document.plan
    cost = Money(amount=plan.cost.total, currency=document.problem.currency)
    parts = ", ".join(
        f"{name} {amount / 100:,.2f}"
        for name, amount in (
            ("fixed", plan.cost.fixed),
            ("distance", plan.cost.distance),
            ("time", plan.cost.time),
            ("penalties", plan.cost.penalty),
        )
        if amount
    )
    return (
        f"{len(plan.routes)} routes, {plan.served} of {len(document.problem.stops)} stops,"
        f" {plan.distance / 1000:,.1f} km, {duration_text(plan.duration)} on the road,"
        f" cost {cost} ({parts or 'nothing'})"
    )
