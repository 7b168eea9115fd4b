"""Who finds addresses here: a map, a provider, or both."""

from collections.abc import Mapping
from pathlib import Path

from api.outbound.geocode_settings import geocode_from
from api.outbound.guard import Resolve, resolve
from api.outbound.settings import outbound_from
from api.services.announce import Announce
from api.services.find_address import AddressDesk, MapAddresses, Provider
from api.services.remembered_provider import RememberedProvider
from core.clock import Clock, utc_now
from data.store.store import Store


def desk_for(
    map_file: Path | None,
    cache: Path | None,
    environ: Mapping[str, str],
    *,
    store: Store | None = None,
    clock: Clock = utc_now,
    resolve: Resolve = resolve,
    announce: Announce | None = None,
) -> AddressDesk | None:
    """Return who finds addresses by a map and the settings of a provider; None where there is neither.

    store
        where answers of the provider are kept; without one it is not asked.
    announce
        is told what is done to open the map's addresses now; None opens them when they are first needed.
    """
    sources: list[Provider] = []
    if map_file is not None:
        of_map = MapAddresses(map_file, cache)
        if announce is not None:
            of_map.open(announce)
        sources.append(of_map)
    settings = geocode_from(environ)
    if settings.provider != "none" and store is not None:
        # Whoever asks no provider need not load its client.
        from api.outbound.geocode_provider import GeocodeProvider  # noqa: PLC0415

        provider = GeocodeProvider(settings, outbound_from(environ), resolve)
        sources.append(RememberedProvider(provider, store, clock))
    return AddressDesk(*sources) if sources else None
