"""`roundsman quote`: everything that is possible for a cart in the next days."""

from contextlib import nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.cli import travel_options
from api.cli.progress import steps
from api.cli.store_options import opened
from api.cli.talk import INCOMPLETE, AsJson, out, print_json, table, talk
from api.services.given_files import refuse_outputs
from api.services.quote_delivery import Quote
from api.services.quote_files import quote_files
from api.services.travel_choice import TravelChoice, travel_source
from core.clock import utc_now
from core.errors import fault, refuse
from core.units import Money, duration_text
from data.files import write_text
from data.formats.fields.written import table_csv
from data.formats.modes.quote_figures import HEADER, cut_off_in_s, option_json, option_rows
from data.formats.plan_json.pretty import pretty_json
from orders.modes.option import Option

FORMATS = (".json", ".csv")


def quote(
    cart: Annotated[Path, typer.Argument(metavar="CART", help="A cart as JSON.")],
    modes: Annotated[
        Path, typer.Option(help="Tables of delivery modes: a folder of CSV files or a workbook.")
    ],
    plan: Annotated[
        list[Path] | None, typer.Option(help="A tentative plan.json; one for each day, several times.")
    ] = None,
    map_file: travel_options.MapFile = None,
    speeds: travel_options.Speeds = None,
    traffic: travel_options.Traffic = None,
    straight_line: travel_options.StraightLine = False,
    cache: travel_options.Cache = None,
    at: Annotated[
        str | None, typer.Option(metavar="MOMENT", help="When it is asked, with zone; now by default.")
    ] = None,
    output: Annotated[list[Path] | None, typer.Option(help="A .json or .csv file; several times.")] = None,
    database: Annotated[
        str | None,
        typer.Option(help="Database that knows stock, holds and orders; options then have tokens to hold."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show also what is not possible, with its reason.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Quote all ways to bring a cart: slots, shops and lockers, with price, CO2, cut-off, or the reason."""
    outputs = output or []
    refuse_outputs(outputs, FORMATS)
    now = _moment(at)
    choice = TravelChoice(
        map_file=map_file,
        speeds=speeds,
        traffic=traffic,
        straight_line=straight_line or map_file is None,
        cache=cache,
    )
    with steps(quiet=as_json) as announce, travel_source(choice, announce=announce) as source:
        asked = partial(quote_files, cart, modes=modes, plans=plan or [], source=source, now=now)
        with nullcontext() if database is None else opened(database) as store:
            found = asked(store=store, announce=announce)
    document = _document(found)
    for path in outputs:
        _write(path, found, document)
    if as_json:
        print_json({**document, "files": [str(path) for path in outputs]})
    else:
        _show(found, everything=everything)
        for path in outputs:
            talk().print(f"written to {path}", markup=False)
    if not found.offered:
        raise typer.Exit(INCOMPLETE)


def _moment(text: str | None) -> datetime:
    if text is None:
        return utc_now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        expected = "a moment with its zone, as 2026-03-31T09:30:00+02:00"
        refuse("It is not clear when it is asked.", [fault("command", "--at", text, expected)])
    return moment or utc_now()


def _document(found: Quote) -> dict[str, object]:
    return {
        "at": found.at.isoformat(timespec="seconds"),
        "currency": found.currency,
        "hold_until": None if found.until is None else found.until.isoformat(timespec="seconds"),
        "options": [
            {**option_json(each, now=found.at), "token": token or None}
            for each, token in zip(found.options, found.tokens, strict=True)
        ],
        "notes": list(found.notes),
    }


def _write(path: Path, found: Quote, document: dict[str, object]) -> None:
    if path.suffix.lower() == ".json":
        write_text(path, pretty_json(document))
    else:
        rows = option_rows(found.options, now=found.at, currency=found.currency)
        write_text(path, table_csv(HEADER, rows), encoding="utf-8-sig")


def _show(found: Quote, *, everything: bool) -> None:
    for note in found.notes:
        talk().print(note, style="yellow", markup=False)
    header: tuple[str, ...] = (
        *("mode", "what", "day", "when", "price", "CO2 g", "greener", "order within", "from", "reason"),
        *(["token"] if found.name else []),
    )
    title = f"{len(found.offered)} of {len(found.options)} options are possible"
    told = zip(found.options, found.tokens, strict=True)
    rows = [
        (*_row(found, each), *([token] if found.name else []))
        for each, token in told
        if everything or each.offered
    ]
    out().print(table(header, rows, title=title))
    if len(rows) < len(found.options):
        talk().print("--all shows also what is not possible, with its reason", markup=False)


def _row(found: Quote, option: Option) -> tuple[str, ...]:
    left = cut_off_in_s(option, now=found.at)
    when = "" if option.opens is None or option.closes is None else _span(option.opens, option.closes)
    money = "" if option.price is None else str(Money(amount=option.price, currency=found.currency))
    reason = option.refusal.text if option.refusal else ""
    if option.substitutes:
        reason += f" Near: {', '.join(option.substitutes)}."
    return (
        option.mode.value,
        f"{option.name} ({option.compartment})" if option.compartment else option.name,
        "" if option.day is None else f"{option.day:%a %Y-%m-%d}",
        when,
        money,
        "" if option.co2_g is None else f"{option.co2_g:,}",
        "yes" if option.greener else "",
        "" if left is None or not option.offered else duration_text(left),
        ", ".join(each.warehouse for each in option.sent),
        reason,
    )


def _span(opens: datetime, closes: datetime) -> str:
    ends = f"{closes:%H:%M}" if closes.date() == opens.date() else f"{closes:%a %H:%M}"
    return f"{opens:%H:%M}-{ends}"
