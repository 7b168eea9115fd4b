"""What conveyors carry."""

NOMINAL_SHARE = 0.8
"""What is planned with of a conveyor's nominal rate; gaps are never perfect."""


def nominal_rate(speed: float, length: float, gap: float) -> float:
    """Return the loads per unit of time that pass one point: speed / (length + gap).

    Source: counting; 120 ft/min with 18 in cartons and 6 in gaps are 60 a minute.
    """
    return speed / (length + gap)


def speed_for(rate: float, length: float, gap: float, *, share: float = NOMINAL_SHARE) -> float:
    """Return the speed at which `rate` is `share` of the nominal rate."""
    return rate / share * (length + gap)


def accumulation(rate: float, time: float, length: float) -> float:
    """Return the length of conveyor on which what comes within `time` can wait."""
    return rate * time * length
