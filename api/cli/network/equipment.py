"""`roundsman equipment`: racks, forklifts, cranes, conveyors and docks for a warehouse."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.forms import write_forms
from api.cli.progress import steps
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table, talk
from api.services.given_files import refuse_outputs
from api.services.select_equipment import Selected, select_equipment, typical_catalogue
from api.services.write_selection import FORMATS, write_selection
from data.formats.equipment.selection_figures import catalogue_rows, selection_document
from data.formats.equipment.tables import TABLES
from data.templates.write_equipment import WORKBOOK_NAME, write_equipment_templates
from network.equipment.combination import Combination
from network.equipment.peak_hour import Queue

equipment = typer.Typer(
    name="equipment", help="Choose racks, forklifts, cranes, conveyors and docks for a warehouse."
)

SHOWN = 12


@equipment.command(name="select")
def select_(
    source: Annotated[
        Path, typer.Argument(help="Folder of CSV tables, or a workbook; `equipment template` writes both.")
    ],
    catalogue: Annotated[
        Path | None, typer.Option(help="Your own catalogue: folder or workbook; typical values else.")
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(help="A .json, .xlsx, .csv, .html, .svg or .png file, or a folder; several times."),
    ] = None,
    show: Annotated[
        str | None, typer.Option(help="Tell another combination than the choice in full, by its name.")
    ] = None,
    replications: Annotated[
        int, typer.Option(min=2, max=10_000, help="How often the peak hour is played through.")
    ] = 300,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="Another seed, another peak hour.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Size every combination, say why others cannot be, choose one and play its peak hour through."""
    outputs = output or []
    refuse_outputs(outputs, FORMATS)
    with steps(quiet=as_json) as announce:
        selected = select_equipment(
            source, catalogue=catalogue, show=show, replications=replications, seed=seed, announce=announce
        )
        announce("writing files")
        written = write_selection(selected, outputs)
    if as_json:
        document = selection_document(selected.selection, selected.peak, selected.shown)
        print_json({**document, "files": [str(path) for path in written]})
    else:
        _show(selected)
        for path in written:
            talk().print(f"written to {path}", markup=False)
    if selected.shown is None:
        raise typer.Exit(INCOMPLETE)


@equipment.command()
def template(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("warehouse"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a warehouse with a catalogue of typical values, as CSV and as one workbook, to fill in."""
    names = (*(f"{name}.csv" for name in TABLES), WORKBOOK_NAME)
    write_forms(folder, names, write_equipment_templates, force=force, as_json=as_json)


@equipment.command()
def catalogue(
    source: Annotated[
        Path | None, typer.Argument(help="Folder or workbook; the typical values that ship if not given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a catalogue: what it holds and where each figure comes from."""
    shown = typical_catalogue(source)
    if as_json:
        print_json({name: rows for name, (_, rows) in catalogue_rows(shown).items()})
        return
    if source is None:
        talk().print("Typical values, not offers; your own catalogue replaces them with --catalogue.")
    for name, (header, rows) in catalogue_rows(shown).items():
        cells = [[row[each] for each in header] for row in rows]
        out().print(table(header, cells, title=name))


def _show(selected: Selected) -> None:
    selection, shown = selected.selection, selected.shown
    for note in selection.warehouse.notes:
        talk().print(note, style="yellow", markup=False)
    if shown is None:
        out().print("nothing in the catalogue is feasible", style="bold red")
    else:
        _show_combination(selected, shown)
        _show_ranking(selected)
    _show_rejected(selected)


def _show_combination(selected: Selected, shown: Combination) -> None:
    selection = selected.selection
    currency, storage = selection.warehouse.terms.currency, shown.storage
    what = "choice" if shown == selection.choice else "shown"
    out().print(f"{what}: {shown.id}", style="bold", markup=False)
    lines = (
        f"{storage.positions:,} positions ({storage.needed:,} needed), {storage.levels.count} levels, "
        f"lanes {storage.lane_depth} deep, {storage.aisles} aisles of {storage.aisle_mm / 1000:.2f} m, "
        f"{storage.area_m2:,.0f} m²",
        f"{shown.investment_cents / 100:,.0f} {currency} to invest, {shown.running_cents / 100:,.0f} a year; "
        f"{shown.cents_per_stored / 100:,.2f} a pallet stored for a year, "
        f"{shown.cents_per_moved / 100:,.2f} a pallet moved",
        f"{shown.throughput:,.0f} pallets an hour for {selection.warehouse.peak_pallets:,.0f} needed",
    )
    for line in lines:
        out().print(f"  {line}", markup=False)
    rows = [(item.role, item.id, f"{item.count:,}", item.unit) for item in shown.items]
    out().print(table(("for", "what", "count", "unit"), rows))
    for queue in selected.peak.queues if selected.peak else ():
        out().print(f"  {_queue_text(queue)}", markup=False)


def _queue_text(queue: Queue) -> str:
    text = (
        f"{queue.stage}: mean wait {queue.wait_s.mean:.0f} ± {queue.wait_s.half_width:.0f} s, "
        f"95 of 100 less than {queue.wait95_s.mean:.0f} s, {queue.utilisation.mean:.0%} busy; "
        f"formula {queue.formula_wait_s:.0f} s"
    )
    return text if queue.agrees else f"{text}: {queue.why}"


def _show_ranking(selected: Selected) -> None:
    selection = selected.selection
    rows = [
        (
            each.id,
            f"{selection.scores[each.id]:.3f}",
            "yes" if each.id in selection.front else "",
            f"{each.present_cents / 100:,.0f}",
            f"{each.investment_cents / 100:,.0f}",
            f"{each.storage.area_m2:,.0f}",
            f"{each.reserve:.0%}",
        )
        for each in selection.combinations[:SHOWN]
    ]
    header = ("combination", "score", "front", "cost, of today", "investment", "m²", "reserve")
    out().print(table(header, rows, title=f"{counted(len(selection.combinations), 'combination')} feasible"))
    for each in selection.stays:
        if each.share:
            text = f"  weight of {each.criterion}: stays from {each.least:.1%} to {each.most:.1%}"
            out().print(f"{text} (now {each.share:.1%})", markup=False)


def _show_rejected(selected: Selected) -> None:
    rows = [
        (each.rack, each.storer, each.mover, "; ".join(reason.text for reason in each.reasons))
        for each in selected.selection.rejected
    ]
    header = ("rack", "served by", "brought by", "why not")
    if rows:
        out().print(table(header, rows, title=f"{counted(len(rows), 'combination')} not feasible"))
