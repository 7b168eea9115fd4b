"""`roundsman vroom`: a file that asks a question of VROOM, and its answer."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import search_options
from api.cli import travel_options as options
from api.cli.progress import watching
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, talk
from api.services.answer_vroom import answer_vroom
from api.services.given_files import refuse_missing, refuse_unwritable
from api.services.travel_choice import TravelChoice, travel_source
from data.files import write_text
from data.formats.vroom.options import effort_of
from data.formats.vroom.read import plain_question, question_of
from routing.budget import Budget

_SHOWN_NOTES = 20


def vroom(
    file: Annotated[Path, typer.Argument(help="A question in VROOM's JSON; its key `options` is heeded.")],
    output: Annotated[Path | None, typer.Option(help="Write the answer to this JSON file.")] = None,
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    osrm: options.Osrm = None,
    valhalla: options.Valhalla = None,
    servers: options.Servers = None,
    cache: options.Cache = None,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="Where chance begins.")] = 0,
    threads: search_options.Threads = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question in VROOM's format; where no travel source is named, by straight lines."""
    named = (map_file, speeds, traffic, osrm, valhalla, servers)
    choice = TravelChoice(
        map_file=map_file,
        speeds=speeds,
        traffic=traffic,
        osrm=osrm,
        valhalla=valhalla,
        servers=servers,
        straight_line=not any(named),
        cache=cache,
    )
    refuse_missing((file,))
    if output is not None:
        refuse_unwritable(output.parent)
    question = question_of(plain_question(file.read_bytes()))
    effort = effort_of(question.options, len(question.tasks))
    with watching(Budget(seconds=effort.seconds), currency="units", quiet=as_json) as watch:
        with travel_source(choice, announce=watch.announce) as source:
            watch.announce("answering")
            answer = answer_vroom(
                question,
                source=source,
                threads=threads or search_options.cores(),
                most_seconds=search_options.MOST_SECONDS,
                seed=seed,
                progress=watch.listen,
            )
        if output is not None:
            write_text(output, json.dumps(answer, indent=1) + "\n")
    if as_json or output is None:
        print_json(answer)
    else:
        _show(answer, output)
    if answer["unassigned"] or answer["summary"]["violations"]:
        raise typer.Exit(INCOMPLETE)


def _show(answer: dict[str, Any], output: Path) -> None:
    summary = answer["summary"]
    broken = ", ".join(each["cause"] for each in summary["violations"])
    out().print(
        f"cost {summary['cost']:,} with {counted(summary['routes'], 'route')}, "
        f"{counted(summary['unassigned'], 'task')} left out" + (f", broken: {broken}" if broken else ""),
        markup=False,
    )
    for note in answer.get("notes", [])[:_SHOWN_NOTES]:
        talk().print(f"note: {note}", style="yellow", markup=False)
    talk().print(f"written to {output}", markup=False)
