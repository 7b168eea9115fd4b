"""`roundsman geocode`: where addresses are, by the map itself."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli import travel_options as options
from api.cli.progress import steps
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table, talk
from api.services.find_address import AddressDesk, needed
from api.services.given_files import refuse_outputs
from api.services.open_desk import desk_for
from core.attribution import OPENSTREETMAP
from core.errors import InvalidInput, NotFound, fault, refuse
from core.located import Address, Located
from core.place import Place
from data.formats.addresses.read_addresses import AddressTable, read_address_table, write_found
from data.formats.points.located_json import located_json

_TABLES = (".csv", ".xlsx")
SHOWN = 20


def geocode(
    asked: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS|FILE",
            help='An address, as "12 rue Grimaldi, Monaco", or a table of them (CSV, XLSX).',
        ),
    ],
    map_file: options.MapFile = None,
    cache: options.Cache = None,
    output: Annotated[
        Path | None, typer.Option(help="Write the table with what was found: .csv or .xlsx.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=10, help="Answers to one address at most.")] = 3,
    reverse: Annotated[
        bool,
        typer.Option("--reverse", help="ADDRESS is a point, as 7.4193,43.7351 (lon,lat): tell its address."),
    ] = False,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Find where addresses are, by the map itself: point, precision and confidence."""
    is_table = Path(asked).suffix.lower() in _TABLES
    _refuse_lost(output, is_table=is_table, reverse=reverse)
    environ = os.environ
    with steps(quiet=as_json) as announce:
        if environ.get("ROUNDSMAN_GEOCODE_PROVIDER", "none") == "none":
            desk = needed_here(desk_for(map_file, cache, environ, announce=announce))
            complete = _answered(
                desk, asked, output, most, is_table=is_table, reverse=reverse, as_json=as_json
            )
        else:
            with store_options.opened(database) as store:
                desk = needed_here(desk_for(map_file, cache, environ, store=store, announce=announce))
                complete = _answered(
                    desk, asked, output, most, is_table=is_table, reverse=reverse, as_json=as_json
                )
    if not complete:
        raise typer.Exit(INCOMPLETE)


def needed_here(desk: AddressDesk | None) -> AddressDesk:
    """Return who finds addresses; refuse a command that names no map."""
    if desk is None:
        raise InvalidInput(
            "Nobody here knows addresses.", faults=[fault("command", "--map", "", "a street map (.osm.pbf)")]
        )
    return needed(desk)


def _refuse_lost(output: Path | None, *, is_table: bool, reverse: bool) -> None:
    if output is not None:
        refuse_outputs([output], _TABLES)
        if not output.suffix or not is_table:
            expected = "a table of addresses, and a file that ends with .csv or .xlsx"
            refuse("Nothing can be written so.", [fault("command", "--output", str(output), expected)])
    if reverse and is_table:
        refuse(
            "Points are asked one at a time.",
            [fault("command", "--reverse", "given", "a point: 7.4193,43.7351")],
        )


def _answered(
    desk: AddressDesk,
    asked: str,
    output: Path | None,
    most: int,
    *,
    is_table: bool,
    reverse: bool,
    as_json: bool,
) -> bool:
    """Answer and print; return whether everything was found."""
    if is_table:
        return _table(desk, Path(asked), output, as_json=as_json)
    if reverse:
        point = desk.at(_point(asked))
        found = [] if point is None else [point]
    else:
        found = desk.find(Address(line=asked), most)
    if not found:
        raise NotFound(f"Nothing like {asked!r} is known here: check its spelling, or the map.")
    if as_json:
        print_json({"found": [_document(each) for each in found], "attribution": OPENSTREETMAP})
    else:
        header = ("address", "lon", "lat", "precision", "confidence", "within m", "review")
        out().print(table(header, [_row(each) for each in found]))
    return True


def _table(desk: AddressDesk, path: Path, output: Path | None, *, as_json: bool) -> bool:
    rows = read_address_table(path)
    answers = (desk.find(each) if each.text else [] for each in rows.addresses)
    found = [each[0] if each else None for each in answers]
    if output is not None:
        write_found(output, rows, found)
    lost = [where for where, each in zip(rows.where, found, strict=True) if each is None]
    review = sum(each is not None and not each.sure for each in found)
    if as_json:
        print_json({"results": _results(rows, found), "attribution": OPENSTREETMAP})
        return not lost
    told = f"{counted(len(found), 'row')}: {len(found) - len(lost) - review:,} sure"
    out().print(f"{told}, {review:,} to be looked at, {len(lost):,} not found", markup=False)
    for where in lost[:SHOWN]:
        talk().print(f"  {where}: not found", markup=False)
    if output is not None:
        talk().print(f"written to {output}", markup=False)
    return not lost


def _results(rows: AddressTable, found: list[Located | None]) -> list[dict[str, Any]]:
    return [
        {"where": where, "asked": asked.text, "found": None if each is None else _document(each)}
        for where, asked, each in zip(rows.where, rows.addresses, found, strict=True)
    ]


def _document(found: Located) -> dict[str, Any]:
    return {**located_json(found), "review": not found.sure}


def _row(found: Located) -> tuple[str, ...]:
    place = found.place
    told = (found.precision.value, f"{found.confidence} %", str(found.within_m), "" if found.sure else "yes")
    return place.name, f"{place.lon:.6f}", f"{place.lat:.6f}", *told


def _point(text: str) -> Place:
    lon, _, lat = text.partition(",")
    try:
        return Place(lon=float(lon), lat=float(lat))
    except ValueError:
        refuse("That is no point.", [fault("command", "ADDRESS", text, "lon,lat in degrees: 7.4193,43.7351")])
        raise
