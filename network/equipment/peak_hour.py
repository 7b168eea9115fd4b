"""The peak hour played through event by event: who waits how long, beside what formulas say."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np
import scipy
import simpy

from network.equipment.combination import Combination, Resource, Stage
from network.equipment.cycle import draw_s, spread
from network.equipment.formulas.queueing import mean_wait, wait_not_exceeded
from network.equipment.units import HOUR_S
from network.equipment.warehouse import Warehouse

WARM_UP_S = HOUR_S
"""The hour before the peak is played too, as busy as the peak, so that nobody finds everything empty."""

SHOWN_SHARE = 0.95
CLOSE_S = 10.0
"""A formula that is off by less is said to agree, whatever the interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over replications and the half width of its 95 % confidence interval."""

    mean: float
    half_width: float

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.mean - self.half_width

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.mean + self.half_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One kind of unit in the peak hour.

    wait_s, wait95_s, utilisation
        as simulated; `wait95_s` is what 95 of 100 do not exceed.
    formula_wait_s, formula_wait95_s
        of the queue M/G/c; infinite where the units could not keep up for ever.
    """

    stage: Stage
    id: str
    units: int
    served: int
    wait_s: Estimate
    wait95_s: Estimate
    utilisation: Estimate
    formula_utilisation: float
    formula_wait_s: float
    formula_wait95_s: float

    @property
    def agrees(self) -> bool:
        """Whether the formula of the mean wait lies within the interval, or ten seconds from the mean."""
        off = abs(self.formula_wait_s - self.wait_s.mean)
        return off <= max(self.wait_s.half_width, CLOSE_S)

    @property
    def why(self) -> str:
        """What the formula leaves out that explains the difference; "" where they agree."""
        if self.agrees:
            return ""
        if self.formula_wait_s == float("inf"):
            return "more comes than the units can do; the formula waits for ever, the hour ends"
        if self.formula_wait_s < self.wait_s.mean:
            return "pallets come in the rhythm of lorries, not one by one as the formula has it"
        return "an hour is too short for the queue of the formula, or what comes is evened out before"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeakHour:
    """All queues of the peak hour."""

    replications: int
    seed: int
    queues: tuple[Queue, ...]


@dataclass(slots=True, kw_only=True)
class _Server:
    """Units under simulation, with what they did in the hour that counts.

    rate
        what comes in that hour, on the mean.
    groups
        one queue for all units; or, where units stay in their aisles, one for each.
    """

    resource: Resource
    rate: float
    groups: list[simpy.Resource]
    draw: Callable[[], float]
    waits: list[float] = field(default_factory=list)
    busy_s: float = 0.0


def simulate_peak_hour(
    warehouse: Warehouse, combination: Combination, *, replications: int = 30, seed: int = 0
) -> PeakHour:
    """Play the peak hour of a combination.

    Lorries come by chance (Poisson) and take a door; each hands over, or asks for, one pallet after the other
    as it is unloaded or loaded. A pallet that comes is brought to the racks and stored; one that goes is
    taken out and brought to the docks. Cycle times are those of positions drawn by chance. Pallets of no
    lorry come by chance one by one.
    """
    runs = [
        _run(warehouse, combination, np.random.default_rng([seed, number])) for number in range(replications)
    ]
    stages = list(runs[0])
    random = np.random.default_rng([seed, replications])
    return PeakHour(
        replications=replications,
        seed=seed,
        queues=tuple(
            _queue([run[stage] for run in runs], _spread(combination, stage, random)) for stage in stages
        ),
    )


def _spread(combination: Combination, stage: Stage, random: np.random.Generator) -> float:
    cycle = combination.cycles.get(stage)
    return 0.0 if cycle is None else spread(cycle, random)


def _run(warehouse: Warehouse, combination: Combination, random: np.random.Generator) -> dict[Stage, _Server]:
    environment = simpy.Environment()
    servers: dict[Stage, _Server] = {
        each.stage: _server(environment, warehouse, combination, each, random)
        for each in combination.resources
        if each.stage in ("storing", "bringing", "doors")
    }
    world = _World(environment=environment, servers=servers, random=random)
    hour, share = warehouse.peak_hour, warehouse.peak_share
    for inbound, pallets, lorries in (
        (True, hour.pallets_in, hour.lorries_in),
        (False, hour.pallets_out, hour.lorries_out),
    ):
        way: tuple[Stage, ...] = ("bringing", "storing") if inbound else ("storing", "bringing")
        if pallets:
            environment.process(_arrivals(world, way, pallets * share, lorries * share))
    environment.run()
    return servers


def _server(
    environment: simpy.Environment,
    warehouse: Warehouse,
    combination: Combination,
    resource: Resource,
    random: np.random.Generator,
) -> _Server:
    cycle = combination.cycles.get(resource.stage)
    groups, size = (resource.units, 1) if resource.captive else (1, resource.units)
    lorries = warehouse.peak_hour.lorries * warehouse.peak_share
    return _Server(
        resource=resource,
        rate=lorries if resource.stage == "doors" else resource.rate,
        groups=[simpy.Resource(environment, capacity=size) for _ in range(groups)],
        draw=(lambda: resource.cycle_s) if cycle is None else (lambda: draw_s(cycle, random)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    environment: simpy.Environment
    servers: dict[Stage, _Server]
    random: np.random.Generator


def _arrivals(
    world: _World, way: tuple[Stage, ...], pallets: float, lorries: float
) -> Generator[Any, Any, None]:
    """Let lorries come, or pallets alone where no lorries are told of or no doors are there."""
    by_lorry = bool(lorries) and "doors" in world.servers
    rate = lorries if by_lorry else pallets
    load = pallets / lorries if by_lorry else 0.0
    while True:
        yield world.environment.timeout(world.random.exponential(HOUR_S / rate))
        if world.environment.now >= WARM_UP_S + HOUR_S:
            return  # whoever came before is still served, so that no long wait goes uncounted
        going = _lorry(world, way, load) if by_lorry else _pallet(world, way)
        world.environment.process(going)


def _lorry(world: _World, way: tuple[Stage, ...], load: float) -> Generator[Any, Any, None]:
    """Hold a door for the whole turn, and let pallets begin their way evenly within it."""
    door = world.servers["doors"]
    count = int(load) + (world.random.random() < load - int(load))
    asked = world.environment.now
    with _group(world, door).request() as request:
        yield request
        _note_wait(world, door, asked)
        turn = door.resource.cycle_s
        started = world.environment.now
        for _ in range(count):
            world.environment.process(_pallet(world, way))
            yield world.environment.timeout(turn / count)
        if not count:
            yield world.environment.timeout(turn)
        _note_busy(door, started, world.environment.now)


def _pallet(world: _World, way: tuple[Stage, ...]) -> Generator[Any, Any, None]:
    """Take a pallet from one stage to the next, waiting for a unit at each."""
    for stage in way:
        server = world.servers.get(stage)
        if server is None:
            continue
        asked = world.environment.now
        with _group(world, server).request() as request:
            yield request
            _note_wait(world, server, asked)
            needed = server.draw()
            _note_busy(server, world.environment.now, world.environment.now + needed)
            yield world.environment.timeout(needed)


def _group(world: _World, server: _Server) -> simpy.Resource:
    """Return the queue to stand in: that of the aisle which chance has chosen, where units stay in aisles."""
    return server.groups[int(world.random.integers(len(server.groups)))]


def _note_wait(world: _World, server: _Server, asked: float) -> None:
    if WARM_UP_S <= asked < WARM_UP_S + HOUR_S:
        server.waits.append(world.environment.now - asked)


def _note_busy(server: _Server, begins: float, ends: float) -> None:
    end = WARM_UP_S + HOUR_S
    server.busy_s += max(0.0, min(ends, end) - min(max(begins, WARM_UP_S), end))


def _queue(runs: list[_Server], service_cv: float) -> Queue:
    resource = runs[0].resource
    queues = len(runs[0].groups)
    rate, units = runs[0].rate / HOUR_S / queues, resource.units // queues
    waits = [float(np.mean(each.waits)) for each in runs if each.waits]
    late = [float(np.quantile(each.waits, SHOWN_SHARE)) for each in runs if each.waits]
    busy = [each.busy_s / HOUR_S / resource.units for each in runs]
    return Queue(
        stage=resource.stage,
        id=resource.id,
        units=resource.units,
        served=sum(len(each.waits) for each in runs),
        wait_s=estimate(waits),
        wait95_s=estimate(late),
        utilisation=estimate(busy),
        formula_utilisation=runs[0].rate / HOUR_S * resource.cycle_s / resource.units,
        formula_wait_s=mean_wait(rate, resource.cycle_s, units, service_cv=service_cv),
        formula_wait95_s=wait_not_exceeded(rate, resource.cycle_s, units, SHOWN_SHARE, service_cv=service_cv),
    )


def estimate(values: list[float]) -> Estimate:
    """Return the mean and the half width of its 95 % interval (Student's t over independent replications)."""
    if not values:
        return Estimate(mean=0.0, half_width=0.0)
    mean = float(np.mean(values))
    if len(values) < 2:
        return Estimate(mean=mean, half_width=float("inf"))
    error = float(np.std(values, ddof=1)) / sqrt(len(values))
    return Estimate(mean=mean, half_width=float(scipy.stats.t.ppf(0.975, len(values) - 1)) * error)
