"""A first design of whole customers at once: the largest first, each where it is cheapest and fits."""

import numpy as np
from numpy.typing import NDArray

from network.location.room_prices import Capacitated
from network.location.served import Served

Ints = NDArray[np.int64]


def assigned_whole(question: Capacitated, opened: Ints) -> Served | None:
    """Return a design that begins with some sites and opens others where a customer fits nowhere.

    None where the number of sites is given and the largest do not take somebody.
    """
    room = question.capacities.astype(np.float64).copy()
    is_open = np.zeros(len(room), dtype=bool)
    is_open[opened] = True
    a_unit = question.fixed / np.maximum(question.capacities, 1e-9)
    sites = np.full(len(question.costs), -1, dtype=np.int64)
    for customer in np.argsort(-question.demands, kind="stable"):
        demand = question.demands[customer]
        fits = room >= demand
        paid = np.where(fits & is_open, question.costs[customer], np.inf)
        if not np.isfinite(paid.min()) and question.sites is None:
            paid = np.where(fits, question.costs[customer] + a_unit * demand, np.inf)
        site = int(paid.argmin())
        if not np.isfinite(paid[site]):
            return None
        is_open[site] = True
        room[site] -= demand
        sites[customer] = site
    used = np.flatnonzero(is_open) if question.sites is not None else np.unique(sites)
    return Served(opened=used, customers=np.arange(len(sites)), sites=sites, shares=np.ones(len(sites)))
