"""Designs of whole customers at once: the largest first, each where it is cheapest and fits."""

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


def made_whole(question: Capacitated, design: Served) -> Served | None:
    """Return a design of shares with each customer at one of its open sites: those that are not split stay.

    None where somebody fits nowhere.
    """
    often = np.bincount(design.customers, minlength=len(question.costs))
    stays = often[design.customers] == 1
    sites = np.full(len(question.costs), -1, dtype=np.int64)
    sites[design.customers[stays]] = design.sites[stays]
    loads = np.bincount(
        design.sites[stays], weights=question.demands[design.customers[stays]], minlength=len(question.fixed)
    )
    room = question.capacities[design.opened] - loads[design.opened]
    split = np.flatnonzero(often != 1)
    for customer in split[np.argsort(-question.demands[split], kind="stable")]:
        paid = np.where(room >= question.demands[customer], question.costs[customer, design.opened], np.inf)
        place = int(paid.argmin())
        if not np.isfinite(paid[place]):
            return None
        room[place] -= question.demands[customer]
        sites[customer] = design.opened[place]
    opened = design.opened if question.sites is not None else np.unique(sites)
    return Served(opened=opened, customers=np.arange(len(sites)), sites=sites, shares=np.ones(len(sites)))
