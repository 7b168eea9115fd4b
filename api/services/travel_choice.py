"""Which travel source a person asked for, and opening it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from api.services.announce import Announce, say_nothing
from api.services.given_files import refuse_missing
from core.errors import Fault, InvalidInput, fault, refuse
from routing.day import DayInput
from routing.travel.fallback import with_fallback
from routing.travel.given_matrix import given_matrix
from routing.travel.http_source import http_client
from routing.travel.osrm import Osrm, OsrmSettings
from routing.travel.roads.profile import read_speed_table
from routing.travel.roads.streets import RoadSource, open_streets
from routing.travel.roads.traffic import read_traffic
from routing.travel.server_file import open_servers, read_servers
from routing.travel.source import TravelSource
from routing.travel.straight_line import StraightLine
from routing.travel.valhalla import Valhalla, ValhallaSettings


@dataclass(frozen=True, kw_only=True)
class TravelChoice:
    """A travel source by its settings: exactly one of map, matrix, servers and straight line.

    map_file, speeds, traffic
        an OpenStreetMap extract, changes to its speeds, and speeds by time of day.
    matrix, matrix_distances
        a given matrix: .npz, or CSV of durations and CSV of distances.
    osrm, valhalla, servers
        address of a server, or a file that says which server serves which vehicle profile.
    straight_line
        estimates from straight lines.
    fallback
        whether estimates, flagged in the plan, may stand in for a server that fails.
    """

    map_file: Path | None = None
    speeds: Path | None = None
    traffic: Path | None = None
    matrix: Path | None = None
    matrix_distances: Path | None = None
    osrm: str | None = None
    valhalla: str | None = None
    servers: Path | None = None
    straight_line: bool = False
    fallback: bool = False
    cache: Path | None = None

    def __post_init__(self) -> None:
        given = [
            name
            for name, value in (
                ("--map", self.map_file),
                ("--matrix", self.matrix),
                ("--osrm", self.osrm),
                ("--valhalla", self.valhalla),
                ("--servers", self.servers),
                ("--straight-line", self.straight_line),
            )
            if value
        ]
        faults = list(_lost_options(self))
        if len(given) != 1:
            expected = "exactly one of --map, --matrix, --osrm, --valhalla, --servers, --straight-line"
            faults.insert(0, fault("command", "travel source", " and ".join(given) or "none", expected))
        refuse("It is not clear where travel times come from.", faults)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it names."""
        named = (
            self.map_file,
            self.speeds,
            self.traffic,
            self.matrix,
            self.matrix_distances,
            self.servers,
        )
        return tuple(path for path in named if path is not None)


def _lost_options(choice: TravelChoice) -> Iterator[Fault]:
    """Yield a fault for each option that would have no effect: whoever gave it expects one."""
    a_server = choice.osrm or choice.valhalla or choice.servers
    for name, value, needs, there in (
        ("--speeds", choice.speeds, "--map", choice.map_file),
        ("--traffic", choice.traffic, "--map", choice.map_file),
        ("--matrix-distances", choice.matrix_distances, "--matrix", choice.matrix),
        ("--fallback", choice.fallback, "--osrm, --valhalla or --servers", a_server),
    ):
        if value and not there:
            yield fault("command", name, "given", f"{needs} beside it")


def cache_folder(given: Path | None = None) -> Path:
    """Return where prepared maps are kept: the folder given, or the user's cache."""
    return given or user_cache_path("roundsman")


def streets_of(choice: TravelChoice, announce: Announce = say_nothing) -> RoadSource:
    """Open the street map that was chosen."""
    if choice.map_file is None:
        raise InvalidInput(
            "This needs a street map.", faults=[fault("command", "--map", "nothing", "a file")]
        )
    refuse_missing(choice.files)
    announce(f"opening {choice.map_file.name}")
    return open_streets(
        choice.map_file,
        "van",
        cache=cache_folder(choice.cache),
        speeds=None if choice.speeds is None else read_speed_table(choice.speeds),
        traffic=None if choice.traffic is None else read_traffic(choice.traffic),
        progress=lambda step, share: announce(step) if share < 1 else None,
    )


@contextmanager
def travel_source(
    choice: TravelChoice, day: DayInput | None = None, announce: Announce = say_nothing
) -> Iterator[TravelSource]:
    """Open the travel source that was chosen, and close it afterwards.

    day
        whose stops and depots a given matrix names by id.
    """
    refuse_missing(choice.files)
    with ExitStack() as closing:
        source = _chosen(choice, day, announce, closing)
        yield with_fallback(source, StraightLine()) if choice.fallback else source


def _chosen(
    choice: TravelChoice, day: DayInput | None, announce: Announce, closing: ExitStack
) -> TravelSource:
    if choice.osrm is not None:
        return Osrm(OsrmSettings(url=choice.osrm), closing.enter_context(http_client()))
    if choice.valhalla is not None:
        return Valhalla(ValhallaSettings(url=choice.valhalla), closing.enter_context(http_client()))
    if choice.servers is not None:
        return open_servers(read_servers(choice.servers), closing.enter_context(http_client()))
    if choice.straight_line:
        return StraightLine()
    if choice.matrix is not None:
        matrix = given_matrix(choice.matrix, choice.matrix_distances)
        return matrix if day is None else matrix.knowing(day)
    return streets_of(choice, announce)
