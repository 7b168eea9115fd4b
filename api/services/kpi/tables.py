"""What tables tell key figures: whose clock counts, what vehicles emit, and which lockers there are."""

from pathlib import Path
from zoneinfo import ZoneInfo

from api.services.kpi.ask import Tables
from data.formats.modes.read_factors import read_factors, usual_factors
from data.formats.modes.read_modes import read_modes
from orders.modes.asked import Modes
from orders.modes.moments import zone_named


def tables_and_zone(zone: str, modes: Path | None, factors: Path | None) -> tuple[Tables, ZoneInfo]:
    """Return what tables tell, and the zone: the one that is named, that of the modes, or UTC."""
    told = None if modes is None else read_modes(modes)
    tables = tables_of(told)
    if factors is not None:
        tables = Tables(factors=read_factors(factors), banks=tables.banks)
    return tables, zone_of(zone, told)


def tables_of(modes: Modes | None) -> Tables:
    """Return what delivery modes tell; without them, factors are those of the template."""
    banks = () if modes is None else modes.banks
    factors = {} if modes is None else modes.factors
    return Tables(factors=factors or usual_factors(), banks=banks)


def zone_of(zone: str, modes: Modes | None) -> ZoneInfo:
    """Return the zone that is named, that of the modes, or UTC."""
    if zone or modes is None:
        return zone_named(zone or "UTC")
    return modes.terms.zone
