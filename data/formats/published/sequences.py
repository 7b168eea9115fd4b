"""Routes as published, by locations, and as plans have them, by ids; a depot inside a route is a reload."""

from collections.abc import Sequence

from data.formats.published.instance import Instance
from routing.assemble import Sequences
from routing.trips import MARK, reload_at

Routes = Sequence[Sequence[int]]
"""Per route the locations it visits, counted from 0 in file order, end depots left out."""


def sequences_of(instance: Instance, routes: Routes, vehicles: Sequence[int]) -> Sequences:
    """Return published routes as sequences by vehicle id, such as a plan can be assembled from or begun with.

    vehicles
        the number of each route's vehicle, from 0.
    """
    depots = {depot.location: depot.id for depot in instance.problem.depots}
    return {
        instance.problem.vehicles[number].id: tuple(
            reload_at(depots[location]) if location in depots else str(location) for location in route
        )
        for number, route in zip(vehicles, routes, strict=True)
        if route
    }


def locations_of(instance: Instance, sequence: Sequence[str]) -> list[int]:
    """Return a sequence of stop ids and reloads as the locations of a published route."""
    problem = instance.problem
    return [
        problem.depot[each.removeprefix(MARK)].location
        if each.startswith(MARK)
        else problem.stop[each].location
        for each in sequence
    ]
