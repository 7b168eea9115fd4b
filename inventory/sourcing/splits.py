"""Every way to send the lines of an order from some warehouses that is worth a look."""

from collections.abc import Iterator, Mapping
from itertools import permutations, product

Parts = dict[str, dict[str, int]]
"""Units by warehouse and SKU."""


def splits(
    wanted: Mapping[str, int], there: Mapping[str, Mapping[str, int]], *, whole_lines: bool
) -> Iterator[Parts]:
    """Yield the ways to send as much of each line as there is.

    Of a line, warehouses are emptied one after the other in some order: these are the corners of what is
    possible, and a cost that grows by less the more is sent is least in a corner.

    whole_lines
        no line comes from more than one warehouse.
    """
    lines = [(sku, _line_splits(sku, units, there, whole_lines)) for sku, units in sorted(wanted.items())]
    for chosen in product(*(ways for _, ways in lines)):
        parts: Parts = {name: {} for name in there}
        for (sku, _), way in zip(lines, chosen, strict=True):
            for name, units in way:
                parts[name][sku] = units
        yield parts


def _line_splits(
    sku: str, wanted: int, there: Mapping[str, Mapping[str, int]], whole_lines: bool
) -> list[tuple[tuple[str, int], ...]]:
    """Return the ways to send one line, each as warehouses with units; the same way once."""
    stocked = {name: each[sku] for name, each in there.items() if each.get(sku, 0) > 0}
    if whole_lines:
        enough = {name: units for name, units in stocked.items() if units >= wanted} or stocked
        return [((name, min(units, wanted)),) for name, units in enough.items()] or [()]
    found: dict[tuple[tuple[str, int], ...], None] = {}
    for order in permutations(stocked):
        left, way = wanted, []
        for name in order:
            taken = min(left, stocked[name])
            if taken:
                way.append((name, taken))
            left -= taken
        found[tuple(sorted(way))] = None
    return list(found)
