"""The planner's story of the demonstration: a year of orders, a depot, twelve candidates, one report."""

import hashlib
import json
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np

from api.services.announce import Announce, say_nothing
from api.services.compare_networks import Compared, compare_networks, write_comparison
from data.files import sha256_of, write_text
from data.formats.design.read_study import with_notes
from data.sample_city.network_study import SampleNetwork, minutes_to_promise, sample_network, share_within
from data.sample_city.write_network_study import write_network_study
from network.search import Listener, silent
from routing.travel.source import TravelSource

FOLDER: Final = "network"
REPORT: Final = Path("report") / "comparison.html"
DESIGN_SECONDS: Final = 8.0
"""For each of five designs at most; an idle machine proves them to be the best in one or two."""

_MARK: Final = ".demo.json"


@dataclass(frozen=True, kw_only=True)
class DemoNetwork:
    """Which study is drawn: its map, stops a day and seed."""

    extract: Path
    orders: int
    seed: int


def make_demo_network(
    wanted: DemoNetwork,
    folder: Path,
    *,
    source: TravelSource,
    cache: Path | None = None,
    threads: int = 1,
    progress: Listener = silent,
    announce: Announce = say_nothing,
) -> Compared:
    """Draw the study, write its tables to `folder`, read them back as anybody's, and write the report.

    announce
        is told each step; what it raises ends the work with no report half written.
    """
    (folder / _MARK).unlink(missing_ok=True)
    announce("drawing a year of orders")
    study = sample_network(wanted.extract, orders_a_day=wanted.orders, seed=wanted.seed)
    within, share = _promise(study, source)
    write_network_study(study, folder, within_minutes=within, share_today=share)
    compared = compare_networks(
        folder,
        seconds=DESIGN_SECONDS,
        seed=wanted.seed,
        threads=threads,
        map_file=wanted.extract,
        cache=cache,
        progress=progress,
        announce=announce,
    )
    compared = replace(compared, study=with_notes(compared.study, [study.label]))
    announce("writing the planner's report")
    write_comparison(compared, [folder / REPORT.parent])
    write_text(folder / _MARK, _key(wanted) + "\n")
    return compared


def demo_network_is_kept(wanted: DemoNetwork, folder: Path) -> bool:
    """Whether `folder` holds the report of the same study; its tables may have been changed since."""
    mark = folder / _MARK
    if not (folder / REPORT).is_file() or not mark.is_file():
        return False
    return mark.read_text("utf-8").strip() == _key(wanted)


def _promise(study: SampleNetwork, source: TravelSource) -> tuple[float, int]:
    """Return the minutes to promise, and the percent of demand that the depot serves within them today."""
    places = [each.place for each in study.sites] + [each.place for each in study.areas]
    sites = len(study.sites)
    durations = source.travel(places, "van").matrix.durations[0]
    minutes = np.asarray(durations[:sites, sites:], dtype=np.float64) / 60
    weights = [each.parcels for each in study.areas]
    within = minutes_to_promise(weights, minutes[0], minutes.min(axis=0))
    return within, share_within(weights, minutes[0], within)


def _key(wanted: DemoNetwork) -> str:
    told = [sha256_of(wanted.extract), wanted.orders, wanted.seed, version("roundsman")]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
