"""`roundsman plan --day`: the orders that are kept and due on a day become a plan that is kept."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.cli import store_options
from api.cli.talk import counted, out, talk
from api.services.draw_streets import streets_behind
from api.services.keep_fleet import fleet_from_files
from api.services.keep_plan import keep_plan
from api.services.order_day import OrderDay, Wanted, order_day
from core.clock import utc_now
from core.errors import fault, refuse
from core.units import Seconds
from data.formats.fleet.read_fleet import Fleet
from data.formats.plan_json.document import PlanDocument
from data.store.plan_record import PlanRecord
from data.store.store import Store
from routing.budget import Budget
from routing.travel.source import TravelSource

SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Given:
    """Tables of vehicles and depots instead of those that are kept."""

    vehicles: Path | None
    depots: Path | None
    currency: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants to be planned: a file of orders, or a day of those that are kept."""

    order_file: Path | None
    day: str | None
    on: str | None
    received: bool
    replan: bool
    service_min: float

    def refuse_unclear(self) -> None:
        """Refuse a file of orders beside a day whose orders are kept, and neither of them."""
        faults = []
        if self.order_file is None and self.day is None:
            faults.append(fault("command", "ORDERS", "nothing", "a file of orders, or --day for those kept"))
        elif self.order_file is not None and self.day is not None:
            faults.append(fault("command", "--day", self.day, "--on beside a file: --day plans orders kept"))
        if self.day is not None and self.on is not None:
            faults.append(fault("command", "--on", self.on, "--day alone"))
        for option, given in (("--received", self.received), ("--replan", self.replan)):
            if self.day is None and given:
                faults.append(fault("command", option, "given", "--day beside it"))
        refuse("It is not clear what to plan.", faults)


@dataclass(frozen=True, kw_only=True)
class KeptPlan:
    """A plan that is kept, and the orders that it was made for."""

    record: PlanRecord
    due: OrderDay


def orders_due(database: str, asked: Asked, given: Given, day: date | None) -> OrderDay:
    """Return the day that the orders due make, with vehicles from tables or the database."""
    with store_options.opened(database) as store:
        fleet = _fleet(store, given)
        return order_day(
            store,
            Wanted(
                day=day or utc_now().date(),
                vehicles=fleet.vehicles if given.vehicles else None,
                sites=fleet.sites if given.depots else None,
                received=asked.received,
                replan=asked.replan,
                service=Seconds(round(asked.service_min * 60)),
            ),
            now=utc_now(),
        )


def _fleet(store: Store, given: Given) -> Fleet:
    if given.vehicles is None and given.depots is None:
        return Fleet()
    known = store.fleet.whole().sites
    return fleet_from_files(given.vehicles, given.depots, known=known, currency=given.currency)


def keep_order_plan(
    database: str, document: PlanDocument, due: OrderDay, source: TravelSource, budget: Budget
) -> KeptPlan:
    """Keep the plan with its orders, so that it can be published."""
    with store_options.opened(database) as store:
        record = keep_plan(
            document,
            store,
            budget=budget,
            travel=source.name,
            streets=streets_behind(document, source),
            planned=due.carried,
        )
    return KeptPlan(record=record, due=due)


def orders_json(kept: KeptPlan) -> dict[str, Any]:
    """Return the id of the plan and the orders that could not become stops, as plain values."""
    due = kept.due
    return {
        "plan": kept.record.id,
        "orders": len(due.planned) - len(due.left_out),
        "left_out": [
            {"order": it.order_id, "number": it.number, "code": it.code, "text": it.reason}
            for it in due.left_out
        ],
        "errands": len({it.key for it in due.errands if it.stop}),
        "errands_left_out": [
            {"kind": it.kind.value, "errand": it.id, "number": it.number, "code": it.code, "text": it.reason}
            for it in due.errands
            if not it.stop
        ],
    }


def show_orders(kept: KeptPlan) -> None:
    """Print the id of the plan and the orders that could not become stops."""
    due = kept.due
    if due.left_out:
        out().print(f"\n{counted(len(due.left_out), 'order')} not planned", style="bold", markup=False)
        for each in due.left_out[:SHOWN]:
            out().print(f"  {each.number}: {each.reason} ({each.code})", markup=False)
        if len(due.left_out) > SHOWN:
            out().print(f"  ... and {len(due.left_out) - SHOWN:,} more with --json", markup=False)
    for errand in due.errands:
        if not errand.stop:
            text = f"{errand.kind} {errand.number} not planned: {errand.reason} ({errand.code})"
            out().print(text, markup=False)
    talk().print(f"kept as plan {kept.record.id}", markup=False)
