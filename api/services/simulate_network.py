"""Designs of a supply network lived through: read, joined with kernel and stock policies, simulated, kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from api.services.announce import Announce, say_nothing
from api.services.design_network import study_of
from api.services.last_mile import last_mile_of, regions_of
from api.services.named_designs import named_designs
from api.services.simulated_day import LastMileKind, Run, Setup
from api.services.simulation_digest import digest_of
from api.services.spread_days import Listener, Progress, Spread, live_days
from api.services.stock_levels import level_for
from core.clock import stopwatch
from core.errors import InvalidInput, Stopped, fault, refuse
from data.files import safe_file_name
from data.formats.design.read_simulation import SimulationTables, read_simulation, told_disruptions
from data.formats.simulation.days_file import keep_day, kept_days
from network.design.design import Design
from network.design.scenario import Change, applied
from network.design.study import Study
from network.simulation.day import Day
from network.simulation.demand import DemandModel, demand_model
from network.simulation.disruption import Disruption
from network.simulation.levels import levels_of
from network.simulation.order import State
from network.simulation.terms import Terms
from network.simulation.world import World

UNDISTURBED: Final = "undisturbed"
CHECKED_DAYS: Final = 30


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be simulated, as a person asks for it.

    designs
        files of designs, "best" or "as-is".
    scenarios
        of the table of disruptions; None for all of them.
    disruptions
        told in words, a scenario of their own.
    iterations
        plans that the kernel looks at for each site and day.
    seconds
        of the search for the best design, where one is asked for.
    """

    designs: Sequence[str] = ("best",)
    days: int = 90
    replications: int = 5
    seed: int = 0
    scenarios: Sequence[str] | None = None
    disruptions: Sequence[str] = ()
    last_mile: LastMileKind = "kernel"
    keep_stock: bool = True
    iterations: int = 500
    seconds: float = 60.0


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """Every day that was lived.

    whole
        whether all days that were asked for are there.
    """

    study: Study
    terms: Terms
    wish: Wish
    worlds: Mapping[tuple[str, str], World]
    days: Mapping[Run, Sequence[Day]] = field(repr=False)
    notes: tuple[str, ...]
    whole: bool
    seconds: float

    def runs(self, world: tuple[str, str]) -> dict[int, Sequence[Day]]:
        """Return the days of a design in a scenario, by replication: those lived to the end."""
        return {
            run.replication: days
            for run, days in self.days.items()
            if run.world == world and len(days) == self.terms.days
        }

    def every_day(self, world: tuple[str, str]) -> list[Day]:
        """Return every day of a design in a scenario."""
        return [day for run, days in self.days.items() if run.world == world for day in days]


def simulate_network(
    source: Path,
    wish: Wish,
    *,
    spread: Spread,
    map_file: Path | None = None,
    cache: Path | None = None,
    output: Path | None = None,
    changes: Sequence[Change] = (),
    progress: Listener = lambda _: True,
    announce: Announce = say_nothing,
) -> Simulated:
    """Live designs through in every scenario; the same seed gives the same days, wherever they are lived.

    output
        folder that keeps each day as it is done: whoever simulates the same into it goes on from there.
    changes
        to the study, as scenarios have them.
    """
    elapsed = stopwatch()
    study = study_of(source, map_file=map_file, cache=cache, announce=announce)
    study = applied(study, changes)
    tables = read_simulation(source, study, days=wish.days, seed=wish.seed, keep_stock=wish.keep_stock)
    scenarios = _scenarios(study, tables, wish)
    designs, notes = named_designs(
        study, wish.designs, seconds=wish.seconds, seed=wish.seed, folder=output, announce=announce
    )
    announce("working out demand and stock policies")
    worlds = _worlds(study, tables, designs, scenarios, wish)
    travel, travel_notes = last_mile_of(
        study, tables.vehicles, iterations=wish.iterations, map_file=map_file, cache=cache, announce=announce
    )
    setup = Setup(
        worlds=worlds,
        last_mile=travel,
        kind=wish.last_mile,
        regions=regions_of(study, designs, travel) if wish.last_mile == "estimate" else {},
        checked=_checked(wish.days),
    )
    announce("simulating")
    days, whole = _lived(setup, wish, spread, output, progress)
    notes = (*study.notes, *tables.notes, *notes, *travel_notes, *_own_notes(wish, whole=whole))
    return Simulated(
        study=study, terms=tables.terms, wish=wish, worlds=worlds, days=days,
        notes=tuple(dict.fromkeys(notes)), whole=whole, seconds=elapsed(),
    )  # fmt: skip


def _scenarios(study: Study, tables: SimulationTables, wish: Wish) -> dict[str, tuple[Disruption, ...]]:
    known = tables.scenarios
    names = known if wish.scenarios is None else wish.scenarios
    expected = f"a scenario of the table disruptions: {', '.join(known) or 'it has none'}; or {UNDISTURBED}"
    refuse(
        "There is no such scenario.",
        [
            fault("command", "--scenario", name, expected)
            for name in names
            if name not in known and name != UNDISTURBED
        ],
    )
    found = {UNDISTURBED: (), **{name: known[name] for name in names if name != UNDISTURBED}}
    told = told_disruptions(study, wish.disruptions)
    return {**found, "as asked": told} if told else found


def _worlds(
    study: Study,
    tables: SimulationTables,
    designs: Mapping[str, Design],
    scenarios: Mapping[str, tuple[Disruption, ...]],
    wish: Wish,
) -> dict[tuple[str, str], World]:
    model: DemandModel = demand_model(study, tables.terms, tables.variations, tables.seasons)
    routed = frozenset() if wish.last_mile == "lanes" else _warehouses(study)
    worlds = {}
    for name, design in designs.items():
        world = World(
            study=study, design=design, terms=tables.terms, demand=model, routed=routed, rules=tables.rules
        )
        if wish.keep_stock:
            world = replace(world, levels=levels_of(world, level_for))
        for scenario, disruptions in scenarios.items():
            worlds[name, scenario] = replace(world, disruptions=disruptions)
    return worlds


def _warehouses(study: Study) -> frozenset[str]:
    return frozenset(each.id for each in study.sites if each.kind == "warehouse")


def _checked(days: int) -> frozenset[int]:
    """Return 30 days, evenly over all, on which an estimate is set beside the kernel."""
    number = min(days, CHECKED_DAYS)
    return frozenset(k * days // number for k in range(number))


def _lived(
    setup: Setup, wish: Wish, spread: Spread, output: Path | None, progress: Listener
) -> tuple[dict[Run, list[Day]], bool]:
    """Live every run, going on from the days that the output folder keeps."""
    runs = [
        Run(design=design, scenario=scenario, replication=replication)
        for replication in range(wish.replications)
        for design, scenario in setup.worlds
    ]
    files = _files(runs, output)
    digests = {world: digest_of(setup, world) for world in setup.worlds} if output else {}
    days: dict[Run, list[Day]] = {run: [] for run in runs}
    left: dict[Run, tuple[State, int]] = {}
    for run in runs:
        state = State()
        if output is not None:
            days[run], state = kept_days(files[run], digests[run.world])
        left[run] = state, wish.days - len(days[run])

    def keep(run: Run, day: Day, state: State) -> None:
        days[run].append(day)
        if output is not None:
            keep_day(files[run], day, state)

    kept = sum(map(len, days.values()))
    total = len(runs) * wish.days

    def told(so_far: Progress) -> bool:
        return progress(replace(so_far, days=kept + so_far.days, of=total))

    whole = live_days(setup, left, spread, keep, told)
    if not any(days.values()):
        raise Stopped("Stopped before a day was simulated.")
    return days, whole


def _files(runs: Sequence[Run], output: Path | None) -> dict[Run, Path]:
    """Return where each run is kept: runs/DESIGN--SCENARIO--0001.jsonl."""
    if output is None:
        return {}
    names: dict[tuple[str, str], str] = {}
    for world in dict.fromkeys(run.world for run in runs):
        names[world] = safe_file_name("--".join(world), frozenset(names.values()))
    return {run: output / "runs" / f"{names[run.world]}--{run.replication + 1:04d}.jsonl" for run in runs}


def _own_notes(wish: Wish, *, whole: bool) -> tuple[str, ...]:
    found = []
    if wish.last_mile == "estimate":
        found.append(
            "The last mile is estimated by a formula, not routed; how far it is from the kernel is shown."
        )
    if wish.last_mile == "lanes":
        found.append("The last mile costs what lanes say; no vehicles were routed.")
    if not wish.keep_stock:
        found.append("No stock is kept: goods pass through sites as they are asked for.")
    if not whole:
        found.append(
            "Not every day was simulated; the same command with the same --output goes on from here."
        )
    return tuple(found)


def refuse_wish(wish: Wish) -> None:
    """Refuse numbers with which nothing can be simulated."""
    bounds = {"days": 3660, "replications": 10_000, "iterations": 10**8}
    found = [
        fault("command", f"--{name}", getattr(wish, name), f"a whole number from 1 to {most:,}")
        for name, most in bounds.items()
        if not 1 <= getattr(wish, name) <= most
    ]
    if not wish.designs:
        found.append(fault("command", "DESIGN", "nothing", "a file of a design, best, or as-is"))
    if found:
        raise InvalidInput("So nothing can be simulated.", faults=found)
