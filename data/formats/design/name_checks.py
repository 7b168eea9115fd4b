"""Names across the tables of a supply network: what no table knows, and what stands twice."""

from collections.abc import Iterator
from typing import Final

from core.errors import Fault, fault
from data.formats.design.reading import Reading
from data.formats.fields.records import Record, twice_faults
from network.design.site import SITE_KINDS

_NAMES: Final = (
    ("parts", "product", "products"),
    ("parts", "part", "products"),
    ("sizes", "site", "sites"),
    ("steps", "site", "sites"),
    ("makes", "site", "sites"),
    ("makes", "product", "products"),
    ("customers", "served_by", "sites"),
    ("demand", "customer", "customers"),
    ("demand", "product", "products"),
    ("demand", "period", "periods"),
)
"""Table, column, and the table whose ids stand there."""

_ONCE: Final = (
    ("parts", ("product", "part")),
    ("makes", ("site", "product")),
    ("modes", ("mode", "from_kind", "to_kind")),
    ("lanes", ("from", "to", "mode")),
)
"""Tables in which some columns together stand once."""


def name_faults(reading: Reading) -> Iterator[Fault]:
    """Yield every name that its table does not know and every one that stands twice, of any row.

    Rows with cells that could not be read are looked at as well, by those that could.
    """
    for name in ("products", "periods", "sites", "customers", "limits"):
        yield from twice_faults(reading.rows.get(name, []), "id", "id")
    for table, column, of in _NAMES:
        # Without a table of periods there is one, which is called 1.
        known = reading.ids(of) if of in reading.rows or of != "periods" else {"1"}
        for row in reading.rows.get(table, []) if known else []:
            if column in row.values and row.values[column] not in known:
                yield fault(row.where, column, row.values[column], f"the id of a {of.rstrip('s')}")
    yield from _both(reading)
    yield from _unsaid_products(reading)
    yield from _groups(reading)
    for table, columns in _ONCE:
        yield from _twice_together(reading.rows.get(table, []), columns)


def _both(reading: Reading) -> Iterator[Fault]:
    """Yield customers that are called like a site: lanes could not tell them apart."""
    sites = {each.values.get("id"): each.where for each in reversed(reading.rows.get("sites", []))}
    for row in reading.rows.get("customers", []):
        name = row.values.get("id")
        if name is not None and name in sites:
            yield fault(row.where, "id", name, f"a name that no site has; {sites[name]} has it already")


def _unsaid_products(reading: Reading) -> Iterator[Fault]:
    known = reading.ids("products")
    for row in reading.rows.get("demand", []) if len(known) > 1 else []:
        if not row.values.get("product"):
            yield fault(row.where, "product", "", "the id of a product: there are several")


def _groups(reading: Reading) -> Iterator[Fault]:
    rows = reading.rows.get("sites", [])
    known = {each.values.get(name) for each in rows for name in ("group", "kind")}
    if any("kind" not in each.values for each in rows):
        known |= set(SITE_KINDS)
    for row in reading.rows.get("limits", []) if rows else []:
        group = row.values.get("group")
        if group is not None and group not in known:
            yield fault(row.where, "group", group, "a group or kind of sites")


def _twice_together(rows: list[Record], columns: tuple[str, ...]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = tuple(str(row.values.get(name, "")) for name in columns)
        if not all(name in row.values for name in columns[:2]):
            continue
        if key in first:
            told = ", ".join(each for each in key if each)
            expected = f"a row that stands once; {first[key]} is about the same"
            yield fault(row.where, ", ".join(columns), told, expected)
        first.setdefault(key, row.where)
