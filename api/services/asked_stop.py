"""One stop that a live plan is asked about: made ready once, asked for as many windows as there are slots."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from api.services.live_plan import Crew, LivePlan, Part, point_of, stop_at
from core.window import TimeWindow
from orders.holds.promised_stop import PromisedStop
from routing.halts import Outline
from routing.insertion import Question
from routing.newcomer import Newcomer, TravelRows

Windows = tuple[TimeWindow, ...]


class AskedStop:
    """A stop at one place, with one load, from one warehouse; its own windows do not count."""

    def __init__(self, plan: LivePlan, stop: PromisedStop) -> None:
        self.plan, self.stop = plan, stop
        self._load = plan.load_of(stop)
        self._location = plan.base.ways.known(stop.place)

    @cached_property
    def crew(self) -> Crew:
        """Who may serve it."""
        return self.plan.crew(self.stop.warehouse)

    @cached_property
    def why_nobody(self) -> str:
        """Why no vehicle could bring it at any time, or ""."""
        crew, stop = self.crew, self.stop
        where = f" from {stop.warehouse}" if stop.warehouse else ""
        if crew.all_gone:
            return f"All vehicles{where} have left already."
        if not crew.kinds:
            where = f" starts at {stop.warehouse}" if stop.warehouse else " drives"
            return f"No vehicle of that day's plan{where}."
        able = [capacity for skills, capacity in crew.kinds if stop.skills <= skills]
        if not able:
            return f"No vehicle of that day's plan has what it needs: {', '.join(sorted(stop.skills))}."
        if not any(all(a <= b for a, b in zip(self._load, capacity, strict=False)) for capacity in able):
            return "It is more than any vehicle of that day's plan can carry."
        return ""

    def cheapest(self, windows: Windows) -> Outline | None:
        """Return the cheapest way to put it into the plan within some windows, or None."""
        ways = list(self._ways(windows))
        if len(ways) < 2:
            return ways[0] if ways else None
        few, order = self.plan.problem.fewest_vehicles, self.plan.order

        def rank(each: Outline) -> tuple[bool, int, int]:
            return few and each.new_route, each.cost, order[each.vehicle]

        return min(ways, key=rank)

    def _ways(self, windows: Windows) -> Iterator[Outline]:
        """Yield the cheapest way among the vehicles that drive as planned, and of each part that does not."""
        base = self.plan.base
        found = base.asked.cheapest(self._question, windows, self.crew.unchanged)
        if found is not None:
            yield found
        for part, question in self._questions:
            found = part.asked.cheapest(question, windows, self.crew.vehicles)
            if found is not None:
                yield found

    @cached_property
    def _question(self) -> Question:
        base, location = self.plan.base, self._location
        row = len(base.problem.places) if location is None else location
        travel = base.ways.rows(self.stop.place) if location is None else {}
        newcomer = Newcomer(stops=(stop_at(self.stop, row, self._load),), travel=travel)
        return base.asked.question(newcomer)

    @cached_property
    def _questions(self) -> list[tuple[Part, Question]]:
        ours = self.crew.vehicles
        return [
            (part, part.asked.question(self._newcomer(part)))
            for part in self.plan.parts
            if ours is None or ours & part.vehicles
        ]

    def _newcomer(self, part: Part) -> Newcomer:
        row = part.rows.get(point_of(self.stop.place))
        if row is None and self._location in part.locations:
            row = part.locations.index(self._location)
        rows: Mapping[str, TravelRows] = {}
        if row is None:
            row = len(part.locations) + len(part.places)
            rows = self.plan.rows(part, self.stop.place)
        return Newcomer(stops=(stop_at(self.stop, row, self._load),), travel=rows)
