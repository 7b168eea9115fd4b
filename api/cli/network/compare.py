"""`roundsman network compare`: a supply network as it is, at its best, and in scenarios."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import search_options, travel_options
from api.cli.network.design import Seed, Source
from api.cli.network.progress import designing
from api.cli.talk import AsJson, out, print_json, table, talk
from api.services.compare_networks import (
    FORMATS,
    Compared,
    compare_networks,
    comparison_document,
    write_comparison,
)
from api.services.given_files import refuse_outputs


def compare(
    source: Source,
    time: Annotated[float, typer.Option(help="Seconds for each design; Ctrl-C ends one earlier.")] = 30.0,
    sites: Annotated[
        bool, typer.Option("--sites", help="Also with each open site closed, and each closed one open.")
    ] = False,
    seed: Seed = 0,
    threads: search_options.Threads = None,
    map_file: travel_options.MapFile = None,
    cache: travel_options.Cache = None,
    output: Annotated[
        list[Path] | None, typer.Option(help="A .json, .xlsx or .html file, or a folder; several times.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Set a network as it is beside its best design and its scenarios, all costed by the same model."""
    outputs = output or []
    search_options.budget_of(time)
    refuse_outputs(outputs, FORMATS)
    with designing(time, quiet=as_json) as watch:
        compared = compare_networks(
            source,
            seconds=time,
            sites=sites,
            seed=seed,
            threads=threads or search_options.cores(),
            map_file=map_file,
            cache=cache,
            progress=watch.listen,
            announce=watch.announce,
        )
        watch.announce("writing files")
        written = write_comparison(compared, outputs)
    if as_json:
        print_json({**comparison_document(compared), "files": [str(each) for each in written]})
        return
    _show(compared)
    for path in written:
        talk().print(f"written to {path}", markup=False)


def _show(compared: Compared) -> None:
    for note in compared.study.notes:
        talk().print(note, style="yellow", markup=False)
    rows = [
        (
            each["design"],
            f"{each['cost']:,.0f}" if each["cost"] != "" else "",
            f"{each['difference']:+,.0f}" if each["difference"] != "" else "",
            each["gap_percent"],
            each["mean_minutes"],
            each["open"] or each["why_not"],
        )
        for each in comparison_document(compared)["comparison"]
    ]
    header = (
        "design",
        f"cost {compared.study.currency}",
        "to the best",
        "gap %",
        "minutes",
        "open, or why not",
    )
    out().print(table(header, rows))
