"""A simulation written into a folder: distributions, every day, pictures and a report."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from api.services.simulate_network import Simulated
from data.files import replacing, write_bytes, write_text
from data.formats.fields.written import table_csv, write_tables_xlsx
from data.formats.plan_json.pretty import pretty_json
from data.formats.simulation import figures
from data.formats.simulation.figures import Told, document
from data.formats.simulation.pictures import pictures_of
from data.formats.simulation.report_html import simulation_html
from network.simulation.designed import designed_cents

_KINDS: Final = {
    "kernel": "routed by the kernel",
    "estimate": "estimated (continuous approximation)",
    "lanes": "as lanes say",
}


def told_of(simulated: Simulated) -> Told:
    """Return a simulation as it is written."""
    terms = simulated.terms
    by_world: dict[tuple[str, str], dict[int, Any]] = {world: {} for world in simulated.worlds}
    for run, days in simulated.days.items():
        if days:
            by_world[run.world][run.replication] = days
    return Told(
        title="Supply network simulated",
        currency=simulated.study.currency,
        start=terms.start.isoformat(),
        dates=[(terms.start + timedelta(days=k)).isoformat() for k in range(terms.days)],
        replications=simulated.wish.replications,
        seed=terms.seed,
        last_mile=_KINDS[simulated.wish.last_mile],
        seconds=simulated.seconds,
        whole=simulated.whole,
        notes=simulated.notes,
        runs={world: simulated.runs(world) for world in simulated.worlds},
        every_day=by_world,
        designed={design: designed_cents(world) for (design, _), world in simulated.worlds.items()},
    )


def simulation_document(simulated: Simulated) -> dict[str, Any]:
    """Return a simulation as one JSON document."""
    return document(told_of(simulated))


def write_simulation(simulated: Simulated, folder: Path) -> tuple[Path, ...]:
    """Write everything into a folder; return the files."""
    told = told_of(simulated)
    tables = [
        ("results", figures.RESULT_HEADER, list(figures.result_rows(told))),
        ("costs", figures.PART_HEADER, list(figures.part_rows(told))),
        ("vehicles", figures.VEHICLE_HEADER, list(figures.vehicle_rows(told))),
        ("differences", figures.DIFFERENCE_HEADER, list(figures.difference_rows(told))),
        ("estimate_errors", figures.MISS_HEADER, list(figures.miss_rows(told))),
        ("days", figures.DAY_HEADER, list(figures.day_rows(told))),
    ]
    texts = {
        "simulation.json": pretty_json(document(told)),
        "simulation.html": simulation_html(told),
        "results.csv": table_csv(*tables[0][1:]),
        "days.csv": table_csv(*tables[-1][1:]),
    }
    written = []
    for name, text in texts.items():
        write_text(folder / name, text)
        written.append(folder / name)
    book = folder / "simulation.xlsx"
    with replacing(book) as temporary:
        write_tables_xlsx(temporary, tables, told.notes)
    for name, (_, drawn) in pictures_of(told, "png").items():
        write_bytes(folder / f"{name}.png", drawn)
        written.append(folder / f"{name}.png")
    return (*written, book)
