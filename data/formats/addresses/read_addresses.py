"""Addresses from whatever table a person has, and the same table with what was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.attribution import OPENSTREETMAP
from core.errors import fault, refuse
from core.located import Address, Located
from data.files import replacing, write_text
from data.formats.fields.field import Field
from data.formats.fields.records import headings_of
from data.formats.fields.sheets import table_of
from data.formats.fields.written import Row, table_csv, write_tables_xlsx
from data.formats.safe_cells import shown_cell

ADDRESS_FIELDS: Final = (
    Field(
        attribute="line",
        header="address",
        about="The address in one line",
        aliases=("delivery_address", "shipping_address", "full_address", "ship_to"),
    ),
    Field(
        attribute="street",
        header="street",
        about="Street",
        aliases=("street_name", "road", "shipping_street"),
    ),
    Field(
        attribute="number",
        header="number",
        about="House",
        aliases=("house_number", "house", "housenumber", "no"),
    ),
    Field(
        attribute="postcode",
        header="postcode",
        about="Postcode",
        aliases=("zip", "postal_code", "plz", "zip_code"),
    ),
    Field(
        attribute="city",
        header="city",
        about="Town",
        aliases=("town", "place", "ort", "ville", "shipping_city"),
    ),
)

FOUND_HEADER: Final = (
    "found_lon", "found_lat", "found_address", "precision", "confidence", "within_m", "review", "error",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AddressTable:
    """A table of addresses: its cells as they are, and the address of each row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    addresses: tuple[Address, ...]
    where: tuple[str, ...]


def read_address_table(path: Path) -> AddressTable:
    """Read a CSV file or a workbook; raise `InvalidInput` where no column says what the address is."""
    sheet = table_of(path, "addresses", ADDRESS_FIELDS)
    header = sheet.rows[0][1] if sheet.rows else ()
    headings = {each.index: each.field.attribute for each in headings_of(header, ADDRESS_FIELDS)}
    if not {"line", "street", "city", "postcode"} & {*headings.values()} or len(sheet.rows) < 2:
        expected = "a header with address, or with street, number, postcode and city, and rows below it"
        found = ", ".join(header) or "nothing"
        refuse(f"{path.name} has no addresses.", [fault(sheet.where, "", found, expected)])
    wide = tuple((number, (*cells, *[""] * (len(header) - len(cells)))) for number, cells in sheet.rows[1:])
    return AddressTable(
        header=tuple(header),
        rows=tuple(cells for _, cells in wide),
        addresses=tuple(_address(cells, headings) for _, cells in wide),
        where=tuple(f"{sheet.where} row {number}" for number, _ in wide),
    )


def write_found(path: Path, table: AddressTable, found: Sequence[Located | None]) -> None:
    """Write a table with what was found beside each row, as .csv or .xlsx, whole or not at all."""
    header = (*table.header, *FOUND_HEADER)
    rows: list[Row] = [
        (*(shown_cell(cell) for cell in cells), *_found_cells(asked, each))
        for cells, asked, each in zip(table.rows, table.addresses, found, strict=True)
    ]
    if path.suffix.lower() == ".xlsx":
        with replacing(path) as temporary:
            write_tables_xlsx(temporary, [("addresses", header, rows)], [OPENSTREETMAP])
    else:
        write_text(path, table_csv(header, rows), encoding="utf-8-sig")


def _address(cells: Sequence[str], headings: Mapping[int, str]) -> Address:
    parts = {name: shown_cell(" ".join(cells[index].split())) for index, name in headings.items()}
    return Address(**parts)


def _found_cells(asked: Address, found: Located | None) -> Iterator[str | int | float]:
    if found is None:
        yield from [""] * 7
        yield (
            "no address in this row"
            if not asked.text
            else "not found: check its spelling, or give lon and lat"
        )
        return
    place = found.place
    yield from (place.lon, place.lat, place.name, found.precision.value, found.confidence, found.within_m)
    yield "no" if found.sure else "yes"
    yield ""
