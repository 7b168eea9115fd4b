"""Which warehouses there are: a misspelt name must not make a new one when goods come back."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from core.errors import Fault, fault
from data.store.fleet_tables import FLEET
from data.store.stock.tables import STOCK_LEVELS

_NAMED = 20
"""So many are named where another one is meant."""


def unknown_faults(connection: Connection, named: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield what names a warehouse that neither the stock ledger nor the kept sites know.

    Where none is known at all, any may be the first.

    named
        where it is named, and the name.
    """
    strange = [(where, name) for where, name in named if not _has_stock(connection, name)]
    if not strange:
        return
    known = _known(connection)
    more = ", ..." if len(known) > _NAMED else ""
    expected = (
        f"a warehouse that is known: {', '.join(known[:_NAMED])}{more}; a new one is kept as a site first"
    )
    for where, name in strange:
        if known and name not in known:
            yield fault(where, "warehouse", name, expected)


def _has_stock(connection: Connection, name: str) -> bool:
    chosen = select(STOCK_LEVELS.c.sku).where(STOCK_LEVELS.c.warehouse == name).limit(1)
    return connection.execute(chosen).first() is not None


def _known(connection: Connection) -> list[str]:
    levels = connection.execute(select(STOCK_LEVELS.c.warehouse).distinct()).scalars()
    sites = connection.execute(select(FLEET.c.id).where(FLEET.c.kind == "site")).scalars()
    return sorted({*levels, *sites})
