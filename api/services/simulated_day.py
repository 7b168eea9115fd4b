"""One day of one run: what any process needs to live it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

from api.services.route_days import LastMile
from network.simulation.day import Day
from network.simulation.driven import Deliver, Driven, Round
from network.simulation.estimate import Region, estimated
from network.simulation.live import live_day
from network.simulation.order import State
from network.simulation.world import World

LastMileKind = Literal["kernel", "estimate", "lanes"]
"""How the last mile is driven: routed by the kernel, estimated by formula, or paid as lanes say."""

LAST_MILE_KINDS: tuple[LastMileKind, ...] = get_args(LastMileKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A design in a scenario, with the draws of one replication, counted from 0."""

    design: str
    scenario: str
    replication: int

    @property
    def world(self) -> tuple[str, str]:
        """Which world it lives in."""
        return self.design, self.scenario


@dataclass(frozen=True, kw_only=True, eq=False)
class Setup:
    """All worlds of a simulation and how their last mile is driven.

    regions
        of estimates, by design and site.
    checked
        days of the first replication on which estimates are set beside the kernel.
    """

    worlds: Mapping[tuple[str, str], World]
    last_mile: LastMile
    kind: LastMileKind
    regions: Mapping[str, Mapping[str, Region]]
    checked: frozenset[int]

    @cached_property
    def estimates(self) -> Mapping[str, Deliver]:
        """What estimates the last mile, by design."""
        last = self.last_mile
        return {
            name: estimated(regions, last.vehicles, last.products) for name, regions in self.regions.items()
        }

    def deliver(self, run: Run, asked: Round) -> Driven:
        """Drive the last mile of a site on a day."""
        if self.kind == "kernel":
            return self.last_mile.deliver(asked)
        found = self.estimates[run.design](asked)
        if run.replication == 0 and asked.day in self.checked:
            return replace(found, check=self.last_mile.deliver(asked))
        return found


def live(setup: Setup, run: Run, state: State) -> tuple[State, Day]:
    """Live the next day of a run."""
    return live_day(setup.worlds[run.world], run.replication, state, lambda asked: setup.deliver(run, asked))
