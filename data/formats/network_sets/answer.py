"""A design as an answer to a published file: plain values, in the set's own convention."""

from typing import Any

import numpy as np

from data.formats.network_sets.question import Asked
from network.answer import Answer, Assignment, LocationAnswer
from network.route_problem import RouteAnswer
from network.two_stage_problem import Floats, TwoStageAnswer

Served = int | list[dict[str, float | int]] | None
"""The site of a customer, several sites with shares, or none."""

DIGITS = 6
"""Decimals of objectives and bounds that are not whole."""


def answer_document(asked: Asked, answer: Answer) -> dict[str, Any]:
    """Return an answer as plain values for a JSON file.

    objective, bound
        in the set's own convention.
    gap
        percent of the objective between the two.
    open
        numbers of sites, counted from 0 in file order; `open_names` where the file names them.
    assignment
        for each customer in file order the site, or several with shares; null for one that is not served.
    routes
        of a question with routes: the site and the customers in order, counted from 0.
    """
    document: dict[str, Any] = {
        "instance": asked.instance,
        "model": asked.model,
        "objective": plain(answer.objective),
        "bound": plain(answer.bound),
        "gap": round(answer.gap, DIGITS),
        "proven": answer.proven,
        "seconds": round(answer.seconds, 3),
        "open": list(answer.open),
    }
    if asked.names:
        document["open_names"] = [asked.names[site] for site in answer.open]
    if isinstance(answer, LocationAnswer):
        document["assignment"] = assignment_list(answer.assignment)
    if isinstance(answer, TwoStageAnswer):
        document["open_satellites"] = list(answer.satellites)
        document["supplied"] = _lanes("plant", "satellite", answer.supplied.T)
        document["served"] = _lanes("satellite", "customer", answer.served.T)
    if isinstance(answer, RouteAnswer):
        document["routes"] = [{"site": site, "customers": list(visited)} for site, visited in answer.routes]
    return document


def _lanes(origin: str, target: str, flows: Floats) -> list[dict[str, float | int]]:
    """Return the lanes that are used: from where to where, numbers from 0, and how many units."""
    used = np.argwhere(flows > 0).tolist()
    return [{origin: a, target: b, "units": round(float(flows[a, b]), DIGITS)} for a, b in used]


def plain(value: float) -> float | int:
    """Return a whole number as one, and another one rounded."""
    nearest = round(value)
    return nearest if abs(value - nearest) <= max(1e-6, 1e-13 * abs(value)) else round(value, DIGITS)


def assignment_list(assignment: Assignment) -> list[Served]:
    """Return for each customer its site, or several sites with the share of each, or None."""
    size = int(assignment.customers.max(initial=-1)) + 1
    rows: list[list[dict[str, float | int]]] = [[] for _ in range(size)]
    for customer, site, share in zip(
        assignment.customers.tolist(), assignment.sites.tolist(), assignment.shares.tolist(), strict=True
    ):
        rows[customer].append({"site": site, "share": round(share, 9)})
    return [_served(row) for row in rows]


def _served(row: list[dict[str, float | int]]) -> Served:
    if not row:
        return None
    return int(row[0]["site"]) if len(row) == 1 and np.isclose(row[0]["share"], 1) else row
