"""Every published set of network questions, by the name of its folder."""

from typing import Final

from core.errors import fault, refuse
from data.formats.network_sets import (
    hub_ap,
    lrp,
    orlib_cap,
    orlib_pmed,
    orlib_pmedcap,
    spopt_sf,
    sscflp,
    tscflp_fernandes,
    uflp_kratica,
)
from data.formats.network_sets.question import NetworkSet

_ALL = (
    hub_ap.SET,
    *lrp.SETS,
    orlib_cap.SET,
    orlib_pmed.SET,
    orlib_pmedcap.SET,
    spopt_sf.SET,
    *sscflp.SETS,
    tscflp_fernandes.SET,
    uflp_kratica.SET,
)

SETS: Final[dict[str, NetworkSet]] = {each.name: each for each in _ALL}


def network_set(name: str) -> NetworkSet:
    """Return the set of this name; refuse another one with those there are."""
    if name not in SETS:
        refuse("There is no such set.", [fault("command", "--set", name, ", ".join(sorted(SETS)))])
    return SETS[name]
