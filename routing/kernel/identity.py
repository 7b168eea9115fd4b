"""Which vehicle drives which route: those of one type are all the same to the kernel, but not to people."""

from collections import Counter
from collections.abc import Mapping, Sequence

Route = Sequence[str]
"""Stops, and reloads between them."""


def assigned(
    routes: Sequence[Route], vehicles: Sequence[str], earlier: Mapping[str, Route]
) -> dict[str, Route]:
    """Return the routes by vehicle; each vehicle keeps the route that shares most stops with its earlier one.

    Where two vehicles share as much with one route, or two routes with one vehicle, the first gets the first.
    What shares nothing with any is driven by the vehicles that are left, in their order.

    vehicles
        ids of vehicles that differ in nothing else; at least as many as there are routes.
    earlier
        what vehicles drove before, by id; others may be in it too.
    """
    places = {vehicle: number for number, vehicle in enumerate(vehicles)}
    driven_by = {stop: number for name, number in places.items() for stop in earlier.get(name, ())}
    shared = Counter(
        (driven_by[stop], number)
        for number, route in enumerate(routes)
        for stop in route
        if stop in driven_by
    )
    found: dict[int, int] = {}
    idle = set(range(len(vehicles)))
    for vehicle, number in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if vehicle in idle and number not in found:
            found[number] = vehicle
            idle.remove(vehicle)
    others = iter(sorted(idle))
    for number in range(len(routes)):
        if number not in found:
            found[number] = next(others)
    return {vehicles[found[number]]: route for number, route in enumerate(routes)}
