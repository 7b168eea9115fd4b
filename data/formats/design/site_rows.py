"""Sites of a supply network with their sizes and steps, each fault at the row that it stands in."""

from collections import defaultdict

from core.units import Cents
from data.formats.design.reading import CENTS, Reading
from data.formats.fields.records import Record
from network.design.site import Fate, Site, Size, Step

_STATES: dict[str, tuple[bool, Fate]] = {
    "existing": (True, "free"),
    "must-stay": (True, "open"),
    "must-close": (True, "closed"),
    "candidate": (False, "free"),
    "must-open": (False, "open"),
    "must-not-open": (False, "closed"),
}


def sites_of(reading: Reading) -> tuple[Site, ...]:
    """Return every site that is somewhere."""
    sizes, steps = _sizes(reading), _steps(reading)
    made = [
        _site(reading, each, sizes[each.values["id"]], steps[each.values["id"]])
        for each in reading.of("sites")
    ]
    return tuple(each for each in made if each is not None)


def _site(reading: Reading, row: Record, sizes: list[Size], steps: list[Step]) -> Site | None:
    values, place = row.values, reading.place(row)
    if place is None:
        return None
    was_open, fate = _STATES[values.get("state", "candidate")]
    own = Size(
        capacity=values.get("capacity"),
        fixed_cents=Cents(values.get("fixed_cents", 0)),
        opening_cents=Cents(values.get("opening_cents", 0)),
    )
    rate = values.get("cost_per_load")
    flat = [Step(load_from=0, cents_per_load=rate * CENTS)] if rate else []
    return reading.built(
        row, Site, id=values["id"], kind=values["kind"], place=place, was_open=was_open, fate=fate,
        sizes=tuple(sizes or [own]), steps=tuple(steps or flat),
        closing_cents=Cents(values.get("closing_cents", 0)), group=values.get("group", ""),
        name=values.get("name", ""), co2_kg=values.get("co2_kg", 0.0),
    )  # fmt: skip


def _by_site(reading: Reading, table: str) -> dict[str, list[Record]]:
    """Return the rows of a table by the site that they name, also those that are not whole."""
    found: dict[str, list[Record]] = defaultdict(list)
    for each in reading.rows.get(table, []):
        if "site" in each.values:
            found[each.values["site"]].append(each)
    return found


def _sizes(reading: Reading) -> dict[str, list[Size]]:
    """Return sizes by site; of two of one name the first, and a fault."""
    found: dict[str, list[Size]] = defaultdict(list)
    for site, rows in _by_site(reading, "sizes").items():
        first: dict[str, str] = {}
        for row in rows:
            values = {name: value for name, value in row.values.items() if name != "site"}
            size = values.pop("size", None)
            if size is None:
                continue
            if size in first:
                reading.fault(row, "size", size, f"a size that {site} has not yet; it is in {first[size]}")
                continue
            first[size] = row.where
            made = reading.built(row, Size, id=size, **values)
            if made is not None:
                found[site].append(made)
    return found


def _steps(reading: Reading) -> dict[str, list[Step]]:
    """Return steps by site; none where a step does not follow the one before, which is a fault of its row."""
    found: dict[str, list[Step]] = defaultdict(list)
    for site, rows in _by_site(reading, "steps").items():
        if _ascend(reading, site, rows):
            found[site] = [
                Step(load_from=each.values["load_from"], cents_per_load=each.values["cost_per_load"] * CENTS)
                for each in rows
                if {"load_from", "cost_per_load"} <= each.values.keys()
            ]
    return found


def _ascend(reading: Reading, site: str, rows: list[Record]) -> bool:
    """Return whether the steps of a site can be read, begin at 0 and ascend; tell where they do not."""
    right, before = True, None
    for k, row in enumerate(rows):
        start = row.values.get("load_from")
        if start is None:
            right = False
        elif k == 0 and start != 0:
            reading.fault(row, "from_load", f"{start:.12g}", f"0, where the first step of {site} begins")
            right = False
        elif before is not None and start <= before[1]:
            expected = f"more than {before[1]:.12g}, where the step of {site} in {before[0]} begins"
            reading.fault(row, "from_load", f"{start:.12g}", expected)
            right = False
        before = before if start is None else (row.where, start)
    return right
