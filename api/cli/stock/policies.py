"""`roundsman inventory`: when to order which item and how much, and what demand to expect."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.forms import write_forms
from api.cli.progress import steps
from api.cli.talk import AsJson, counted, out, print_json, table, talk
from api.services.given_files import refuse_outputs
from api.services.stock_policies import (
    FORMATS,
    Forecasts,
    Policies,
    stock_forecasts,
    stock_policies,
    write_forecasts,
    write_policies,
)
from data.formats.stock.fields import STOCK_TABLES
from data.formats.stock.forecast_figures import forecast_document
from data.formats.stock.policy_figures import policy_document
from data.templates.write_stock import WORKBOOK_NAME, write_stock_templates
from inventory.forecast.end import Silence

stock = typer.Typer(name="inventory", help="When to order which item and how much; what demand to expect.")

SHOWN = 25

Outputs = Annotated[
    list[Path] | None,
    typer.Option(help="A .json, .csv, .xlsx, .html, .svg or .png file, or a folder; several times."),
]


@stock.command()
def policy(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Items: a CSV file, workbook, or folder (items.csv, demand.csv)."
        ),
    ],
    output: Outputs = None,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="Another seed, another play.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Work out reorder point, quantity and what to order now for each item, and play it through."""
    outputs = output or []
    refuse_outputs(outputs, FORMATS)
    with steps(quiet=as_json) as announce:
        found = stock_policies(source, seed=seed, announce=announce)
        announce("writing files")
        written = write_policies(found, outputs)
    if as_json:
        document = policy_document(found.policies, found.played, found.notes)
        print_json({**document, "files": [str(path) for path in written]})
    else:
        _show_policies(found)
        _tell_files(written)


@stock.command()
def forecast(
    source: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Past demand by item and date: CSV file, workbook, folder."),
    ],
    weeks: Annotated[int, typer.Option(min=1, max=520, help="Weeks to look ahead.")] = 8,
    season: Annotated[
        int, typer.Option(min=0, max=520, help="Weeks after which demand repeats, such as 52; 0 for none.")
    ] = 0,
    chance: Annotated[
        float, typer.Option(min=0.01, max=0.999, help="Chance that demand is within the interval.")
    ] = 0.9,
    silence: Annotated[
        Silence,
        typer.Option(help="What weeks without rows at the end of an item's history are taken as."),
    ] = Silence.BY_PAST,
    output: Outputs = None,
    as_json: AsJson = False,
) -> None:
    """Continue the weekly demand of each item by the method that was least wrong on its past."""
    outputs = output or []
    refuse_outputs(outputs, FORMATS)
    with steps(quiet=as_json) as announce:
        found = stock_forecasts(
            source, weeks=weeks, season=season, chance=chance, silence=silence, announce=announce
        )
        announce("writing files")
        written = write_forecasts(found, outputs)
    if as_json:
        document = forecast_document(found.forecasts, found.demand.last_day, found.notes)
        print_json({**document, "files": [str(path) for path in written]})
    else:
        _show_forecasts(found)
        _tell_files(written)


@stock.command()
def template(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("stock"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write tables of items and demand, as CSV and as one workbook, to fill in."""
    names = (*(f"{name}.csv" for name in STOCK_TABLES), WORKBOOK_NAME)
    write_forms(folder, names, write_stock_templates, force=force, as_json=as_json)


def _show_policies(found: Policies) -> None:
    for note in found.notes:
        talk().print(note, style="yellow", markup=False)
    rows = [
        (
            each.item.id,
            each.value_class,
            f"{each.reorder_point:,}",
            f"{each.order_quantity:,}",
            f"{each.safety_stock:,.0f}",
            f"{each.service.fill_rate:.1%}",
            f"{shown.fill_rate:.1%}",
            f"{each.proposed:,}" if each.proposed else "",
            each.reason,
        )
        for each, shown in zip(found.policies[:SHOWN], found.played, strict=False)
    ]
    header = ("item", "class", "order at", "quantity", "safety", "fill rate", "played", "order now", "why")
    out().print(table(header, rows, title=counted(len(found.policies), "item")))
    if len(found.policies) > SHOWN:
        talk().print(f"{len(found.policies) - SHOWN} more with --output or --json", markup=False)


def _show_forecasts(found: Forecasts) -> None:
    for note in found.notes:
        talk().print(note, style="yellow", markup=False)
    rows = [
        (
            name,
            each.demand_class.value,
            each.method,
            f"{each.mean.sum():,.1f}",
            f"{each.low[0]:,.1f} to {each.high[0]:,.1f}",
            "" if each.errors.wape is None else f"{each.errors.wape:.0%}",
        )
        for name, each in list(found.forecasts.items())[:SHOWN]
    ]
    header = ("item", "demand is", "method", "expected in all", "first week within", "wrong by (WAPE)")
    out().print(table(header, rows, title=counted(len(found.forecasts), "item")))


def _tell_files(written: tuple[Path, ...]) -> None:
    for path in written:
        talk().print(f"written to {path}", markup=False)
