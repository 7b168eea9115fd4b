"""Whatever is given becomes a day or a list of faults, never another exception."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from data.formats.tables.columns import COLUMNS, Role
from data.formats.tables.kinds import TableFile
from data.formats.tables.read_day import day_from_tables
from tests.data.tables.files import ONE_DEPOT, ONE_ORDER, ONE_VEHICLE

ODD = st.sampled_from(
    [
        "", "0", "-1", "1e99", "NaN", "1,234.5", "08:00-10:00", "10:00-08:00", "2026-11-23T22:00", "van",
        "x;y", "9999-12-31 08:00", "pickup", "€5", "5 kg", "=1+1", "８", "²", "½", "٣", "0.5", "1_000",
        "a\nb", '"', "0:10",
    ]
) | st.text(max_size=6)  # fmt: skip
DEFAULTS = {"id": "A1", "lon": "7.42", "lat": "43.73"}


@st.composite
def tables(draw: st.DrawFn, role: Role) -> bytes:
    """Return a table with every column, one or two of whose cells hold something odd."""
    header = [column.header for column in COLUMNS[role]]
    rows = [[DEFAULTS.get(name, "") for name in header] for _ in range(draw(st.integers(1, 2)))]
    for _ in range(draw(st.integers(1, 2))):
        row = draw(st.sampled_from(rows))
        row[draw(st.integers(0, len(header) - 1))] = draw(ODD)
    text = io.StringIO()
    csv.writer(text, delimiter=draw(st.sampled_from(",;\t|"))).writerows([header, *rows])
    return text.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-16"])), "replace")


def is_answered(order_bytes: bytes, vehicle_bytes: bytes, depot_bytes: bytes) -> bool:
    try:
        day = day_from_tables(
            TableFile(name="orders.csv", content=order_bytes),
            TableFile(name="vehicles.csv", content=vehicle_bytes),
            TableFile(name="depots.csv", content=depot_bytes),
        )
    except InvalidInput as refused:
        return len(refused.faults) > 0
    return len(day.stops) > 0


@settings(deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_are_answered(content: bytes) -> None:
    assert is_answered(content, ONE_VEHICLE.encode(), ONE_DEPOT.encode())
    assert is_answered(ONE_ORDER.encode() + content, ONE_VEHICLE.encode(), ONE_DEPOT.encode())


@settings(deadline=None)
@given(tables("orders"), tables("vehicles"), tables("depots"))
def test_any_cells_are_answered(order_bytes: bytes, vehicle_bytes: bytes, depot_bytes: bytes) -> None:
    assert is_answered(order_bytes, vehicle_bytes, depot_bytes)
