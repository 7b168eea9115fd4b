"""Designs as a person names them: files, the best there is, or the network as it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from api.services.announce import Announce
from api.services.given_files import refuse_missing
from api.services.stock_places import with_stock_placed
from core.errors import fault, refuse
from data.files import safe_file_name, write_text
from data.formats.design.figures import design_document
from data.formats.design.read_design import read_designs
from data.formats.plan_json.pretty import pretty_json
from network.design.design import Design
from network.design.scenario import as_is
from network.design.study import Study
from network.referee.design import design_violations
from network.solve import solve

SOUGHT: Final = ("best", "as-is")


def named_designs(
    study: Study,
    names: Sequence[str],
    *,
    seconds: float,
    seed: int,
    folder: Path | None,
    announce: Announce,
) -> tuple[dict[str, Design], tuple[str, ...]]:
    """Return designs by name, and what a person should know of them.

    folder
        where designs that are sought are kept, so that a simulation that goes on has the same ones.
    """
    refuse_missing(Path(each) for each in names if each not in SOUGHT)
    found: dict[str, Design] = {}
    faults = []
    for name in names:
        if name in SOUGHT:
            made = {name: _sought(study, name, seconds, seed, folder, announce)}
        else:
            made = read_designs(Path(name), study)
        twice = (each for each in made if each in found)
        faults += [fault("command", "DESIGN", each, "designs of different names") for each in twice]
        found |= made
    refuse("Two designs have one name.", faults)
    return found, tuple(_notes(study, found))


def _sought(
    study: Study, name: str, seconds: float, seed: int, folder: Path | None, announce: Announce
) -> Design:
    file = None if folder is None else folder / "designs" / f"{safe_file_name(name)}.json"
    if file is not None and file.exists():
        return read_designs(file, study)[name]
    announce(f"designing {name}")
    asked = study if name == "best" else as_is(study)
    found = solve(asked, seconds=seconds, seed=seed)
    if not isinstance(found, Design):
        raise TypeError("a study is answered with a design")
    found = with_stock_placed(asked, found)
    if file is None:
        return found
    write_text(file, pretty_json(design_document(study, found)))
    return read_designs(file, study)[name]  # as whoever goes on reads it: figures in a file are rounded


def _notes(study: Study, designs: dict[str, Design]) -> list[str]:
    notes = []
    for name, design in designs.items():
        broken = design_violations(study, design)
        if broken:
            notes.append(f"Design {name!r} breaks {len(broken)} rules of the study, first: {broken[0]}.")
    return notes
