"""Every published set of network questions, by the name of its folder."""

from typing import Final

from core.errors import fault, refuse
from data.formats.network_sets import orlib_pmed
from data.formats.network_sets.question import NetworkSet

SETS: Final[dict[str, NetworkSet]] = {each.name: each for each in (orlib_pmed.SET,)}


def network_set(name: str) -> NetworkSet:
    """Return the set of this name; refuse another one with those there are."""
    if name not in SETS:
        refuse("There is no such set.", [fault("command", "--set", name, ", ".join(sorted(SETS)))])
    return SETS[name]
