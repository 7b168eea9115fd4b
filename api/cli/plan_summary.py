"""A plan as text on the terminal."""

from collections.abc import Iterable
from pathlib import Path

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.talk import counted, out, table, talk
from core.units import Money, clock_text, duration_text
from data.formats.plan_json.document import PlanDocument
from routing.plan import COST_ITEMS, Route, Unserved

SHOWN_UNSERVED = 20

_LEAST = ("waiting", "driving", "from", "to", "hours", "cost", "km")
"""Columns that a narrow terminal does without, the least important first."""


def show_plan(document: PlanDocument) -> None:
    """Print routes, totals, and what is left out and why."""
    console = out()
    console.print(_routes(document, console.width))
    console.print()
    console.print(_totals(document), markup=False)
    if document.plan.unserved:
        _show_unserved(document.plan.unserved)
    for note in document.notes:
        talk().print(f"note: {note}", style="yellow", markup=False)
    if document.attribution:
        talk().print(document.attribution, style="dim", markup=False)


def show_files(files: Iterable[Path], folder: Path) -> None:
    """Print where the files of a plan are; of many in one folder, the folder."""
    names = dict.fromkeys(file.relative_to(folder).parts[0] for file in files)
    shown = (f"{name}/" if (folder / name).is_dir() else name for name in names)
    talk().print(f"written to {folder}/: {', '.join(shown)}", markup=False)


def _routes(document: PlanDocument, width: int) -> Table:
    headers = ("vehicle", "stops", "from", "to", "hours", "driving", "waiting", "km", "cost")
    rows = [_route_row(route) for route in document.plan.routes]
    return table(headers, rows, title=f"Routes of {document.day}", least=_LEAST, width=width)


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


def _show_unserved(unserved: tuple[Unserved, ...]) -> None:
    """Print each stop left out on two lines: why, and what would help."""
    out().print(f"\n{counted(len(unserved), 'stop')} left out", style="bold", markup=False)
    for each in unserved[:SHOWN_UNSERVED]:
        out().print(_padded(Text.assemble((each.stop, "bold"), f": {each.reason.text}"), 2))
        out().print(_padded(Text(_help(each)), 6))
    more = len(unserved) - SHOWN_UNSERVED
    if more > 0:
        out().print(f"  ... and {more:,} more in unserved.csv", markup=False)


def _padded(text: Text, left: int) -> Padding:
    return Padding(text, (0, 0, 0, left), expand=False)


def _help(unserved: Unserved) -> str:
    reason = unserved.reason
    if reason.relaxation is not None:
        return f"{reason.relaxation.text} ({reason.code})"
    return f"nearest vehicle {reason.vehicle} ({reason.code})" if reason.vehicle else f"({reason.code})"


def _totals(document: PlanDocument) -> str:
    plan = document.plan
    cost = Money(amount=plan.cost.total, currency=document.problem.currency)
    parts = ", ".join(
        f"{name} {amount / 100:,.2f}"
        for name, amount in ((item, getattr(plan.cost, item)) for item in COST_ITEMS)
        if amount
    )
    stops = counted(len(document.problem.stops), "stop")
    return (
        f"{counted(len(plan.routes), 'route')}, {plan.served} of {stops},"
        f" {plan.distance / 1000:,.1f} km, {duration_text(plan.duration)} on the road,"
        f" cost {cost}{f' ({parts})' if parts else ''}"
    )
