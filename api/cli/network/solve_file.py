"""`roundsman network`: questions about sites."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli import search_options
from api.cli.network.compare import compare
from api.cli.network.design import design, template
from api.cli.network.progress import designing
from api.cli.network.simulate import simulate
from api.cli.network.view import view
from api.cli.network.weigh import pareto, tornado
from api.cli.progress import steps
from api.cli.talk import AsJson, counted, out, print_json, table, talk
from api.services.find_centre import Found, find_centre
from api.services.given_files import refuse_unwritable
from api.services.solve_network import Designed, solve_network
from core.errors import NotFound
from data.files import write_text
from data.formats.network_sets.question import Question
from data.formats.network_sets.registry import SETS

planner = typer.Typer(name="network", help="Where sites should stand: questions of location.")
planner.command()(design)
planner.command()(compare)
planner.command()(simulate)
planner.command()(template)
planner.command()(view)
planner.command()(pareto)
planner.command()(tornado)

SHOWN_SITES = 20


@planner.callback()
def _group() -> None:
    """Where sites should stand: questions of location."""


@planner.command()
def solve(
    file: Annotated[
        Path, typer.Argument(help="A published file, packed with gzip or not; or a folder of CSV files.")
    ],
    set_name: Annotated[str, typer.Option("--set", help=f"Which set it is of: {', '.join(sorted(SETS))}.")],
    model: Annotated[str | None, typer.Option(help="Which question, where the set serves several.")] = None,
    p: Annotated[int | None, typer.Option(help="How many sites, where the file does not say it.")] = None,
    radius: Annotated[float | None, typer.Option(help="How far a site covers customers.")] = None,
    capacity: Annotated[float | None, typer.Option(help="What every site can serve.")] = None,
    time: search_options.Time = 10.0,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="What chance begins with.")] = 0,
    threads: search_options.Threads = None,
    output: Annotated[Path | None, typer.Option(help="Write the answer to this JSON file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Solve a published question of location, in its set's own convention, with a bound."""
    search_options.budget_of(time)
    if not file.exists():
        raise NotFound(f"There is no file {file}.")
    if output is not None:
        refuse_unwritable(output.parent)
    with designing(time, quiet=as_json) as watch:
        watch.announce(f"reading {file.name}")
        designed = solve_network(
            file,
            set_name,
            Question(model=model, p=p, radius=radius, capacity=capacity),
            seconds=time,
            seed=seed,
            threads=threads or search_options.cores(),
            progress=watch.listen,
        )
        if output is not None:
            write_text(output, json.dumps(designed.document, indent=1) + "\n")
    if as_json:
        print_json(designed.document)
    else:
        _show(designed, output)


@planner.command()
def centre(
    file: Annotated[
        Path, typer.Argument(help="A table (CSV or XLSX) of lon and lat, or x and y; weight and name if any.")
    ],
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many centres.")] = 1,
    tries: Annotated[int, typer.Option(min=1, max=10_000, help="Beginnings for several centres.")] = 20,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="What chance begins with.")] = 0,
    output: Annotated[Path | None, typer.Option(help="Write the answer to this JSON file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find the centre of gravity: the places nearest to all points, each by its weight."""
    if output is not None:
        refuse_unwritable(output.parent)
    with steps(quiet=as_json) as announce:
        announce(f"reading {file.name}")
        found = find_centre(file, count=count, tries=tries, seed=seed)
        if output is not None:
            write_text(output, json.dumps(found.document, indent=1) + "\n")
    if as_json:
        print_json(found.document)
        return
    _show_centres(found)
    if output is not None:
        talk().print(f"written to {output}", markup=False)


def _show_centres(found: Found) -> None:
    document, on_earth = found.document, found.points.on_earth
    axes = ("lon", "lat") if on_earth else ("x", "y")
    rows = [
        (number, *(f"{each[axis]:.6f}" for axis in axes), each["points"], f"{each['weight']:,g}")
        for number, each in enumerate(document["centres"])
    ]
    out().print(table(("centre", *axes, "points", "weight"), rows))
    total, weight = found.centres.objective, float(found.points.weights.sum())
    mean = f"{total / weight / 1000:,.3f} km" if on_earth else f"{total / weight:,.6g}"
    proof = "no bound is known" if document["gap"] is None else f"gap {document['gap']:.6f} %"
    out().print(f"{mean} away on average by weight; {proof}", markup=False)
    for note in document["notes"]:
        talk().print(note, markup=False)


def _show(designed: Designed, output: Path | None) -> None:
    document, answer = designed.document, designed.answer
    how = "proven" if answer.proven else f"bound {document['bound']:,}, gap {answer.gap:.3f} %"
    out().print(
        f"{document['instance']}, {document['model']}: {document['objective']:,} with "
        f"{counted(len(answer.open), 'site')} in {document['seconds']:.1f} s; {how}",
        markup=False,
    )
    names = document.get("open_names", document["open"])
    more = f", ... {len(names) - SHOWN_SITES:,} more" if len(names) > SHOWN_SITES else ""
    out().print(f"open: {', '.join(map(str, names[:SHOWN_SITES]))}{more}", markup=False)
    if output is not None:
        talk().print(f"written to {output}", markup=False)
