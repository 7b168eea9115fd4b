"""Every way to put one more stop, pair or alternative into a plan, by cost, exact under all rules.

A plan is prepared once; each question after that takes milliseconds. It may be about stops of the problem
that are left out, or about newcomers: stops that are in no problem yet, told with their travel to all places.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from core.errors import Fault, InvalidInput, fault, refuse
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from routing.amounts import in_order
from routing.cost import plan_cost, route_cost
from routing.excerpt import excerpt
from routing.fit import shortage
from routing.halts import HaltTimes, Insertion, Outline, halts_of
from routing.insertions import Block, blocks_of
from routing.kernel import _kernel
from routing.kernel.inserter import inserter
from routing.kernel.newcomers import kernel_newcomers, known_newcomer
from routing.newcomer import Newcomer, newcomer_faults, places_in
from routing.plan import Cost, Plan, Route
from routing.problem import Group, Problem
from routing.referee import violations
from routing.schedule import timed_route
from routing.trips import reload_at
from routing.written_insertions import WrittenInsertions

ALL = 2**62
_BY_THE_HOUR: Final = 3
"""Of so many of the cheapest by the slowest travel of the day the cheapest by the hour is taken."""
NO_COST = Cost()


def prepared(problem: Problem, plan: Plan) -> "Prepared":
    """Return `plan` made ready for questions about more stops.

    plan
        with the times and costs that `assemble` gives it. Where a route breaks a rule, only those insertions
        are found that mend it.
    """
    refuse("The plan does not belong to the problem.", list(_plan_faults(problem, plan)))
    return Prepared(problem, plan)


def _plan_faults(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield what a plan has that the problem has not, and what it has twice."""
    reloads = {reload_at(depot.id) for depot in problem.depots}
    vehicles = Counter(route.vehicle for route in plan.routes)
    entries = Counter(entry for route in plan.routes for entry in route.sequence)
    for vehicle, times in vehicles.items():
        if vehicle not in problem.vehicle or times > 1:
            yield fault("plan", "vehicle", vehicle, "vehicles of the problem, each with one route")
    for entry, times in entries.items():
        if entry not in reloads and (entry not in problem.stop or times > 1):
            yield fault("plan", "stop", entry, "stops of the problem, each visited once")


class _Answer(NamedTuple):
    """What the kernel found for one alternative, and the ids of its stops in the order of visits."""

    stops: tuple[str, ...]
    found: _kernel.Insertions
    newcomer: Newcomer | None


class Prepared:
    """A plan that can be asked where more stops fit; made by `prepared`."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem = problem
        self._inserter = inserter(problem, plan)
        self._routes = {route.vehicle: route for route in plan.routes}
        self._served = {stop for route in plan.routes for stop in route.stops}
        self._before = {route.vehicle: (route.duration, route.distance) for route in plan.routes}
        self._in_traffic = any(travel.timed for travel in problem.speeds.values())

    def insertions(
        self, new: str | Group | Newcomer, *, most: int | None = None, vehicles: frozenset[str] | None = None
    ) -> Sequence[Insertion]:
        """Return every way to put `new` into the plan, or the `most` cheapest, the cheapest first.

        Of equal cost the first vehicle comes first, then the place nearest to its start; where fewer vehicles
        count for more than cost, all that need no more vehicles come first. Of idle vehicles that differ only
        in their id the first is offered. Where a vehicle may reload, it may also do so right before the new
        stops, right after them, or both. Each insertion is written out when it is looked at.

        In traffic only places are found that the slowest travel of the day allows, and of them the `most`
        cheapest by it; their costs and times are those of the hour.

        new
            the id of a stop that is left out, which brings its pair or the sequence it is locked to; a group
            that is left out; or a newcomer.
        vehicles
            those that may serve it; None for all.
        """
        limit = ALL if most is None else most
        newcomer = new if isinstance(new, Newcomer) else None
        lines = self._inserter.lines_of(vehicles)
        answers = [
            _Answer(stops, self._inserter.kernel.find(asked, limit, lines), newcomer)
            for stops, asked in self._asked(new)
        ]
        found = WrittenInsertions(self._order(answers)[:limit], self._insertion)
        return self._of_the_hour(found) if self._in_traffic else found

    def question(self, newcomer: Newcomer) -> "Question":
        """Return a newcomer that is one stop made ready to be asked about, within any windows.

        Raises `InvalidInput` where it is not one stop, or does not fit the problem.
        """
        if len(newcomer.stops) != 1:
            several = [fault("newcomer", "stops", len(newcomer.stops), "one stop")]
            refuse("Only one stop can be asked about within any windows.", several)
        asked = [each for _, each in self._asked(newcomer)]
        return Question(newcomer, asked[0] if asked else None)

    def cheapest(
        self, question: "Question", windows: tuple[TimeWindow, ...], vehicles: frozenset[str] | None = None
    ) -> Outline | None:
        """Return the outline of the first of the `insertions` of a stop within other windows, or None."""
        if question.kernel is None:
            return None
        if self._in_traffic:
            ways = self.insertions(question.newcomer.within(windows), most=_BY_THE_HOUR, vehicles=vehicles)
            return self._outline_of(ways[0]) if ways else None
        open_then = [_kernel.Window(each.opens, each.closes) for each in in_order(windows)]
        asked, kernel = question.kernel.within(open_then), self._inserter.kernel
        found = kernel.find(asked, 1, self._inserter.lines_of(vehicles))
        if not len(found):
            return None
        raw, (begins, start, ends) = found[0], kernel.outline(found, 0)

        def write() -> Insertion:
            within = question.newcomer.within(windows)
            return self._insertion(_Answer((within.stops[0].id,), found, within), 0)

        vehicle = self._inserter.lines[raw.line]
        return self._outline(
            vehicle, start, raw.cost, lasts=ends - begins, distance=raw.distance, write=write
        )

    def _outline_of(self, insertion: Insertion) -> Outline:
        return self._outline(
            insertion.vehicle,
            insertion.new[0].start,
            insertion.cost.total,
            lasts=insertion.end - insertion.start,
            distance=insertion.distance,
            write=lambda: insertion,
        )

    def _outline(
        self,
        vehicle: str,
        start: int,
        cost: int,
        *,
        lasts: int,
        distance: int,
        write: Callable[[], Insertion],
    ) -> Outline:
        lasted, driven = self._before.get(vehicle, (0, 0))
        return Outline(
            vehicle=vehicle,
            start=Seconds(start),
            cost=Cents(cost),
            duration=Seconds(lasts - lasted),
            distance=Metres(distance - driven),
            new_route=vehicle not in self._routes,
            write=write,
        )

    def route(self, insertion: Insertion) -> Route:
        """Return the whole route of an insertion, with its loads, legs and breaks."""
        return timed_route(self._seen_from(insertion), insertion.vehicle, insertion.sequence)

    def _seen_from(self, insertion: Insertion) -> Problem:
        """Return a problem that knows the new stops."""
        if insertion.newcomer is None:
            return self._problem
        vehicle = self._problem.vehicle[insertion.vehicle]
        return excerpt(self._problem, vehicle, insertion.sequence, insertion.newcomer)

    def _asked(self, new: str | Group | Newcomer) -> Iterator[tuple[tuple[str, ...], _kernel.Newcomer]]:
        if isinstance(new, Newcomer):
            refuse("The newcomer does not fit the problem.", newcomer_faults(self._problem, new))
            if self._problem.vehicles:  # else the kernel knows no travel
                yield from kernel_newcomers(self._inserter.given, new, self._rows(new))
            return
        for blocks in self._left_out((new,) if isinstance(new, str) else new.stops):
            yield known_newcomer(self._inserter.given, blocks)

    def _rows(self, new: Newcomer) -> Sequence[_kernel.Rows]:
        """Return travel to new places as the kernel takes it."""
        if all(stop.location < places_in(self._problem) for stop in new.stops):
            return ()
        return self._inserter.rows_of(new.travel)

    def _left_out(self, alternatives: Sequence[str]) -> list[tuple[Block, ...]]:
        """Return what may be put in, one or the other, in blocks; refuse what is not there or is served."""
        expected = "a stop of the problem that is left out"
        unknown = [each for each in alternatives if each not in self._problem.stop]
        refuse("There is no such stop.", [fault("insertion", "stop", each, expected) for each in unknown])
        found = [blocks_of(self._problem, (each,)) for each in alternatives]
        needed = {stop for blocks in found for block in blocks for stop in block}
        groups = {self._problem.group_of[stop] for stop in needed if stop in self._problem.group_of}
        served = sorted(self._served & needed.union(*(group.stops for group in groups)))
        refuse("It is served already.", [fault("insertion", "stop", each, expected) for each in served])
        return found

    def _order(self, answers: Sequence[_Answer]) -> list[tuple[_Answer, int]]:
        """Return what was found for all alternatives, the cheapest first."""
        found = [(answer, number) for answer in answers for number in range(len(answer.found))]
        if len(answers) > 1:
            found.sort(key=lambda each: self._rank(each[0].found[each[1]]))
        return found

    def _rank(self, raw: _kernel.Insertion) -> tuple[int, ...]:
        idle = self._inserter.lines[raw.line] not in self._routes
        return idle and self._problem.fewest_vehicles, raw.cost, raw.line, raw.first, raw.second

    def _insertion(self, answer: _Answer, number: int) -> Insertion:
        """Return an insertion that the kernel found, written out."""
        raw, kernel = answer.found[number], self._inserter.kernel
        vehicle = self._problem.vehicle[self._inserter.lines[raw.line]]
        route = self._routes.get(vehicle.id)
        cost = route_cost(
            vehicle, distance=raw.distance, duration=raw.duration, driving=raw.driving, work=raw.work
        )
        times = kernel.times(answer.found, number)
        entries = self._inserter.sequence(kernel.visits(answer.found, number), answer.stops)
        moments = zip(entries, times.arrivals, times.starts, times.departures, strict=True)
        halts = tuple(map(HaltTimes._make, moments))
        return Insertion(
            vehicle=vehicle.id,
            stops=answer.stops,
            cost=cost - route.cost if route else cost,
            halts=halts,
            delays=_delays(route, halts),
            reloads=self._inserter.depots(raw.reload_before, raw.reload_after),
            new_route=route is None,
            start=Seconds(times.begin),
            end=Seconds(times.end),
            distance=Metres(raw.distance),
            newcomer=answer.newcomer,
        )

    def _of_the_hour(self, found: Sequence[Insertion]) -> tuple[Insertion, ...]:
        """Return insertions with the costs and times of the hour, without any that then break a rule."""
        order = {vehicle: number for number, vehicle in enumerate(self._problem.vehicle)}

        def rank(each: Insertion) -> tuple[int, ...]:
            idle = each.new_route and self._problem.fewest_vehicles
            return idle, each.cost.total, order[each.vehicle], *each.after

        return tuple(sorted(filter(None, map(self._retimed, found)), key=rank))

    def _retimed(self, insertion: Insertion) -> Insertion | None:
        problem, before = self._seen_from(insertion), self._routes.get(insertion.vehicle)
        if not shortage(problem, insertion.vehicle, insertion.sequence).nothing:
            return None
        route = timed_route(problem, insertion.vehicle, insertion.sequence)
        halts = halts_of(route)
        return replace(
            insertion,
            cost=route.cost - before.cost if before else route.cost,
            halts=halts,
            delays=_delays(before, halts),
            start=route.start,
            end=route.end,
            distance=route.distance,
        )


def _delays(route: Route | None, halts: Sequence[HaltTimes]) -> dict[str, Seconds]:
    """Return by how much later work begins at the stops of `route`."""
    before = {visit.stop: visit.start for visit in route.visits} if route else {}
    return {each.entry: Seconds(each.start - before[each.entry]) for each in halts if each.entry in before}


class Question(NamedTuple):
    """One stop that a plan can be asked about within any windows; made by `Prepared.question`.

    kernel
        None where no vehicle drives.
    """

    newcomer: Newcomer
    kernel: _kernel.Newcomer | None


def inserted(problem: Problem, plan: Plan, insertion: Insertion) -> Plan:
    """Return `plan` with an insertion made, passed by the referee.

    problem
        with the new stops: where they were a newcomer, the problem that it has become a part of.
    """
    route = timed_route(problem, insertion.vehicle, insertion.sequence)
    by_vehicle = {each.vehicle: each for each in (*plan.routes, route)}
    routes = tuple(by_vehicle[name] for name in problem.vehicle if name in by_vehicle)
    served = set(route.stops)
    served |= {
        other for stop in route.stops if stop in problem.group_of for other in problem.group_of[stop].stops
    }
    unserved = tuple(each for each in plan.unserved if each.stop not in served)
    made = replace(plan, routes=routes, unserved=unserved, cost=plan_cost(problem, routes, unserved))
    broken = violations(problem, made)
    if broken:
        raise InvalidInput(f"The insertion breaks {len(broken)} rules of the plan, first: {broken[0].text}")
    return made
