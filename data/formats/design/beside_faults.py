"""What cannot be, whatever stands in the cells that are faulty: told together with them."""

from dataclasses import replace
from typing import Any

from core.errors import Fault, InvalidInput
from data.formats.design.fields import REQUIRED
from data.formats.design.reading import Reading
from network.design.study import Study

_DECIDE: tuple[str, ...] = ("products", "periods", "sizes", "modes", "lanes")
"""Tables in which a faulty cell can be what makes a customer unreachable or a capacity too small."""


def contradictions(reading: Reading, made: dict[str, Any]) -> tuple[Fault, ...]:
    """Return customers that no way leads to and capacities below demand that faulty cells do not explain.

    Capacities that could not be read are any, demand that could not be read is none, and names that no table
    knows are left out: what is told even so holds once they are mended. Nothing is told where a site or a
    lane may be missing because of a fault.
    """
    placed = len(made["sites"]) == len(reading.rows.get("sites", []))
    named = len(made["makings"]) == len(reading.rows.get("makes", []))
    unread = any(not reading.rows.get(name) for name in REQUIRED)
    if not placed or not named or unread or reading.faulty(*_DECIDE):
        return ()
    sites, products, customers, periods = (
        {each.id: each for each in reversed(made[name])}
        for name in ("sites", "products", "customers", "periods")
    )
    demands = tuple(
        each
        for each in made["demands"]
        if each.customer in customers and each.product in products and each.period in periods
    )
    strange = any(each.site not in sites or each.product not in products for each in made["makings"])
    if strange or sites.keys() & customers.keys() or not any(each.units > 0 for each in demands):
        return ()
    try:
        Study(
            products=made["products"], periods=made["periods"], lanes=made["lanes"], demands=demands,
            sites=tuple(sites.values()),
            customers=tuple(replace(each, served_by=None) for each in customers.values()),
            makings=tuple({(each.site, each.product): each for each in made["makings"]}.values()),
        )  # fmt: skip
    except InvalidInput as refused:
        return refused.faults
    return ()
