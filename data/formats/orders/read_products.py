"""Products from a table: CSV or a workbook."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from core.errors import Fault, fault, refuse
from data.formats.fields.records import Record, records_of, twice_faults
from data.formats.fields.sheets import table_of
from data.formats.orders.fields import PRODUCT_FIELDS
from orders.order import Temperature
from orders.product import Product
from orders.size import Size

SIDES: Final = ("length_mm", "width_mm", "height_mm")


def read_products(path: Path) -> dict[str, Product]:
    """Return products by SKU; raise `InvalidInput` with every fault."""
    found = records_of(table_of(path, "products", PRODUCT_FIELDS), PRODUCT_FIELDS)
    products, faults = products_of(found.records)
    refuse(f"{path.name} cannot be read.", [*found.faults, *faults])
    return products


def products_of(records: Iterable[Record]) -> tuple[dict[str, Product], list[Fault]]:
    """Return products by SKU, and what is wrong with their rows."""
    rows = list(records)
    faults = [*twice_faults(rows, "sku", "sku")]
    products: dict[str, Product] = {}
    for each in rows:
        sides = [each.values[key] for key in SIDES if key in each.values]
        if len(sides) in (0, len(SIDES)):
            products[each.values["sku"]] = _product(each.values)
        else:
            expected = "length, width and height, or none of them"
            faults.append(fault(each.where, "length, width, height", f"{len(sides)} of 3", expected))
    return products, faults


def _product(values: Mapping[str, Any]) -> Product:
    sides = {key: values[key] for key in SIDES if key in values}
    told = {key: values[key] for key in ("sku", "name", "weight_g", "volume_ml") if key in values}
    temperature = Temperature(values.get("temperature", Temperature.AMBIENT))
    return Product(**told, size=Size(**sides) if sides else None, temperature=temperature)
