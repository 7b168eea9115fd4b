"""`roundsman network design`: a whole supply network, from its tables."""

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import search_options, travel_options
from api.cli.forms import write_forms
from api.cli.network.progress import designing
from api.cli.talk import AsJson, out, print_json, table, talk
from api.services.design_network import FORMATS, Designed, design_network, write_design
from api.services.given_files import refuse_outputs
from data.formats.design.fields import DESIGN_TABLES
from data.formats.design.figures import design_document
from data.templates.write_design import WORKBOOK_NAME, write_design_templates

Source = Annotated[
    Path, typer.Argument(help="Folder of CSV tables, or a workbook; `network template` writes both.")
]
Seed = Annotated[int, typer.Option(min=0, max=10**9, help="What chance begins with.")]


def design(
    source: Source,
    time: search_options.Time = 60.0,
    seed: Seed = 0,
    threads: search_options.Threads = None,
    map_file: travel_options.MapFile = None,
    cache: travel_options.Cache = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(help="A .json, .xlsx, .html, .geojson, .svg or .png file, or a folder; several times."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Choose sites, sizes and flows of a supply network at the least cost within its limits."""
    outputs = output or []
    search_options.budget_of(time)
    refuse_outputs(outputs, FORMATS)
    with designing(time, quiet=as_json) as watch:
        designed = design_network(
            source,
            seconds=time,
            seed=seed,
            threads=threads or search_options.cores(),
            map_file=map_file,
            cache=cache,
            progress=watch.listen,
            announce=watch.announce,
        )
        watch.announce("writing files")
        written = write_design(designed, outputs)
    if as_json:
        print_json(
            {**design_document(designed.study, designed.design), "files": [str(each) for each in written]}
        )
        return
    _show(designed)
    for path in written:
        talk().print(f"written to {path}", markup=False)


def template(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("network"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a supply network with twelve warehouses to choose from, as CSV and as one workbook."""
    names = (*(f"{name}.csv" for name in DESIGN_TABLES), WORKBOOK_NAME)
    write_forms(folder, names, write_design_templates, force=force, as_json=as_json)


def _show(designed: Designed) -> None:
    document = design_document(designed.study, designed.design)
    for note in designed.study.notes:
        talk().print(note, style="yellow", markup=False)
    how = "proven" if designed.design.proven else f"bound {document['bound']:,}, gap {document['gap']:.3f} %"
    out().print(
        f"{document['objective']:,.2f} {document['currency']} in {document['seconds']:.1f} s; {how}",
        markup=False,
    )
    rows = [
        (
            each["period"],
            each["site"],
            each["kind"],
            each["size"],
            f"{each['load']:,.0f}",
            f"{each['used_percent']}",
        )
        for each in document["sites"]
    ]
    out().print(table(("period", "site", "kind", "size", "load", "used %"), rows, title="open"))
    costs = [(name.replace("_", " "), f"{amount:,.2f}") for name, amount in document["costs"].items()]
    out().print(table(("cost", document["currency"]), costs))
    if document.get("stock"):
        _show_stock(document["stock"])
    service = document["service"]
    out().print(
        f"{service['mean_minutes']:.1f} minutes to customers on average, "
        f"{service['farthest_minutes']:.1f} at most; "
        f"CO2 {document['co2_kg']:,.0f} kg",
        markup=False,
    )


_SHOWN = ("period", "site", "product", "cycle_stock", "safety_stock", "days_of_supply", "quoted_days")
"""Columns of stock that a terminal has room for."""


def _show_stock(rows: list[dict[str, Any]]) -> None:
    shown = [tuple(f"{r[name]:,}" if name in _SHOWN[3:] else r[name] for name in _SHOWN) for r in rows]
    out().print(table(_SHOWN, shown, title="stock"))
