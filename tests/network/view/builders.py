"""Random supply networks, small enough that everything about them can be tried."""

from typing import Any

import numpy as np

from core.place import Place
from network.design.customer import Customer, Demand
from network.design.goods import Making, Part, Product
from network.design.lane import Lane
from network.design.site import Site, SiteKind, Size, Step
from network.design.study import Study
from network.view.supply import Supply

MAKERS, HOUSES, CUSTOMERS = ("m1", "m2"), ("w1", "w2", "w3"), ("c1", "c2", "c3", "c4")


def drawn_supply(seed: int, *, capacities: bool = False, parts: bool = False, share: float = 0.5) -> Supply:
    """Return two makers, three warehouses and four customers with lanes by chance; some may be cut off."""
    draw = np.random.default_rng(seed)
    pairs = [(a, b) for a in MAKERS for b in HOUSES] + [(a, b) for a in HOUSES for b in CUSTOMERS]
    pairs += [("w1", "w2"), ("m1", "m2"), ("m1", "c1")]
    kept = [pair for pair in pairs if draw.random() < share]
    lanes = tuple(_lane(draw, *pair, capacities=capacities) for pair in kept)
    products = [Product(id="p", load=1.0), Product(id="q", load=2.0)]
    makings = [Making(site="m1", product="p", cents_per_unit=5.0)]
    makings += [
        Making(
            site=each,
            product="q",
            cents_per_unit=float(draw.integers(1, 9)),
            capacity=_room(draw, capacities),
        )
        for each in MAKERS
    ]
    more: dict[str, Any] = {}
    if parts:
        products += [Product(id="ore"), Product(id="box")]
        makings += [
            Making(site="m2", product="ore"),
            Making(site="m1", product="ore"),
            Making(site="m2", product="box"),
        ]
        more["parts"] = (Part(product="p", part="ore", units=2), Part(product="p", part="box", units=1))
    study = _Unchecked(
        products=tuple(products),
        sites=tuple(_site(draw, each, capacities=capacities) for each in (*MAKERS, *HOUSES)),
        customers=tuple(Customer(id=each, place=_place(draw)) for each in CUSTOMERS),
        demands=tuple(
            Demand(customer=c, product=p, period="1", units=float(draw.integers(1, 20)))
            for c in CUSTOMERS
            for p in ("p", "q")
            if draw.random() < 0.8
        ),
        lanes=lanes,
        makings=tuple(makings),
        **more,
    )
    rooms = {each.id: each.capacity for each in study.sites}
    return Supply(study=study, period="1", rooms=rooms, lanes=study.lanes)


class _Unchecked(Study):
    """A study in which somebody may be out of reach."""

    def __post_init__(self) -> None:
        """Look at nothing."""


def _site(draw: np.random.Generator, name: str, *, capacities: bool) -> Site:
    kind: SiteKind = "plant" if name in MAKERS else "warehouse"
    steps = (Step(load_from=0, cents_per_load=float(draw.integers(0, 9))),)
    return Site(
        id=name, kind=kind, place=_place(draw), sizes=(Size(capacity=_room(draw, capacities)),), steps=steps
    )


def _lane(draw: np.random.Generator, start: str, end: str, *, capacities: bool) -> Lane:
    return Lane(
        start=start, end=end, km=float(draw.integers(1, 50)), minutes=float(draw.integers(1, 90)),
        cents_per_unit=float(draw.integers(1, 50)), co2_g_per_tonne_km=float(draw.integers(50, 500)),
        capacity=_room(draw, capacities),
    )  # fmt: skip


def _room(draw: np.random.Generator, capacities: bool) -> float | None:
    return float(draw.integers(5, 40)) if capacities and draw.random() < 0.6 else None


def _place(draw: np.random.Generator) -> Place:
    return Place(lon=float(draw.uniform(7, 8)), lat=float(draw.uniform(43, 44)))
