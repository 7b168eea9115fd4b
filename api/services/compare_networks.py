"""Designs of one supply network side by side: as it is, at its best, in scenarios, with other sites."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from api.services.announce import Announce, say_nothing
from api.services.design_network import study_of
from api.services.stock_places import with_stock_placed
from core.errors import InvalidInput, Stopped, fault, refuse
from data.files import replacing, write_text
from data.formats.design.change_rows import read_changes
from data.formats.design.comparison import COMPARISON_HEADER, comparison_html, comparison_rows
from data.formats.design.figures import design_document
from data.formats.design.regrets import REGRET_HEADER, WITH, WITHOUT, regret_rows
from data.formats.fields.written import Row, write_tables_xlsx
from data.formats.plan_json.pretty import pretty_json
from network.design.design import Design
from network.design.scenario import Change, applied, as_is, forced
from network.design.search.locate import design_study
from network.design.study import Study
from network.search import Listener, Search, silent
from network.solve import judged

FORMATS: Final = (".json", ".xlsx", ".html")
"""Endings of what can be written; a path without one of them is a folder that gets all."""

AS_IS: Final = "as it is"
BEST: Final = "best"


class DesignsSoFar(Protocol):
    """Where designs of a comparison are kept as they are made, so that another attempt has them."""

    def known(self, name: str, study: Study) -> Design | str | None:
        """Return a design of an earlier attempt, or why there can be none; None where it is not known."""
        ...

    def keep(self, compared: "Compared", name: str) -> None:
        """Keep what was made last."""
        ...


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
    scenarios: Sequence[str] | None = None,
    seed: int = 0,
    threads: int = 1,
    map_file: Path | None = None,
    cache: Path | None = None,
    so_far: DesignsSoFar | None = None,
    progress: Listener = silent,
    announce: Announce = say_nothing,
) -> Compared:
    """Design a supply network as it is, at its best and in each of its scenarios.

    seconds
        for each design.
    sites
        whether the best is also sought with each warehouse or pickup point forced to be what it is not.
    scenarios
        of the tables; None for all of them.
    so_far
        where each design is kept as it is made.
    """
    study = study_of(source, map_file=map_file, cache=cache, announce=announce)
    made = Compared(study=study, names=[], studies={}, designs={}, refused={})

    def search_for() -> Search[Any]:
        return Search(seconds=seconds, seed=seed, threads=threads, listener=progress)

    def design(name: str, make: Callable[[], Study]) -> None:
        announce(f"designing {name}")
        made.names.append(name)
        # What was found before is a beginning: nothing beside it comes out dearer than it for want of time.
        start = made.designs.get(BEST, made.designs.get(AS_IS))
        found = _found(made, name, make, so_far, lambda it: _designed(it, search_for(), start))
        if isinstance(found, Design):
            made.designs[name] = found
        else:
            made.refused[name] = str(found)
        if so_far:
            so_far.keep(made, name)

    for name, make in _asked(study, _chosen(read_changes(source, study), scenarios)):
        design(name, make)
    if sites and BEST in made.designs:
        for name, make in _other_sites(study, made.designs[BEST]):
            design(name, make)
    return made


def _designed(study: Study, search: Search[Any], start: Design | None) -> Design:
    return with_stock_placed(study, judged(study, design_study(study, search, start=start)))


def _found(
    made: Compared,
    name: str,
    make: Callable[[], Study],
    so_far: DesignsSoFar | None,
    solved: Callable[[Study], object],
) -> object:
    """Return a design, or a sentence why there can be none."""
    try:
        made.studies[name] = make()
        known = so_far.known(name, made.studies[name]) if so_far else None
        return known or solved(made.studies[name])
    except (InvalidInput, Stopped) as refused:
        return "; ".join([refused.message, *map(str, refused.faults[:3])])


def _asked(
    study: Study, changes: Mapping[str, Sequence[Change]]
) -> Iterator[tuple[str, Callable[[], Study]]]:
    """Yield the studies that are always compared, by name."""
    yield AS_IS, lambda: as_is(study)
    yield BEST, lambda: study
    for name, of_it in changes.items():
        yield name, lambda of_it=of_it: applied(study, of_it)  # type: ignore[misc]


def _chosen(
    known: Mapping[str, Sequence[Change]], names: Sequence[str] | None
) -> Mapping[str, Sequence[Change]]:
    """Return the scenarios that are asked for, all of the tables where nobody says."""
    if names is None:
        return known
    expected = f"a scenario of the tables: {', '.join(known) or 'there is none'}"
    lost = [fault("scenarios", "", name, expected) for name in names if name not in known]
    refuse("There is no such scenario.", lost)
    return {name: known[name] for name in names}


def _other_sites(study: Study, best: Design) -> Iterator[tuple[str, Callable[[], Study]]]:
    """Yield a study for each free site in which it has to be what it is not in the best design."""
    for site in study.members(""):
        if site.fate == "free":
            is_open = site.id in best.open_ids
            name = (WITHOUT if is_open else WITH) + site.id
            yield name, lambda site=site, is_open=is_open: forced(study, site.id, is_open=not is_open)  # type: ignore[misc]


def comparison_document(compared: Compared) -> dict[str, Any]:
    """Return a comparison as one JSON document."""
    rows = comparison_rows(
        compared.names, compared.studies, compared.designs, compared.refused, reference=BEST
    )
    return {
        "currency": compared.study.currency,
        "comparison": [dict(zip(COMPARISON_HEADER, row, strict=True)) for row in rows],
        "sites": [dict(zip(REGRET_HEADER, row, strict=True)) for row in _regrets(compared)],
        "designs": {
            name: design_document(compared.studies[name], each) for name, each in compared.designs.items()
        },
    }


def _regrets(compared: Compared) -> list[Row]:
    best = compared.designs.get(BEST)
    return [] if best is None else list(regret_rows(compared.study, compared.designs, best))


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
        write_text(path, comparison_html(compared.study, compared.designs, rows, _regrets(compared)))
    else:
        with replacing(path) as temporary:
            tables = [
                ("comparison", COMPARISON_HEADER, rows),
                ("sites", REGRET_HEADER, _regrets(compared)),
            ]
            write_tables_xlsx(temporary, tables, compared.study.notes)
