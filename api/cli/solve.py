"""`roundsman solve`: a published instance, its answer in the set's own convention."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli import search_options
from api.cli.progress import watching
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, talk
from api.services.given_files import refuse_missing, refuse_unwritable
from api.services.solve_instance import Solved, solve_instance
from data.files import write_text
from data.formats.published.convention import Convention
from data.formats.published.instance import Objective

SHOWN_LOCATIONS = 20


def solve(
    file: Annotated[Path, typer.Argument(help="A VRPLIB, Solomon, Gehring-Homberger or Li-Lim file.")],
    distances: Annotated[
        Convention,
        typer.Option(help="How distances become whole numbers: see docs/guides/published-instances.md."),
    ] = "round",
    objective: Annotated[
        Objective, typer.Option(help="Least distance, or fewest vehicles first.")
    ] = "distance",
    time: search_options.Time = 10.0,
    iterations: Annotated[
        int | None, typer.Option(help="Stop when each thread has looked at so many plans.")
    ] = None,
    no_improvement: search_options.NoImprovement = None,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="Same seed and iterations, same plan.")] = 0,
    threads: search_options.Threads = None,
    solver: search_options.Solver = "kernel",
    output: Annotated[Path | None, typer.Option(help="Write the answer to this JSON file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Solve a published instance and compare with the best known solution beside it."""
    budget = search_options.budget_of(time, iterations, no_improvement)
    refuse_missing((file,))
    if output is not None:
        refuse_unwritable(output.parent)
    with watching(budget, quiet=as_json) as watch:
        watch.announce(f"reading {file.name}")
        solved = solve_instance(
            file,
            distances=distances,
            objective=objective,
            budget=budget,
            seed=seed,
            threads=threads or search_options.cores(),
            solver=solver,
            progress=watch.listen,
        )
        if output is not None:
            write_text(output, json.dumps(solved.answer, indent=1) + "\n")
    if as_json:
        print_json({**solved.answer, **_comparison(solved)})
    else:
        _show(solved, output)
    if not solved.answer["complete"]:
        raise typer.Exit(INCOMPLETE)


def _comparison(solved: Solved) -> dict[str, float | int]:
    if solved.best is None:
        return {}
    return {
        "best_known": solved.best.cost,
        "best_known_vehicles": solved.best.vehicles,
        **({} if solved.gap is None else {"gap_percent": round(solved.gap, 3)}),
    }


def _show(solved: Solved, output: Path | None) -> None:
    answer = solved.answer
    out().print(
        f"{solved.instance.name}: cost {answer['cost']:,} with {counted(len(answer['routes']), 'vehicle')}"
        f" in {answer['seconds']:.1f} s",
        markup=False,
    )
    left_out = answer["unserved"]
    if left_out:
        shown = ", ".join(map(str, left_out[:SHOWN_LOCATIONS])) + ", ..." * (len(left_out) > SHOWN_LOCATIONS)
        out().print(f"left out: {counted(len(left_out), 'location')}: {shown}", markup=False)
    if solved.best is not None:
        gap = "nothing to compare while locations are left out"
        out().print(
            f"best known {solved.best.cost:,} with {counted(solved.best.vehicles, 'vehicle')}: "
            + (gap if solved.gap is None else f"gap {solved.gap:+.2f} %")
        )
    if output is not None:
        talk().print(f"written to {output}", markup=False)
