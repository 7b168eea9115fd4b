"""Where a synthetic order may be delivered: real buildings and addresses, or streets where a map has none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.sample_city.parameters import SampleParameters
from data.sample_city.plane import FloatArray
from data.sample_city.streets import BoolArray, IntArray, StreetNetwork


@dataclass(frozen=True, kw_only=True, eq=False)
class DeliveryPoints:
    """Points that could receive an order, k of them.

    points
        (k, 2) metres on the network's plane.
    names
        street and house number from the map, or "" where the nearest street's name will have to do.
    weights
        how likely an order comes from each.
    areas
        footprint in square metres; 0 for a point that is no building.
    kinds
        "building=house", "address" or "street".
    depot_land
        whether the point lies on land marked as industrial, commercial or retail.
    """

    points: FloatArray
    names: NDArray[np.object_]
    weights: FloatArray
    areas: FloatArray
    kinds: NDArray[np.object_]
    depot_land: BoolArray

    def __len__(self) -> int:
        return len(self.points)

    def only(self, rows: "IntArray | BoolArray") -> "DeliveryPoints":
        """Return some of the points."""
        return DeliveryPoints(
            points=self.points[rows],
            names=self.names[rows],
            weights=self.weights[rows],
            areas=self.areas[rows],
            kinds=self.kinds[rows],
            depot_land=self.depot_land[rows],
        )


def joined(first: DeliveryPoints, second: DeliveryPoints) -> DeliveryPoints:
    """Return the points of both, in order."""
    return DeliveryPoints(
        points=np.concatenate([first.points, second.points]),
        names=np.concatenate([first.names, second.names]),
        weights=np.concatenate([first.weights, second.weights]),
        areas=np.concatenate([first.areas, second.areas]),
        kinds=np.concatenate([first.kinds, second.kinds]),
        depot_land=np.concatenate([first.depot_land, second.depot_land]),
    )


def street_points(roads: StreetNetwork) -> DeliveryPoints:
    """Return points along named streets, for a map that has hardly any buildings."""
    points, names, weights = roads.points_along()
    return DeliveryPoints(
        points=points,
        names=np.array(names, dtype=object),
        weights=weights,
        areas=np.zeros(len(points)),
        kinds=np.full(len(points), "street", dtype=object),
        depot_land=np.zeros(len(points), dtype=bool),
    )


def served_rows(points: FloatArray, roads: StreetNetwork, parameters: SampleParameters) -> IntArray:
    """Return the rows of points in the area of the day where a vehicle can stop nearby."""
    low, high = roads.box(parameters.dense_share)
    margin = parameters.street_within_m
    inside = ((points >= low - margin) & (points <= high + margin)).all(axis=1)
    inside &= np.hypot(points[:, 0], points[:, 1]) <= parameters.reach_m
    rows = np.flatnonzero(inside)
    return np.asarray(rows[roads.can_stop(points[rows], parameters.street_within_m)])
