"""The breaks of a vehicle in the order in which VROOM has them taken."""

from typing import Final

from data.formats.vroom.models import BreakIn, VehicleIn

ANY_TIME: Final = [[0, 10**12]]
"""The windows of a break that has none."""


def breaks_in_order(vehicle: VehicleIn) -> list[BreakIn]:
    """Return the breaks of a vehicle by when they may begin first, then by when last."""

    def turn(each: BreakIn) -> tuple[int, int]:
        windows = _windows(each)
        return windows[0][0], windows[-1][1]

    return sorted(vehicle.breaks, key=turn)


def breaks_fit(vehicle: VehicleIn) -> bool:
    """Whether all breaks can be taken one after the other within the vehicle's time window."""
    opens, closes = vehicle.time_window[:2] if vehicle.time_window else ANY_TIME[0]
    now = opens
    for each in breaks_in_order(vehicle):
        later = [window for window in _windows(each) if now <= window[1]]
        if not later:
            return False
        now = max(now, later[0][0]) + each.service
    return now <= closes


def _windows(each: BreakIn) -> list[list[int]]:
    return sorted(each.time_windows or ANY_TIME)
