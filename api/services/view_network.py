"""A supply network looked at as a graph: read, taken apart piece by piece, reported."""

from pathlib import Path

from api.services.announce import Announce, say_nothing
from api.services.design_network import study_of
from core.errors import InvalidInput, fault
from data.formats.design.read_design import read_designs
from data.formats.design.report_files import Report
from data.formats.design.view_report import view_report
from network.design.design import Design
from network.design.study import Study
from network.view.supply import supply_of
from network.view.view import view_of


def view_network(
    source: Path,
    *,
    design: Path | None = None,
    period: str | None = None,
    most_gone: int = 3,
    draws: int = 100,
    seed: int = 0,
    seconds: float = 60.0,
    map_file: Path | None = None,
    cache: Path | None = None,
    announce: Announce = say_nothing,
) -> Report:
    """Report what a study, or a design of it, hangs on and can bear in a period.

    design
        a file that `design_network` wrote; without it, everything that the study allows.
    """
    study = study_of(source, map_file=map_file, cache=cache, announce=announce)
    return view_of_study(
        study, design=design, period=period, most_gone=most_gone, draws=draws, seed=seed, seconds=seconds,
        announce=announce,
    )  # fmt: skip


def view_of_study(
    study: Study,
    *,
    design: Path | None,
    period: str | None,
    most_gone: int,
    draws: int,
    seed: int,
    seconds: float,
    announce: Announce,
) -> Report:
    """Report on a study that was read before."""
    of = None if design is None else _only_design(design, study)
    supply = supply_of(study, period, of)
    if not supply.wanted:
        expected = "a period in which anything is wanted"
        raise InvalidInput(
            "Nothing is wanted.", faults=[fault("command", "--period", supply.period, expected)]
        )
    view = view_of(supply, most_gone=most_gone, draws=draws, seed=seed, seconds=seconds, announce=announce)
    return view_report(view)


def _only_design(path: Path, study: Study) -> Design:
    designs = read_designs(path, study)
    if len(designs) != 1:
        raise InvalidInput(
            f"{path.name} has {len(designs)} designs.",
            faults=[fault("command", "--design", path.name, "a file of `network design`, which has one")],
        )
    return next(iter(designs.values()))
