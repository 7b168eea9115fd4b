"""Names in a plan file that its problem has not, and places on a route that the route has not."""

from collections.abc import Iterator, Sequence

from core.errors import Fault, fault
from data.formats.plan_json.models import PlanModel
from data.formats.plan_json.route_models import ReloadBase, RouteModel, UntimedRouteModel
from routing.problem import Problem
from routing.trips import MARK


def reference_faults(model: PlanModel, problem: Problem) -> Iterator[Fault]:
    """Yield every name that the problem has not, vehicles with two routes, and snaps that are no places'."""
    seen: set[str] = set()
    for k, route in enumerate(model.routes):
        where = f"/routes/{k}"
        if route.vehicle not in problem.vehicle:
            yield fault(where, "vehicle", route.vehicle, "the id of a vehicle of the problem")
        elif route.vehicle in seen:
            yield fault(where, "vehicle", route.vehicle, "a vehicle that has no route yet")
        seen.add(route.vehicle)
        yield from _visits(route, where, problem)
        yield from _reloads(route, where, problem)
        yield from _breaks(route, where, problem)
    for k, each in enumerate(model.unserved):
        if each.stop not in problem.stop:
            yield fault(f"/unserved/{k}", "stop", each.stop, "the id of a stop of the problem")
    if model.snaps and len(model.snaps) != len(problem.places):
        expected = f"{len(problem.places)}, one per place, or none"
        yield fault("/", "snaps", f"{len(model.snaps)} snaps", expected)


def _visits(route: RouteModel | UntimedRouteModel, where: str, problem: Problem) -> Iterator[Fault]:
    for n, visit in enumerate(route.visits):
        stop = visit if isinstance(visit, str) else visit.stop
        reload = isinstance(visit, str) and stop.removeprefix(MARK) in problem.depot and stop[:1] == MARK
        if stop not in problem.stop and not reload:
            yield fault(f"{where}/visits/{n}", "stop", stop, "the id of a stop of the problem")


def _reloads(route: RouteModel | UntimedRouteModel, where: str, problem: Problem) -> Iterator[Fault]:
    reloads: Sequence[ReloadBase] = route.reloads
    for n, reload in enumerate(reloads):
        if reload.depot not in problem.depot:
            expected = "the id of a depot of the problem"
            yield fault(f"{where}/reloads/{n}", "depot", reload.depot, expected)
        yield from _after(f"{where}/reloads/{n}", reload.after, len(route.visits))


def _breaks(route: RouteModel | UntimedRouteModel, where: str, problem: Problem) -> Iterator[Fault]:
    """Yield breaks that the vehicle has not; those of a route edited by hand are placed anew anyhow."""
    vehicle = problem.vehicle.get(route.vehicle)
    if vehicle is None or isinstance(route, UntimedRouteModel):
        return
    known = [each.id for each in vehicle.breaks]
    for n, taken in enumerate(route.breaks):
        if taken.break_id not in known:
            expected = f"a break of the vehicle: {', '.join(known) or 'it has none'}"
            yield fault(f"{where}/breaks/{n}", "break", taken.break_id, expected)
        yield from _after(f"{where}/breaks/{n}", taken.after, len(route.visits))


def _after(where: str, after: int, visits: int) -> Iterator[Fault]:
    if after > visits:
        yield fault(where, "after", after, f"at most {visits}, the visits of the route")
