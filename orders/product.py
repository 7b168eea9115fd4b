"""What a shop sells: what every piece of a SKU weighs and measures, so that lines need not say it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.errors import Fault, fault
from orders.order import Line, Temperature
from orders.size import Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One SKU; weight, volume and size of one piece, 0 and None where nobody knows."""

    sku: str
    name: str = ""
    weight_g: int = 0
    volume_ml: int = 0
    size: Size | None = None
    temperature: Temperature = Temperature.AMBIENT


def completed(line: Line, product: Product) -> Line:
    """Return a line with what it does not say itself; it is kept as cold as either of them says."""
    ambient = line.temperature is Temperature.AMBIENT
    return replace(
        line,
        weight_g=line.weight_g or product.weight_g,
        volume_ml=line.volume_ml or product.volume_ml,
        size=line.size or product.size,
        temperature=product.temperature if ambient else line.temperature,
    )


def unknown_faults(lines: Iterable[Line], products: Mapping[str, Product], where: str) -> list[Fault]:
    """Return a fault for each SKU that the shop does not sell."""
    return unknown_skus((line.sku for line in lines), products, where)


def unknown_skus(skus: Iterable[str], products: Mapping[str, Product], where: str) -> list[Fault]:
    """Return a fault for each SKU that is not among the products.

    where
        the object whose lines have the SKUs: a JSON pointer, to which that of the line is added; or a row.
    """
    expected = f"a SKU of the {len(products):,} in the table of products"
    unknown = ((number, sku) for number, sku in enumerate(skus) if sku not in products)
    return [fault(_line(where, number), "sku", sku, expected) for number, sku in unknown]


def _line(where: str, number: int) -> str:
    return f"{where.rstrip('/')}/lines/{number}" if where.startswith("/") else where
