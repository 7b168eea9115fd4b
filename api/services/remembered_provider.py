"""A provider of addresses that is asked the same only once in a while."""

from typing import Protocol

from core.clock import Clock
from core.located import Address, Located
from core.place import Place
from data.store.store import Store


class _Named(Protocol):
    name: str

    def find(self, address: Address, most: int) -> list[Located]: ...

    def at(self, place: Place) -> Located | None: ...


class RememberedProvider:
    """Keeps answers in the database; what was asked is kept as a digest alone."""

    MOST = 10

    def __init__(self, provider: _Named, store: Store, clock: Clock) -> None:
        self._provider, self._store, self._clock = provider, store, clock

    def find(self, address: Address, most: int) -> list[Located]:
        """Return the points that an address may mean, the best first."""
        name, asked, now = self._provider.name, address.text, self._clock()
        known = self._store.found_addresses.known(name, asked, now)
        if known is None:
            known = self._provider.find(address, self.MOST)
            self._store.found_addresses.keep(name, asked, known, now)
        return known[:most]

    def at(self, place: Place) -> Located | None:
        """Return the address nearest to a point; points are asked anew each time."""
        return self._provider.at(place)
