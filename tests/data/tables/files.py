"""The smallest tables that read without faults, so that a test names only what it changes."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from core.errors import Fault, InvalidInput
from data.formats.tables.kinds import TableFile
from data.formats.tables.read_day import day_from_tables
from routing.day import DayInput
from routing.problem import Stop, Vehicle

ORDER_HEADER = "id,lon,lat"
ONE_ORDER = "id,lon,lat\nA1,7.42,43.73\n"
ONE_VEHICLE = "id\nvan\n"
ONE_DEPOT = "id,lon,lat\nnorth,7.41,43.72\n"


def text_file(name: str, text: str | bytes) -> TableFile:
    return TableFile(name=name, content=text if isinstance(text, bytes) else text.encode())


def read(
    order_text: str | bytes = ONE_ORDER,
    vehicle_text: str | bytes = ONE_VEHICLE,
    depot_text: str | bytes | None = ONE_DEPOT,
    *,
    day: date | None = None,
) -> DayInput:
    return day_from_tables(
        text_file("orders.csv", order_text),
        text_file("vehicles.csv", vehicle_text),
        None if depot_text is None else text_file("depots.csv", depot_text),
        day=day,
    )


def refused(*texts: str | bytes | None, **more: Any) -> tuple[Fault, ...]:
    """Return the faults that `read` finds."""
    with pytest.raises(InvalidInput) as caught:
        read(*texts, **more)  # type: ignore[arg-type]
    return caught.value.faults


def one_stop(**cells: str) -> Stop:
    """Return the stop of a table with one order that has these cells besides id, lon and lat."""
    return read(order_with(**cells)).stops[0]


def one_vehicle(**cells: str) -> Vehicle:
    """Return the vehicle of a table with one row that has these cells besides the id."""
    return read(ONE_ORDER, vehicle_with(**cells)).vehicles[0]


def order_with(**cells: str) -> str:
    return _table({"id": "A1", "lon": "7.42", "lat": "43.73"} | cells)


def vehicle_with(**cells: str) -> str:
    return _table({"id": "van"} | cells)


def order_fault(**cells: str) -> Fault:
    """Return the one fault of a table whose only order has these cells."""
    (found,) = refused(order_with(**cells))
    return found


def vehicle_fault(**cells: str) -> Fault:
    """Return the one fault of a table whose only vehicle has these cells."""
    (found,) = refused(ONE_ORDER, vehicle_with(**cells))
    return found


def workbook(sheets: dict[str, Sequence[Sequence[object]]], **options: Any) -> bytes:
    """Return an .xlsx workbook; None leaves a cell empty, dates and times get a number format."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "hh:mm"} | options)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if value is not None:
                    sheet.write(number, index, value)
    book.close()
    return content.getvalue()


def _table(cells: dict[str, str]) -> str:
    quoted = ('"' + value.replace('"', '""') + '"' for value in cells.values())
    return ",".join(cells) + "\n" + ",".join(quoted) + "\n"
