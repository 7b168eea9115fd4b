"""A design from the JSON file that a search wrote, for the study that it belongs to."""

import json
import math
from pathlib import Path
from typing import Any

from core.errors import Fault, InvalidInput, fault, refuse
from network.design.costs import costs_of
from network.design.design import Design, Flow, Made, OpenSite, Quote
from network.design.study import Study

_SHAPES: dict[str, tuple[str, ...]] = {
    "sites": ("period", "site", "size"),
    "flows": ("period", "from", "to", "mode", "product", "units"),
    "made": ("period", "site", "product", "units"),
}


def read_designs(path: Path, study: Study) -> dict[str, Design]:
    """Return the design of a file by the file's name, or those of a comparison by their own.

    Raise `InvalidInput` where it is no design, or names what the study does not know; costs are counted anew.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as broken:
        expected = "JSON as `roundsman network design` writes it"
        raise InvalidInput(
            f"{path.name} cannot be read.", faults=[fault(path.name, "", str(broken), expected)]
        ) from None
    if isinstance(document, dict) and isinstance(document.get("designs"), dict):
        found = {str(name): each for name, each in document["designs"].items()}
    else:
        found = {path.stem: document}
    return {name: design_from(f"{path.name}, design {name!r}", each, study) for name, each in found.items()}


def design_from(where: str, document: Any, study: Study) -> Design:
    """Return the design of a document; raise `InvalidInput` where it is none, or not of this study."""
    faults = list(_shape_faults(where, document))
    refuse(f"{where} is no design.", faults)
    flows = tuple(
        Flow(
            period=str(each["period"]), start=str(each["from"]), end=str(each["to"]), mode=str(each["mode"]),
            product=str(each["product"]), units=float(each["units"]),
        )
        for each in document["flows"]
    )  # fmt: skip
    sites = tuple(
        OpenSite(period=str(each["period"]), site=str(each["site"]), size=str(each["size"]))
        for each in document["sites"]
    )
    made = tuple(
        Made(
            period=str(each["period"]), site=str(each["site"]), product=str(each["product"]),
            units=float(each["units"]),
        )
        for each in document["made"]
    )  # fmt: skip
    refuse(f"{where} is not of this study.", _unknown(where, study, sites, flows, made))
    quotes = quotes_from(document)
    costs = costs_of(study, sites, flows, made, quotes)
    opened = {each.site for each in sites}
    return Design(
        model="network",
        objective=costs.total_cents / 100,
        bound=float(document.get("bound", 0.0)),
        open=tuple(k for k, each in enumerate(study.sites) if each.id in opened),
        seconds=float(document.get("seconds", 0.0)),
        sites=sites,
        flows=flows,
        made=made,
        costs=costs,
        quotes=quotes,
    )


def quotes_from(document: Any) -> tuple[Quote, ...]:
    """Return the service times of a design's table of stock; rows that tell none are left out."""
    rows = document.get("stock")
    return tuple(
        Quote(period=str(each["period"]), site=str(each["site"]), product=str(each["product"]), days=days)
        for each in (rows if isinstance(rows, list) else ())
        if isinstance(each, dict) and {"period", "site", "product"} <= each.keys()
        if (days := _days(each.get("quoted_days"))) > 0
    )


def _days(value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and math.isfinite(value) else 0.0


def _shape_faults(where: str, document: Any) -> list[Fault]:
    if not isinstance(document, dict):
        return [fault(where, "", type(document).__name__, "an object with sites, flows and made")]
    found = []
    for name, keys in _SHAPES.items():
        rows = document.get(name)
        if not isinstance(rows, list):
            found.append(fault(where, name, rows, f"a list with {', '.join(keys)}"))
            continue
        for k, row in enumerate(rows):
            missing = [key for key in keys if not isinstance(row, dict) or key not in row]
            units = row.get("units", 0) if isinstance(row, dict) else 0
            if missing:
                found.append(fault(where, f"/{name}/{k}", f"no {missing[0]}", ", ".join(keys)))
            elif isinstance(units, bool) or not isinstance(units, int | float) or not units >= 0:
                found.append(fault(where, f"/{name}/{k}/units", units, "a number, 0 or more"))
    return found


def _unknown(
    where: str,
    study: Study,
    sites: tuple[OpenSite, ...],
    flows: tuple[Flow, ...],
    made: tuple[Made, ...],
) -> list[Fault]:
    periods, products = {each.id for each in study.periods}, {each.id for each in study.products}
    sizes = {(site.id, size.id) for site in study.sites for size in site.sizes}
    makers = {(each.site, each.product) for each in study.makings}
    wrong = [("open site", f"{e.site} {e.size}") for e in sites if (e.site, e.size) not in sizes]
    wrong += [
        ("flow", f"{e.start} > {e.end} {e.mode}")
        for e in flows
        if (e.start, e.end, e.mode) not in study.lane_of or e.product not in products
    ]
    wrong += [("made", f"{e.product} at {e.site}") for e in made if (e.site, e.product) not in makers]
    named = [*(e.period for e in sites), *(e.period for e in flows), *(e.period for e in made)]
    wrong += [("period", each) for each in named if each not in periods]
    expected = "what the study has; was the design made for another one, or for other tables?"
    return [fault(where, what, value, expected) for what, value in dict.fromkeys(wrong)]
