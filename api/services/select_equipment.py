"""Equipment for a warehouse: read, chosen, the peak hour played through."""

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import as_file, files
from pathlib import Path

from api.services.announce import Announce, say_nothing
from core.errors import NotFound
from data.formats.equipment.read_warehouse import read_catalogue, read_warehouse
from network.equipment.catalogue import Catalogue
from network.equipment.combination import Combination
from network.equipment.peak_hour import PeakHour, simulate_peak_hour
from network.equipment.select import Selection, select


@dataclass(frozen=True, kw_only=True)
class Selected:
    """A selection, the combination that is shown in full, and its peak hour."""

    selection: Selection
    shown: Combination | None
    peak: PeakHour | None


def select_equipment(
    source: Path,
    *,
    catalogue: Path | None = None,
    show: str | None = None,
    replications: int = 300,
    seed: int = 0,
    announce: Announce = say_nothing,
) -> Selected:
    """Choose equipment for the warehouse in a folder or workbook.

    catalogue
        folder or workbook of the user's own catalogue; typical values where a table is missing.
    show
        id of the combination that is told in full; the choice if not given.
    """
    announce(f"reading {source.name}")
    with as_file(files("data.templates").joinpath("equipment")) as typical:
        warehouse = read_warehouse(source, typical, catalogue)
    announce("sizing combinations")
    selection = select(warehouse)
    shown = _shown(selection, show)
    if shown is None:
        return Selected(selection=selection, shown=None, peak=None)
    announce("playing the peak hour")
    peak = simulate_peak_hour(warehouse, shown, replications=replications, seed=seed)
    return Selected(selection=selection, shown=shown, peak=peak)


def _shown(selection: Selection, show: str | None) -> Combination | None:
    if show is None:
        return selection.choice
    known = {each.id: each for each in selection.combinations}
    if show in known:
        return known[show]
    close = get_close_matches(show, known, n=3, cutoff=0.3) or list(known)[:3]
    hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else "; none is feasible."
    raise NotFound(f"No feasible combination is called {show!r}{hint}")


def typical_catalogue(source: Path | None = None) -> Catalogue:
    """Return the shipped catalogue of typical values, or that of a folder or workbook."""
    if source is not None:
        return read_catalogue(source)
    with as_file(files("data.templates").joinpath("equipment")) as typical:
        return read_catalogue(typical)
