"""Where addresses are: asked of a map, and of a provider where the operator wants that."""

from pathlib import Path
from threading import Lock
from typing import Protocol

from api.services.announce import Announce, say_nothing
from api.services.given_files import refuse_missing
from api.services.travel_choice import cache_folder
from core.errors import InvalidInput, NotFound, fault
from core.located import REFUSED_BELOW, Address, Located, Precision
from core.place import Place
from data.gazetteer.gazetteer import Gazetteer, open_gazetteer
from data.gazetteer.nearby import address_at
from data.gazetteer.search import find_address

MOST_FOUND = 10


class Provider(Protocol):
    """Whoever is asked for addresses besides the map."""

    def find(self, address: Address, most: int) -> list[Located]:
        """Return the points that an address may mean, the best first."""

    def at(self, place: Place) -> Located | None:
        """Return the address nearest to a point."""


class MapAddresses:
    """The addresses of a map, opened when they are first needed; safe to use from several threads."""

    def __init__(self, extract: Path, cache: Path | None = None) -> None:
        refuse_missing([extract])
        self._extract, self._folder = extract, cache_folder(cache)
        self._guard = Lock()
        self._opened: Gazetteer | None = None

    def open(self, announce: Announce = say_nothing) -> Gazetteer:
        """Open the index of the map's addresses; it is built where nobody has before."""
        with self._guard:
            self._opened = self._opened or open_gazetteer(self._extract, self._folder, announce)
            return self._opened

    def find(self, address: Address, most: int) -> list[Located]:
        """Return the points that an address may mean, the best first."""
        return find_address(self.open(), address, most=most)

    def at(self, place: Place) -> Located | None:
        """Return the address nearest to a point."""
        return address_at(self.open(), (place.lon, place.lat))


class AddressDesk:
    """Finds addresses: on the map first; a provider is asked where the map is not sure.

    sources
        whom to ask, in this order; the next one is asked as long as no answer is sure.
    """

    def __init__(self, *sources: Provider) -> None:
        self._sources = sources

    def find(self, address: Address, most: int = 1) -> list[Located]:
        """Return the points that an address may mean, the best first; [] where nobody knows anything like it.

        Those of less than 45 % are left out: they would lead astray.
        """
        best: list[Located] = []
        for each in self._sources:
            found = each.find(address, most)
            if found and (
                not best or found[0].confidence > best[0].confidence or found[0].sure > best[0].sure
            ):
                best = found
            if best and best[0].sure:
                break
        return [each for each in best if each.confidence >= REFUSED_BELOW]

    def at(self, place: Place) -> Located | None:
        """Return the address nearest to a point; None where nobody knows one."""
        answers = (each.at(place) for each in self._sources)
        return next((each for each in answers if each is not None), None)


def street_of(address: Address, desk: AddressDesk | None, *, where: str) -> Located:
    """Return the point of an address to which something may be brought; raise where there is none.

    where
        what a fault calls the thing whose address it is; the address itself is told to nobody.
    """
    found = needed(desk).find(address)
    if not found or found[0].precision is Precision.PLACE:
        expected = "an address whose street the map has"
        raise InvalidInput("The address cannot be found.", faults=[fault(where, "address", "", expected)])
    return found[0]


def needed(desk: AddressDesk | None) -> AddressDesk:
    """Return who finds addresses; raise `NotFound` where there is nobody."""
    if desk is None:
        raise NotFound(
            "No addresses are known here: `roundsman serve --map FILE` has those of a map, "
            "ROUNDSMAN_GEOCODE_PROVIDER names somebody else."
        )
    return desk
