"""A supply network designed: read, searched, refereed, written in the formats asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.services.announce import Announce, say_nothing
from api.services.stock_places import with_stock_placed
from api.services.travel_choice import TravelChoice, travel_source
from core.clock import stopwatch
from core.matrix import TravelMatrix
from core.place import Place
from data.files import replacing, write_bytes, write_text
from data.formats.design.figures import (
    COST_HEADER,
    FLOW_HEADER,
    SITE_HEADER,
    cost_rows,
    design_document,
    flow_rows,
    site_rows,
)
from data.formats.design.geojson import design_geojson
from data.formats.design.pictures import pictures_of
from data.formats.design.read_study import read_study, with_notes
from data.formats.design.report_html import design_html, stock_sheets
from data.formats.fields.written import write_tables_xlsx
from data.formats.plan_json.pretty import pretty_json
from network.design.design import Design
from network.design.study import Study
from network.search import Listener, silent
from network.solve import solve

FORMATS: Final = (".json", ".xlsx", ".html", ".geojson", ".svg", ".png")
"""Endings of what can be written; a path without one of them is a folder that gets all but pictures apart."""

_IN_FOLDER: Final = ("network.json", "network.xlsx", "network.html", "network.geojson")
_LEAST_SECONDS: Final = 0.1


@dataclass(frozen=True, kw_only=True)
class Designed:
    """A study and the best design found for it."""

    study: Study
    design: Design


def study_of(
    source: Path, *, map_file: Path | None = None, cache: Path | None = None, announce: Announce = say_nothing
) -> Study:
    """Read a supply network; distances and times come from a street map, or from straight lines."""
    announce(f"reading {source.name}")
    choice = TravelChoice(map_file=map_file, straight_line=map_file is None, cache=cache)
    notes: list[str] = []
    with travel_source(choice, announce=announce) as travelling:

        def travel_of(places: Sequence[Place]) -> TravelMatrix:
            travel = travelling.travel(places, "van")
            notes.extend(travel.notes)
            notes.extend(each.warning for each in travel.snaps if each.warning)
            return travel.matrix

        study = read_study(source, travel_of)
    return with_notes(study, notes)


def design_network(
    source: Path,
    *,
    seconds: float,
    seed: int = 0,
    threads: int = 1,
    map_file: Path | None = None,
    cache: Path | None = None,
    progress: Listener = silent,
    announce: Announce = say_nothing,
) -> Designed:
    """Read and design the supply network in a folder or workbook."""
    elapsed = stopwatch()
    study = study_of(source, map_file=map_file, cache=cache, announce=announce)
    announce("designing")
    left = max(_LEAST_SECONDS, seconds - elapsed())
    design = solve(study, seconds=left, seed=seed, threads=threads, progress=progress)
    if not isinstance(design, Design):
        raise TypeError("a study is answered with a design")
    return Designed(study=study, design=with_stock_placed(study, design))


def write_design(designed: Designed, outputs: Iterable[Path]) -> tuple[Path, ...]:
    """Write a design to files, each in the format of its ending, or to folders in every format."""
    written: list[Path] = []
    for path in outputs:
        for target in [path] if path.suffix else [path / name for name in _IN_FOLDER]:
            written += _write(designed.study, designed.design, target)
    return tuple(written)


def _write(study: Study, design: Design, path: Path) -> list[Path]:
    match path.suffix.lower():
        case ".json":
            write_text(path, pretty_json(design_document(study, design)))
        case ".geojson":
            write_text(path, design_geojson(study, design))
        case ".html":
            write_text(path, design_html(study, design))
        case ".xlsx":
            with replacing(path) as temporary:
                write_tables_xlsx(
                    temporary,
                    [
                        ("costs", COST_HEADER, cost_rows(design)),
                        ("sites", SITE_HEADER, site_rows(study, design)),
                        *(
                            (each.title.lower(), each.header, each.rows)
                            for each in stock_sheets(study, design)
                        ),
                        ("flows", FLOW_HEADER, flow_rows(study, design)),
                    ],
                    study.notes,
                )
        case _:
            return _pictures(study, design, path)
    return [path]


def _pictures(study: Study, design: Design, path: Path) -> list[Path]:
    """Write each picture by its name: plan.svg becomes plan-map.svg, plan-cost.svg, plan-service.svg."""
    written = []
    for name, content in pictures_of(
        study, design, "svg" if path.suffix.lower() == ".svg" else "png"
    ).items():
        target = path.with_name(f"{path.stem}-{name}{path.suffix}")
        write_bytes(target, content)
        written.append(target)
    return written
