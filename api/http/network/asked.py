"""What planners ask about a supply network, as JSON."""

from typing import Annotated, Literal

from pydantic import Field

from api.http.world import World
from api.services.simulated_day import LastMileKind
from core.errors import Fault, fault
from data.formats.problem_json.models import Model
from network.design.scenario import ChangeKind
from network.design.search.goal import Goal

_NAME = Field(max_length=200)
_Words = Annotated[list[Annotated[str, _NAME]], Field(max_length=200)]
_Sought = Literal["best", "as-is"]
_Seconds = Annotated[float, Field(gt=0, le=86_400)]


def _best() -> list[_Sought]:
    return ["best"]


class ChangeIn(Model):
    """One value of the study changed, as in the table of scenarios.

    target: what the change is about; left out for all, where that can be. value: percent of what it was, or
    the new value of a limit as its table has it: percent of demand, money in the currency.
    """

    change: ChangeKind
    target: Annotated[str, _NAME] = ""
    value: Annotated[float, Field(ge=0, le=1e12)] = 100.0


_Changes = Annotated[list[ChangeIn], Field(max_length=1_000)]


class AskedIn(Model):
    """What every question may say.

    seed: what chance begins with. threads: of the search, one for each of the worker's cores where it is left
    out. travel: name of a travel source; the server's first where it is left out.
    """

    seed: Annotated[int, Field(ge=0, le=10**9)] = 0
    threads: Annotated[int, Field(ge=1, le=1_000)] | None = None
    travel: Annotated[str, _NAME] | None = None


class DesignIn(AskedIn):
    """Sites, sizes and flows at the least cost.

    seconds: of the search. changes: to the study before it is designed. pictures: whether maps and charts are
    drawn besides the report.
    """

    seconds: _Seconds = 60
    changes: _Changes = Field(default_factory=list)
    pictures: bool = True


class CompareIn(AskedIn):
    """The network as it is, at its best and in scenarios, side by side.

    seconds: for each design. scenarios: of the study's table; all where it is left out. sites: also with each
    open site closed and each closed one open: why this site, and what it would take.
    """

    seconds: _Seconds = 30
    scenarios: _Words | None = None
    sites: bool = False


class CaseIn(Model):
    """One case of a sweep: the study with changes."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    changes: _Changes = Field(default_factory=list)


class SweepIn(AskedIn):
    """Many cases designed side by side, by any number of workers; seconds: for each."""

    cases: Annotated[list[CaseIn], Field(min_length=1, max_length=1_000)]
    seconds: _Seconds = 30


class ParetoIn(AskedIn):
    """Designs of which none is cheaper and better at once; seconds: for all together."""

    against: Goal = "service"
    points: Annotated[int, Field(ge=2, le=200)] = 8
    seconds: _Seconds = 120


class TornadoIn(AskedIn):
    """What moves the least cost most, each input `percent` lower and higher; seconds: for all together."""

    percent: Annotated[float, Field(ge=0.1, le=99)] = 20.0
    seconds: _Seconds = 180


class ViewIn(AskedIn):
    """What a network hangs on and can bear.

    design: an operation that designed it; everything that may stand where it is left out. period: the last
    where it is left out. removals: sites or lanes gone at once at most. draws: sets drawn by chance of each
    number.
    """

    design: Annotated[str, _NAME] | None = None
    period: Annotated[str, _NAME] | None = None
    removals: Annotated[int, Field(ge=0, le=20)] = 3
    draws: Annotated[int, Field(ge=1, le=10_000)] = 100
    seconds: _Seconds = 60


class SimulateIn(AskedIn):
    """Designs lived through day by day.

    designs: sought before, within `seconds` each. design: an operation that designed or compared; its designs
    are simulated as well. scenarios: of the table of disruptions; all where it is left out. disruptions: told
    as KIND,TARGET,FROM_DAY,DAYS,VALUE, such as site-down,FON,20,7. iterations: plans that the kernel looks at
    for each site and day.
    """

    designs: Annotated[list[_Sought], Field(max_length=2)] = Field(default_factory=_best)
    design: Annotated[str, _NAME] | None = None
    changes: _Changes = Field(default_factory=list)
    days: Annotated[int, Field(ge=1, le=3_660)] = 90
    replications: Annotated[int, Field(ge=1, le=10_000)] = 5
    scenarios: _Words | None = None
    disruptions: _Words = Field(default_factory=list)
    last_mile: LastMileKind = "kernel"
    keep_stock: bool = True
    iterations: Annotated[int, Field(ge=1, le=10**8)] = 500
    seconds: _Seconds = 60


def limit_faults(seconds: float, threads: int | None, travel: str | None, world: World) -> list[Fault]:
    """Return what a question asks for beyond what this server gives."""
    settings, found = world.settings, []
    if seconds > settings.max_seconds:
        found.append(fault("/", "seconds", seconds, f"at most {settings.max_seconds:,} on this server"))
    if (threads or 1) > settings.threads:
        found.append(fault("/", "threads", threads, f"at most {settings.threads} on this server"))
    if travel is not None and travel not in world.travel:
        names = ", ".join(world.travel)
        found.append(fault("/", "travel", travel, f"a travel source of this server: {names}"))
    return found
