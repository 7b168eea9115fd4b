"""Equipment that was chosen, in the formats asked for: tables, a page, pictures."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from api.services.select_equipment import Selected
from data.files import replacing, write_bytes, write_text
from data.formats.equipment.pictures import pictures_of
from data.formats.equipment.selection_csv import selection_csv
from data.formats.equipment.selection_figures import selection_document
from data.formats.equipment.selection_html import selection_html
from data.formats.equipment.selection_xlsx import write_selection_xlsx
from data.formats.plan_json.pretty import pretty_json

FORMATS: Final = (".json", ".xlsx", ".csv", ".html", ".svg", ".png")
"""Endings of what can be written; a path without one of them is a folder that gets all but pictures apart."""

_IN_FOLDER: Final = ("equipment.json", "equipment.xlsx", "equipment.csv", "equipment.html")


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
