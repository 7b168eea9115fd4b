"""A provider of addresses, asked through geopy and through the guard of outgoing calls."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import httpx
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderServiceError
from geopy.geocoders import GoogleV3, Nominatim, Pelias, Photon
from rapidfuzz import fuzz

from api.outbound.geocode_settings import GeocodeSettings, ProviderFailed
from api.outbound.guard import AddressRefused, Resolve, resolve
from api.outbound.settings import OutboundSettings
from api.outbound.transport import GuardedTransport
from core.located import Address, Located, Precision
from core.place import Place

TIMEOUT_S: Final = 5.0
_AGENT: Final = "roundsman"
_WITHIN_M: Final = {
    Precision.HOUSE: 20, Precision.INTERPOLATED: 60, Precision.STREET: 300, Precision.PLACE: 5_000,
}  # fmt: skip
_NONSENSE: Final = (TypeError, ValueError, KeyError, IndexError, AttributeError)
"""What reading an answer raises that is none."""
_GOOGLE: Final = {
    "ROOFTOP": Precision.HOUSE,
    "RANGE_INTERPOLATED": Precision.INTERPOLATED,
    "GEOMETRIC_CENTER": Precision.STREET,
}  # fmt: skip
_LAYERS: Final = {
    "house": Precision.HOUSE, "address": Precision.HOUSE, "venue": Precision.HOUSE,
    "street": Precision.STREET,
}  # fmt: skip


class GeocodeProvider:
    """One provider, by its settings."""

    def __init__(
        self, settings: GeocodeSettings, outbound: OutboundSettings, resolve: Resolve = resolve
    ) -> None:
        self.name = settings.provider
        self._asked = _geocoder(settings, _adapter(settings, outbound, resolve))

    def find(self, address: Address, most: int) -> list[Located]:
        """Return the points that an address may mean, the best first."""
        text = address.text
        found = self._called(lambda: self._asked.geocode(text, exactly_one=False))
        return [self._located(each, text) for each in (found or [])[:most]]

    def at(self, place: Place) -> Located | None:
        """Return the address nearest to a point."""
        found = self._called(lambda: self._asked.reverse((place.lat, place.lon), exactly_one=True))
        return None if not found else self._located(found, found.address)

    def _called(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except (GeocoderServiceError, AdapterHTTPError, httpx.HTTPError, AddressRefused, *_NONSENSE) as error:
            # The text of an error may hold the address that was asked for, and the key.
            kind = type(error).__name__
            raise ProviderFailed(f"{self.name} did not tell where an address is ({kind}).") from None

    def _located(self, found: Any, asked: str) -> Located:
        precision = _precision(self.name, found.raw)
        return Located(
            place=Place(lon=found.longitude, lat=found.latitude, name=str(found.address)[:300]),
            precision=precision,
            # What is asked has to stand in what is answered; the answer may say more, as the country.
            confidence=round(fuzz.token_set_ratio(asked.casefold(), str(found.address).casefold())),
            within_m=_WITHIN_M[precision],
            source=self.name,
        )


def _geocoder(settings: GeocodeSettings, adapter: Callable[..., BaseSyncAdapter]) -> Any:
    kind = {"nominatim": Nominatim, "photon": Photon, "pelias": Pelias, "google": GoogleV3}[settings.provider]
    options: dict[str, Any] = {"adapter_factory": adapter, "timeout": TIMEOUT_S, "user_agent": _AGENT}
    if settings.url:
        url = httpx.URL(settings.url)
        options |= {"domain": f"{url.netloc.decode()}{url.path.rstrip('/')}", "scheme": url.scheme}
    if settings.key and settings.provider in ("pelias", "google"):
        options["api_key"] = settings.key
    return kind(**options)


def _adapter(
    settings: GeocodeSettings, outbound: OutboundSettings, resolve: Resolve
) -> Callable[..., BaseSyncAdapter]:
    """Return what makes the adapter; the server that the operator has named may be anywhere."""
    named = frozenset({httpx.URL(settings.url).host} if settings.url else ())
    allowed = OutboundSettings(
        allowed=outbound.allowed, ports=outbound.ports, loopback=outbound.loopback, trusted=named
    )
    client = httpx.Client(
        transport=GuardedTransport(allowed, resolve=resolve), timeout=TIMEOUT_S, trust_env=False
    )

    class Guarded(BaseSyncAdapter):  # type: ignore[misc]
        def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
            return self._answer(url, timeout, headers).json()

        def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
            return self._answer(url, timeout, headers).text

        def _answer(self, url: str, timeout: float, headers: Mapping[str, str]) -> httpx.Response:
            answer = client.get(url, timeout=timeout, headers=dict(headers))
            answer.raise_for_status()
            return answer

    return lambda *, proxies, ssl_context: Guarded(proxies=proxies, ssl_context=ssl_context)


def _precision(provider: str, raw: Mapping[str, Any]) -> Precision:
    """Return what kind of thing a provider has found, by the words of its own answers."""
    if provider == "google":
        return _GOOGLE.get(raw.get("geometry", {}).get("location_type", ""), Precision.PLACE)
    if provider == "nominatim":
        rank = int(raw.get("place_rank", 0))
        return Precision.HOUSE if rank >= 30 else Precision.STREET if rank >= 26 else Precision.PLACE
    told = raw.get("properties", {})
    kind = told.get("layer") or told.get("type") or ""
    if told.get("accuracy") == "interpolated":
        return Precision.INTERPOLATED
    return _LAYERS.get(str(kind), Precision.PLACE)
