"""`roundsman solve`: a published instance, its answer in the set's own convention."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from api.cli.progress import watching
from api.cli.talk import INCOMPLETE, AsJson, out, print_json, talk
from api.services.solve_instance import Solved, solve_instance
from data.files import write_text
from data.formats.published.convention import Convention
from data.formats.published.instance import Objective
from routing.budget import Budget


def solve(
    file: Annotated[Path, typer.Argument(help="A VRPLIB, Solomon, Gehring-Homberger or Li-Lim file.")],
    distances: Annotated[
        Convention,
        typer.Option(help="How distances become whole numbers: see docs/guides/published-instances.md."),
    ] = "round",
    objective: Annotated[
        Objective, typer.Option(help="Least distance, or fewest vehicles first.")
    ] = "distance",
    time: Annotated[float, typer.Option(help="Seconds to search.")] = 10.0,
    iterations: Annotated[int | None, typer.Option(help="Stop after so many plans looked at.")] = None,
    seed: Annotated[int, typer.Option(help="Same seed and iterations, same plan.")] = 0,
    threads: Annotated[int | None, typer.Option(help="Searches side by side; all cores by default.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write the answer to this JSON file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Solve a published instance and compare with the best known solution beside it."""
    budget = Budget(seconds=time, iterations=iterations)
    with watching(budget, quiet=as_json) as (listener, _):
        solved = solve_instance(
            file,
            distances=distances,
            objective=objective,
            budget=budget,
            seed=seed,
            threads=threads or os.cpu_count() or 1,
            progress=listener,
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
    if solved.best is None or solved.gap is None:
        return {}
    return {
        "best_known": solved.best.cost,
        "best_known_vehicles": solved.best.vehicles,
        "gap_percent": round(solved.gap, 3),
    }


def _show(solved: Solved, output: Path | None) -> None:
    answer = solved.answer
    out().print(
        f"{solved.instance.name}: cost {answer['cost']} with {len(answer['routes'])} vehicles"
        f" in {answer['seconds']:.1f} s",
        markup=False,
    )
    if answer["unserved"]:
        out().print(f"left out: {len(answer['unserved'])} locations {answer['unserved'][:20]}", markup=False)
    if solved.best is not None and solved.gap is not None:
        out().print(
            f"best known {solved.best.cost} with {solved.best.vehicles} vehicles: gap {solved.gap:+.2f} %"
        )
    if output is not None:
        talk().print(f"written to {output}", markup=False)
