"""A request body becomes a day to be planned, within the limits of this server."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from api.http.plans.schemas import BudgetIn, OrderDayIn, PlanIn
from api.http.world import World
from api.services.order_day import Wanted, order_day
from core.errors import Fault, InvalidInput, fault, refuse
from core.units import Seconds
from data.formats.problem_json.day_json import day_from_model
from data.formats.problem_json.reading import parsed, read_model
from data.store.plan_orders import Carried
from data.store.plan_request import PlanRequest
from routing.budget import Budget
from routing.day import DayInput


def plan_request(body: bytes, *, key: str, world: World) -> PlanRequest:
    """Return what `body` asks for; raise `InvalidInput` with every fault, by JSON pointer.

    key
        the caller's idempotency key; "" without one.
    """
    asked = read_model(body, PlanIn, what="the request")
    refuse("The request asks for more than this server gives.", _beyond_limits(asked, world))
    on, faults = _day(asked, world)
    refuse("The request cannot be planned.", faults)
    return PlanRequest(
        day=day_within(asked),
        on=on,
        budget=Budget(
            seconds=asked.budget.seconds,
            iterations=asked.budget.iterations,
            no_improvement=asked.budget.no_improvement,
        ),
        travel=asked.travel or world.travel[0],
        seed=asked.seed,
        threads=asked.threads or world.settings.threads,
        solver=asked.solver,
        key=sha256(key.encode()).hexdigest() if key else "",
        fingerprint=sha256(asked.model_dump_json().encode()).hexdigest() if key else "",
    )


def order_day_request(body: bytes, *, key: str, world: World) -> tuple[PlanRequest, tuple[Carried, ...]]:
    """Return what `body` asks for and the orders that it is for; a day of its own has none of these."""
    if not _is_of_orders(body):
        return plan_request(body, key=key, world=world), ()
    asked = read_model(body, OrderDayIn, what="the request")
    refuse(
        "The request asks for more than this server gives.", limit_faults(asked.budget, asked.threads, world)
    )
    refuse("The request cannot be planned.", list(_travel_faults(asked.travel, world)))
    wanted = Wanted(
        day=date.fromisoformat(asked.day),
        vehicles=asked.vehicles,
        sites=asked.depots,
        received=asked.received,
        replan=asked.replan,
        service=Seconds(asked.service_s),
    )
    found = order_day(world.store, wanted, now=world.clock())
    beyond = [("the day", "orders", len(found.day.stops), world.settings.max_stops)]
    refuse("The day has more than this server plans.", _beyond(*beyond))
    request = PlanRequest(
        day=found.day,
        on=wanted.day,
        budget=Budget(**asked.budget.model_dump()),
        travel=asked.travel or world.travel[0],
        seed=asked.seed,
        threads=asked.threads or world.settings.threads,
        solver=asked.solver,
        key=sha256(key.encode()).hexdigest() if key else "",
        fingerprint=sha256(asked.model_dump_json().encode()).hexdigest() if key else "",
    )
    return request, found.carried


def _is_of_orders(body: bytes) -> bool:
    """Whether a request names a day of the calendar instead of bringing stops of its own."""
    document = parsed(body, "the request")
    return isinstance(document, dict) and isinstance(document.get("day"), str)


def day_within(asked: PlanIn) -> DayInput:
    """Return the day inside a request; its faults point into the request."""
    try:
        return day_from_model(asked.day, what="the request")
    except InvalidInput as refused:
        faults = [_under_day(each) for each in refused.faults]
        raise InvalidInput(refused.message, faults=faults) from None


def _under_day(found: Fault) -> Fault:
    if not found.where.startswith("/"):
        return found
    where = f"/day{found.where}".rstrip("/")
    return Fault(where=where, field=found.field, value=found.value, expected=found.expected)


def limit_faults(budget: BudgetIn, threads: int | None, world: World) -> list[Fault]:
    """Return what a search asks for beyond the limits of this server."""
    settings = world.settings
    return _beyond(
        ("/budget", "seconds", budget.seconds, settings.max_seconds),
        ("/", "threads", threads or 1, settings.threads),
    )


def _beyond_limits(asked: PlanIn, world: World) -> list[Fault]:
    settings, day = world.settings, asked.day
    too_many = _beyond(
        ("/day", "orders", len(day.stops), settings.max_stops),
        ("/day", "vehicles", len(day.vehicles), settings.max_vehicles),
        ("/day", "depots", len(day.depots), settings.max_vehicles),
    )
    return [*too_many, *limit_faults(asked.budget, asked.threads, world)]


def _beyond(*counted: tuple[str, str, float, float]) -> list[Fault]:
    return [
        fault(where, field, amount, f"at most {most:,} on this server")
        for where, field, amount, most in counted
        if amount > most
    ]


def _day(asked: PlanIn, world: World) -> tuple[date, list[Fault]]:
    faults, on = [], world.clock().date()
    try:
        on = on if asked.on is None else date.fromisoformat(asked.on)
    except ValueError:
        faults.append(fault("/", "on", asked.on, "a day of the calendar, such as 2026-11-23"))
    return on, [*faults, *_travel_faults(asked.travel, world)]


def _travel_faults(travel: str | None, world: World) -> Iterator[Fault]:
    if travel is not None and travel not in world.travel:
        names = ", ".join(world.travel)
        yield fault("/", "travel", travel, f"a travel source of this server: {names}")
