"""The vehicles of a synthetic day."""

from collections.abc import Sequence

from data.formats.day_entries.entries import VehicleEntry
from data.sample_city.demand import ORIGIN
from data.sample_city.parameters import FleetShare


def fleet_of(shares: Sequence[FleetShare], count: int, *, depot: str) -> tuple[VehicleEntry, ...]:
    """Return `count` vehicles, of each kind as its share says, all at home in one depot."""
    return tuple(
        _vehicle(share, f"{share.id}-{number}", depot)
        for share, some in zip(shares, _counts(shares, count), strict=True)
        for number in range(1, some + 1)
    )


def _counts(shares: Sequence[FleetShare], count: int) -> list[int]:
    """Return how many of each kind: the whole part of its share, then one more where the rest is largest.

    Source: the method of largest remainders (Hamilton); ties go to who is listed first.
    """
    whole = sum(share.share for share in shares)
    exact = [count * share.share / whole for share in shares]
    counts = [int(each + 1e-9) for each in exact]
    by_rest = sorted(range(len(shares)), key=lambda row: round(counts[row] - exact[row], 9))
    for row in by_rest[: count - sum(counts)]:
        counts[row] += 1
    return counts


def _vehicle(share: FleetShare, name: str, depot: str) -> VehicleEntry:
    return VehicleEntry(
        origin=ORIGIN,
        id=name,
        start=depot,
        end=depot,
        kind=share.kind,
        profile=share.profile,
        capacity={"weight_g": share.weight_g, "volume_ml": share.volume_ml, "parcels": share.parcels},
        shift=share.shift,
        skills=share.skills,
        cost_fixed=share.cost_fixed,
        cost_per_km=share.cost_per_km,
        cost_per_hour=share.cost_per_hour,
        max_distance=share.max_distance,
        max_duration=share.max_duration,
        max_stops=share.max_stops,
    )
