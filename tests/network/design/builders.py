"""Small supply networks: the least that is right, so that a test names only what it is about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.place import Place
from core.units import Cents
from network.design.customer import Customer, Demand, Period
from network.design.goods import Making, Product
from network.design.lane import Lane
from network.design.limit import Limit, LimitKind
from network.design.site import Site, Size
from network.design.study import Study

HERE = Place(lon=7.4, lat=43.7)


def make_site(name: str, **more: Any) -> Site:
    fixed, opening, capacity = more.pop("fixed", 0), more.pop("opening", 0), more.pop("capacity", None)
    size = Size(capacity=capacity, fixed_cents=Cents(fixed), opening_cents=Cents(opening))
    values: dict[str, Any] = {"id": name, "kind": "warehouse", "place": HERE, "sizes": (size,)}
    return Site(**(values | more))


PLANT = make_site("plant", kind="plant", was_open=True)


def make_study(sites: Sequence[Site], **more: Any) -> Study:
    """Two customers with 10 units each, left and right of warehouses that a plant supplies for nothing."""
    ids = [each.id for each in sites]
    lanes = [Lane(start="plant", end=each) for each in ids]
    for k, site in enumerate(ids):
        for j, customer in enumerate(("left", "right")):
            km = 10.0 if k == j else 30.0
            lanes.append(Lane(start=site, end=customer, km=km, minutes=km, cents_per_unit_km=10))
    values: dict[str, Any] = {
        "products": (Product(id="p"),),
        "sites": (PLANT, *sites),
        "customers": (Customer(id="left", place=HERE), Customer(id="right", place=HERE)),
        "demands": tuple(Demand(customer=c, product="p", period="1", units=10) for c in ("left", "right")),
        "lanes": tuple(lanes),
        "makings": (Making(site="plant", product="p"),),
    }
    return Study(**(values | more))


def drawn(seed: int) -> Study:
    """Draw a small study: two periods, sizes, few places for few sites, limits that often cannot be kept."""
    draw = np.random.default_rng(seed)
    sites = [
        make_site(
            name,
            sizes=(
                Size(id="small", capacity=float(draw.integers(6, 16)), opening_cents=Cents(300)),
                Size(id="large", capacity=float(draw.integers(14, 24)), opening_cents=Cents(900)),
            ),
            fate=str(draw.choice(["free", "free", "open", "closed"])),
        )
        for name in "ab"
    ]
    sites.append(make_site("c", capacity=30, fixed=500))
    kinds: list[LimitKind] = [
        "share-within-km",
        "nobody-beyond-km",
        "most-sites",
        "most-investment",
        "most-cost",
    ]
    values = {"share-within-km": 1.0, "nobody-beyond-km": 20, "most-sites": 1, "most-investment": 500}
    limits = tuple(
        Limit(id=kind, kind=kind, value=values.get(kind, 3_000), within=20)
        for kind in draw.choice(kinds, 3, False)
    )
    demands = tuple(
        Demand(customer=c, product="p", period=t, units=float(draw.integers(4, 15)))
        for c in ("left", "right")
        for t in "12"
    )
    study = make_study(sites, periods=(Period(id="1"), Period(id="2")), demands=demands, limits=limits)
    single = tuple(replace(each, single=bool(draw.random() < 0.5)) for each in study.customers)
    return replace(study, customers=single)
