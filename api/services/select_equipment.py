"""Equipment for a warehouse: read, chosen, the peak hour played through, written in the formats asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from api.services.announce import Announce, say_nothing
from core.errors import NotFound
from data.files import replacing, write_bytes, write_text
from data.formats.equipment.pictures import pictures_of
from data.formats.equipment.read_warehouse import read_catalogue, read_warehouse
from data.formats.equipment.selection_csv import selection_csv
from data.formats.equipment.selection_figures import selection_document
from data.formats.equipment.selection_html import selection_html
from data.formats.equipment.selection_xlsx import write_selection_xlsx
from data.formats.plan_json.pretty import pretty_json
from network.equipment.catalogue import Catalogue
from network.equipment.combination import Combination
from network.equipment.peak_hour import PeakHour, simulate_peak_hour
from network.equipment.select import Selection, select

FORMATS: Final = (".json", ".xlsx", ".csv", ".html", ".svg", ".png")
"""Endings of what can be written; a path without one of them is a folder that gets all but pictures apart."""

_IN_FOLDER: Final = ("equipment.json", "equipment.xlsx", "equipment.csv", "equipment.html")


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


def write_selection(selected: Selected, outputs: Iterable[Path]) -> tuple[Path, ...]:
    """Write a selection to files, each in the format of its ending, or to folders in every format."""
    written: list[Path] = []
    for path in outputs:
        targets = [path] if path.suffix else [path / name for name in _IN_FOLDER]
        for target in targets:
            written += _write(selected, target)
    return tuple(written)


def _write(selected: Selected, path: Path) -> list[Path]:
    selection, shown, peak = selected.selection, selected.shown, selected.peak
    match path.suffix.lower():
        case ".json":
            write_text(path, pretty_json(selection_document(selection, peak, shown)))
        case ".csv":
            write_text(path, selection_csv(selection), encoding="utf-8-sig")
        case ".html":
            write_text(path, selection_html(selection, peak, shown))
        case ".xlsx":
            with replacing(path) as temporary:
                write_selection_xlsx(temporary, selection, peak, shown)
        case ".svg":
            return _pictures(path, pictures_of(selection, shown, "svg"))
        case _:
            return _pictures(path, pictures_of(selection, shown, "png"))
    return [path]


def _pictures(path: Path, pictures: Mapping[str, bytes]) -> list[Path]:
    """Write each picture by its name: hall.svg becomes hall-layout.svg, hall-pareto.svg, hall-cost.svg."""
    written = []
    for name, content in pictures.items():
        target = path.with_name(f"{path.stem}-{name}{path.suffix}")
        write_bytes(target, content)
        written.append(target)
    return written
