"""What the operator sets for a provider of addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from core.errors import Fault, RoundsmanError, fault, refuse

PREFIX: Final = "ROUNDSMAN_GEOCODE_"
PROVIDERS: Final = ("none", "nominatim", "photon", "pelias", "google")


class ProviderFailed(RoundsmanError):
    """The provider of addresses did not answer, or answered nonsense."""

    code = "geocoder-failed"
    action = (
        "Ask again later, give coordinates, or let the map alone answer: ROUNDSMAN_GEOCODE_PROVIDER=none."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GeocodeSettings:
    """Who is asked for addresses that the map is not sure of; nobody until a provider is set.

    provider
        none, nominatim, photon, pelias or google: addresses of customers are then sent there.
    url
        address of the provider's server, as https://nominatim.example; the public one where there is one.
    key
        that the provider asks for.
    """

    provider: str = field(default="none", metadata={"choices": PROVIDERS})
    url: str = ""
    key: str = ""


def geocode_from(environ: Mapping[str, str]) -> GeocodeSettings:
    """Return the settings that ROUNDSMAN_GEOCODE_PROVIDER, _URL and _KEY give; others are refused."""
    known = {f"{PREFIX}{name.upper()}": name for name in ("provider", "url", "key")}
    faults: list[Fault] = [
        fault("environment", name, text, f"one of {', '.join(known)}")
        for name, text in sorted(environ.items())
        if name.startswith(PREFIX) and name not in known
    ]
    given = {name: environ[variable].strip() for variable, name in known.items() if environ.get(variable)}
    made = GeocodeSettings(**given)
    if made.provider not in PROVIDERS:
        faults.append(fault("environment", f"{PREFIX}PROVIDER", made.provider, ", ".join(PROVIDERS)))
    if made.url and not made.url.startswith(("https://", "http://")):
        faults.append(
            fault("environment", f"{PREFIX}URL", made.url, "an address such as https://nominatim.example")
        )
    if made.provider == "pelias" and not made.url:
        faults.append(fault("environment", f"{PREFIX}URL", "", "the address of the Pelias server"))
    if made.provider == "google" and not made.key:
        faults.append(fault("environment", f"{PREFIX}KEY", "", "the key that Google gave you"))
    refuse("The settings of addresses cannot be used.", faults)
    return made
