"""Vehicles and sites from files a person has, to be kept or used once."""

from collections.abc import Sequence
from pathlib import Path

from api.services.given_files import refuse_missing
from core.errors import fault, refuse
from data.formats.fleet.models import SiteModel
from data.formats.fleet.read_fleet import Fleet, read_fleet, sites_of_modes


def fleet_from_files(
    vehicles: Path | None,
    depots: Path | None,
    modes: Path | None = None,
    *,
    known: Sequence[SiteModel] = (),
    currency: str = "EUR",
) -> Fleet:
    """Return the vehicles, depots, shops and lockers of tables; raise `InvalidInput` with every fault.

    modes
        tables of delivery modes, for their shops and lockers.
    known
        sites that vehicles may name besides.
    """
    nothing = vehicles is None and depots is None and modes is None
    expected = "one of --vehicles, --depots and --modes"
    refuse("There is nothing to read.", [fault("command", "files", "none", expected)] if nothing else [])
    refuse_missing((vehicles, depots))
    if modes is not None and not modes.is_dir():
        refuse_missing((modes,))
    spots = () if modes is None else sites_of_modes(modes)
    if vehicles is None and depots is None:
        return Fleet(sites=spots)
    found = read_fleet(vehicles, depots, known=known, currency=currency)
    return Fleet(vehicles=found.vehicles, sites=(*found.sites, *spots), notes=found.notes)
