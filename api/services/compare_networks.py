"""Designs of one supply network side by side: as it is, at its best, in scenarios, with other sites."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from api.services.announce import Announce, say_nothing
from api.services.design_network import study_of
from core.errors import InvalidInput, Stopped
from data.files import replacing, write_text
from data.formats.design.comparison import COMPARISON_HEADER, comparison_html, comparison_rows
from data.formats.design.figures import design_document
from data.formats.design.read_study import read_changes
from data.formats.fields.written import write_tables_xlsx
from data.formats.plan_json.pretty import pretty_json
from network.design.design import Design
from network.design.scenario import applied, as_is, forced
from network.design.study import Study
from network.search import Listener, silent
from network.solve import solve

FORMATS: Final = (".json", ".xlsx", ".html")
"""Endings of what can be written; a path without one of them is a folder that gets all."""

AS_IS: Final = "as it is"
BEST: Final = "best"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Designs by name, in order; a sentence instead where there can be none."""

    study: Study
    names: list[str]
    studies: dict[str, Study]
    designs: dict[str, Design]
    refused: dict[str, str]


def compare_networks(
    source: Path,
    *,
    seconds: float,
    sites: bool = False,
    seed: int = 0,
    threads: int = 1,
    map_file: Path | None = None,
    cache: Path | None = None,
    progress: Listener = silent,
    announce: Announce = say_nothing,
) -> Compared:
    """Design a supply network as it is, at its best and in each of its scenarios.

    seconds
        for each design.
    sites
        whether the best is also sought with each warehouse or pickup point forced to be what it is not.
    """
    study = study_of(source, map_file=map_file, cache=cache, announce=announce)
    changes = read_changes(source)
    made = Compared(study=study, names=[], studies={}, designs={}, refused={})

    def run(name: str, make: Callable[[], Study]) -> None:
        announce(f"designing {name}")
        made.names.append(name)
        try:
            made.studies[name] = make()
            found = solve(made.studies[name], seconds=seconds, seed=seed, threads=threads, progress=progress)
        except (InvalidInput, Stopped) as refused:
            made.refused[name] = "; ".join([refused.message, *map(str, refused.faults[:3])])
            return
        if isinstance(found, Design):
            made.designs[name] = found

    run(AS_IS, lambda: as_is(study))
    run(BEST, lambda: study)
    for name, of_it in changes.items():
        run(name, lambda of_it=of_it: applied(study, of_it))  # type: ignore[misc]
    if sites and BEST in made.designs:
        for name, other in _other_sites(study, made.designs[BEST]):
            run(name, other)
    return made


def _other_sites(study: Study, best: Design) -> Iterator[tuple[str, Callable[[], Study]]]:
    """Yield a study for each free site in which it has to be what it is not in the best design."""
    for site in study.members(""):
        if site.fate == "free":
            is_open = site.id in best.open_ids
            name = f"without {site.id}" if is_open else f"with {site.id}"
            yield name, lambda site=site, is_open=is_open: forced(study, site.id, is_open=not is_open)  # type: ignore[misc]


def comparison_document(compared: Compared) -> dict[str, Any]:
    """Return a comparison as one JSON document."""
    rows = comparison_rows(
        compared.names, compared.studies, compared.designs, compared.refused, reference=BEST
    )
    return {
        "currency": compared.study.currency,
        "comparison": [dict(zip(COMPARISON_HEADER, row, strict=True)) for row in rows],
        "designs": {
            name: design_document(compared.studies[name], each) for name, each in compared.designs.items()
        },
    }


def write_comparison(compared: Compared, outputs: Iterable[Path]) -> tuple[Path, ...]:
    """Write a comparison to files, each in the format of its ending, or to folders in every format."""
    written = []
    for path in outputs:
        for target in [path] if path.suffix else [path / f"comparison{ending}" for ending in FORMATS]:
            _write(compared, target)
            written.append(target)
    return tuple(written)


def _write(compared: Compared, path: Path) -> None:
    rows = list(
        comparison_rows(compared.names, compared.studies, compared.designs, compared.refused, reference=BEST)
    )
    if path.suffix.lower() == ".json":
        write_text(path, pretty_json(comparison_document(compared)))
    elif path.suffix.lower() == ".html":
        write_text(path, comparison_html(compared.study, compared.designs, rows))
    else:
        with replacing(path) as temporary:
            write_tables_xlsx(temporary, [("comparison", COMPARISON_HEADER, rows)], compared.study.notes)
