"""How long forklifts and cranes take for one move.

Lengths and speeds may be in any units as long as they are the same; times come out in that of the speeds.
"""

from math import sqrt


def drive_time(distance: float, speed: float, acceleration: float = 0.0) -> float:
    """Return the time from standstill to standstill over `distance`.

    With acceleration a: d/v + v/a where full speed is reached (d >= v^2/a), else 2 sqrt(d/a).
    Source: constant acceleration; as in VDI 3561 and FEM 9.851.

    acceleration
        0 means that full speed is there at once.
    """
    if distance <= 0:
        return 0.0
    if acceleration <= 0:
        return distance / speed
    if distance >= speed * speed / acceleration:
        return distance / speed + speed / acceleration
    return 2 * sqrt(distance / acceleration)


def outline_cycles(
    length: float, height: float, speed: float, lift_speed: float, handle: float
) -> tuple[float, float]:
    """Return the time of a single and of a dual command cycle of a crane, from the outline of its rack.

    Single max(L/v, H/w) + 2t; dual max(1.5 L/v, 1.5 H/w) + 4t.
    Source: Groover, Automation, Production Systems and CIM, chapter on storage systems; MHI.

    handle
        time t to pick up or deposit one pallet.
    """
    longest = max(length / speed, height / lift_speed)
    return longest + 2 * handle, 1.5 * longest + 4 * handle


def random_cycles(
    length: float, height: float, speed: float, lift_speed: float, handle: float
) -> tuple[float, float]:
    """Return the expected single and dual command cycle where any position is as likely as any other.

    T = max(L/v, H/w), b = min(L/v, H/w) / T; single T (1 + b^2/3) + 2t, dual T (4/3 + b^2/2 - b^3/30) + 4t.
    Source: Bozer & White (1984), IIE Transactions 16(4), doi:10.1080/07408178408975252.
    """
    along, up = length / speed, height / lift_speed
    longest = max(along, up)
    shape = min(along, up) / longest if longest else 0.0
    single = longest * (1 + shape**2 / 3) + 2 * handle
    dual = longest * (4 / 3 + shape**2 / 2 - shape**3 / 30) + 4 * handle
    return single, dual


def reference_point_cycles(
    length: float,
    height: float,
    speed: float,
    lift_speed: float,
    handle: float,
    *,
    acceleration: float = 0.0,
    lift_acceleration: float = 0.0,
) -> tuple[float, float]:
    """Return the single and dual command cycle over two points that stand for the whole rack.

    P1 = (L/5, 2H/3) and P2 = (2L/3, H/5), in and out at the lower corner. Single: the mean of both round
    trips; dual: 0 to P1 to P2 to 0. Driving and lifting go on at once.
    Source: FEM 9.851 and VDI 3561, as told in handbooks; valid for 0.5 < (H/w) / (L/v) < 2.
    """

    def between(along: float, up: float) -> float:
        return max(
            drive_time(along * length, speed, acceleration),
            drive_time(up * height, lift_speed, lift_acceleration),
        )

    first, second = between(1 / 5, 2 / 3), between(2 / 3, 1 / 5)
    across = between(2 / 3 - 1 / 5, 2 / 3 - 1 / 5)
    return first + second + 2 * handle, first + across + second + 4 * handle


def cycles_per_hour(single_s: float, dual_s: float, dual_share: float, utilisation: float) -> float:
    """Return the pallets that one crane moves in an hour, in seconds and shares.

    dual_share
        share of all cycles that are dual; such a cycle moves two pallets, one in and one out.
    Source: Groover, as above: n cycles take n ((1-d) single + d dual) = 3600 utilisation seconds.
    """
    mean = (1 - dual_share) * single_s + dual_share * dual_s
    return 3600 * utilisation / mean * (1 + dual_share)
