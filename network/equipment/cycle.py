"""One move of a forklift or crane: how long it takes on the mean, and drawn for a position by chance."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from network.equipment.catalogue import LIFT_WHILE_DRIVING, Forklift
from network.equipment.formulas.cycle_times import drive_time, reference_point_cycles
from network.equipment.formulas.distance import between_random, mean_depth_share, to_any_position
from network.equipment.storage import Storage
from network.equipment.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What a cycle is made of.

    across_mm
        how wide the racks are along the docks; 0 where nobody drives across them.
    fetches
        whether each cycle begins at the docks, in the middle of that width; else it goes on where it was.
    before_mm
        way between the docks and the racks, both times.
    run_mm
        length of the racks along their aisles; 0 where pallets are handed over before them.
    depth_share
        how deep into the run the mean move goes, 0 to 1.
    dual_share
        share of cycles that bring one pallet and take another; only where lifting goes on while driving.
    wait_s
        what each move waits for the rack.
    """

    forklift: Forklift
    across_mm: int
    fetches: bool
    before_mm: int
    run_mm: int
    levels: int
    pitch_mm: int
    depth_share: float = 0.5
    dual_share: float = 0.0
    wait_s: int = 0

    @property
    def together(self) -> bool:
        """Whether it lifts while it drives."""
        return self.forklift.kind in LIFT_WHILE_DRIVING


def storing_cycle(warehouse: Warehouse, storage: Storage, *, direct: bool) -> Cycle:
    """Return the cycle of the forklift that serves the racks.

    direct
        whether it drives from the docks; else somebody hands the pallets over at the racks.
    """
    dual = warehouse.terms.dual_percent / 100 if storage.storer.kind in LIFT_WHILE_DRIVING else 0.0
    stays = storage.storer.kind == "crane" or storage.aisles == 1
    return Cycle(
        forklift=storage.storer,
        across_mm=storage.extent_mm if direct or not stays else 0,
        fetches=direct,
        before_mm=storage.racks_from_mm if direct else 0,
        run_mm=storage.run_mm,
        levels=storage.levels.count,
        pitch_mm=storage.levels.pitch_mm,
        depth_share=depth_share(warehouse),
        dual_share=dual,
        wait_s=storage.rack.wait_s,
    )


def bringing_cycle(storage: Storage, mover: Forklift) -> Cycle:
    """Return the cycle of who carries pallets between the docks and the racks."""
    return Cycle(
        forklift=mover,
        across_mm=storage.extent_mm,
        fetches=True,
        before_mm=storage.racks_from_mm,
        run_mm=0,
        levels=1,
        pitch_mm=0,
    )


def depth_share(warehouse: Warehouse) -> float:
    """Return how deep the mean move goes: half-way at random, less where fast movers stand in front."""
    if warehouse.terms.placement == "random":
        return 0.5
    space = [float(each.stock) for each in warehouse.skus]
    return mean_depth_share(space, [each.moves for each in warehouse.skus])


def mean_s(cycle: Cycle) -> float:
    """Return the mean seconds that one pallet keeps a forklift busy."""
    forklift = cycle.forklift
    if cycle.together:
        single, dual = reference_point_cycles(
            cycle.run_mm * 2 * cycle.depth_share,
            (cycle.levels - 1) * cycle.pitch_mm,
            forklift.drive_mm_s,
            forklift.lift_mm_s,
            forklift.handle_s,
            acceleration=forklift.drive_mm_s2,
            lift_acceleration=forklift.lift_mm_s2,
        )
        whole = (1 - cycle.dual_share) * single + cycle.dual_share * dual + _drive(cycle, _change_mm(cycle))
        return whole / (1 + cycle.dual_share) + cycle.wait_s
    way = to_any_position(
        cycle.across_mm if cycle.fetches else 0, cycle.run_mm, depth_share=cycle.depth_share
    )
    driving = 2 * _drive(cycle, way + cycle.before_mm) + _drive(cycle, _change_mm(cycle))
    lifting = 2 * _lift(cycle, (cycle.levels - 1) * cycle.pitch_mm / 2)
    return (driving + lifting + 2 * forklift.handle_s) / _trip(cycle) + cycle.wait_s


def draw_s(cycle: Cycle, random: np.random.Generator) -> float:
    """Return the seconds that a pallet for a position drawn by chance keeps a forklift busy."""
    if cycle.together:
        return _draw_together(cycle, random)
    across = abs(random.random() - 0.5) * cycle.across_mm if cycle.fetches else 0.0
    way = cycle.before_mm + across + _draw_depth(cycle, random)
    lift = _lift(cycle, int(random.integers(cycle.levels)) * cycle.pitch_mm)
    driving = 2 * _drive(cycle, way) + _drive(cycle, _draw_change(cycle, random))
    handling = 2 * cycle.forklift.handle_s
    return (driving + 2 * lift + handling) / _trip(cycle) + cycle.wait_s


def _draw_together(cycle: Cycle, random: np.random.Generator) -> float:
    """Return the seconds of a move in a single cycle, or half of those of a dual one."""
    there, other = _position(cycle, random), _position(cycle, random)
    handle, change = cycle.forklift.handle_s, _drive(cycle, _draw_change(cycle, random))
    dual = random.random() < 2 * cycle.dual_share / (1 + cycle.dual_share)
    if not dual:
        return 2 * _between(cycle, (0.0, 0.0), there) + 2 * handle + change + cycle.wait_s
    ways = _between(cycle, (0.0, 0.0), there) + _between(cycle, there, other)
    return (ways + _between(cycle, other, (0.0, 0.0)) + 4 * handle + change) / 2 + cycle.wait_s


def _position(cycle: Cycle, random: np.random.Generator) -> tuple[float, float]:
    return _draw_depth(cycle, random), int(random.integers(cycle.levels)) * float(cycle.pitch_mm)


def _between(cycle: Cycle, one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(_drive(cycle, abs(one[0] - other[0])), _lift(cycle, abs(one[1] - other[1])))


def _draw_depth(cycle: Cycle, random: np.random.Generator) -> float:
    """Return how far along the run a move goes; u^s is even for s = 1 and has the mean 1 / (1 + s)."""
    bend = 1 / max(cycle.depth_share, 1e-3) - 1
    return float(cycle.run_mm * random.random() ** bend)


def _change_mm(cycle: Cycle) -> float:
    """Return the mean way to another aisle of who does not come from the docks."""
    return 0.0 if cycle.fetches else between_random(cycle.across_mm)


def _draw_change(cycle: Cycle, random: np.random.Generator) -> float:
    if cycle.fetches or not cycle.across_mm:
        return 0.0
    return float(abs(random.random() - random.random()) * cycle.across_mm)


def _drive(cycle: Cycle, distance_mm: float) -> float:
    return drive_time(distance_mm, cycle.forklift.drive_mm_s, cycle.forklift.drive_mm_s2)


def _lift(cycle: Cycle, height_mm: float) -> float:
    return drive_time(height_mm, cycle.forklift.lift_mm_s, cycle.forklift.lift_mm_s2)


def _trip(cycle: Cycle) -> int:
    return cycle.forklift.pallets_per_trip


def spread(cycle: Cycle, random: np.random.Generator, draws: int = 400) -> float:
    """Return the standard deviation of a move over its mean, from some draws."""
    found = [draw_s(cycle, random) for _ in range(draws)]
    mean = sum(found) / draws
    return sqrt(sum((each - mean) ** 2 for each in found) / draws) / mean if mean else 0.0
