"""How many forklifts, lines or doors a flow keeps busy."""

from math import ceil

_ROUNDING = 1e-9
"""What whole numbers may be off by after a division; 3.0000000001 units are three."""


def units_busy(moves: float, cycle: float, time: float, *, per_cycle: float = 1.0) -> float:
    """Return how many units `moves` keep busy all of `time`: moves x cycle / time / moves per cycle.

    Source: TM 38-400 / NAVSUP PUB 572 (US joint manual on storage and materials handling), section 4-29.

    cycle, time
        in the same unit of time.
    """
    return moves * cycle / time / per_cycle


def units_needed(busy: float, *, availability: float = 1.0, utilisation: float = 1.0) -> int:
    """Return the whole units needed where each is there and working only a share of the time.

    Source: the same, with the shares that fleet planning of forklifts allows for; utilisation 0.7 to 0.85.
    """
    return ceil(busy / (availability * utilisation) - _ROUNDING)


def peak_rate(moves_a_year: float, hours_a_year: float, peak_factor: float) -> float:
    """Return the moves of a peak hour: the mean hour times how much busier a peak is."""
    return moves_a_year / hours_a_year * peak_factor
