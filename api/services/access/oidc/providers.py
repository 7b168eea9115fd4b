"""The providers of identities of all tenants, each by its tenant's settings."""

from collections.abc import Callable
from threading import Lock

from api.services.access.oidc.provider import Provider
from api.services.access.oidc.settings import OidcSettings


class Providers:
    """Keeps providers with what they say of themselves, until their settings change. For several threads."""

    def __init__(self, made: Callable[[OidcSettings], Provider]) -> None:
        self._made = made
        self._lock = Lock()
        self._known: dict[str, Provider] = {}

    def of(self, tenant: str, settings: OidcSettings) -> Provider:
        """Return the provider of a tenant."""
        with self._lock:
            known = self._known.get(tenant)
            if known is None or known.settings != settings:
                known = self._known[tenant] = self._made(settings)
            return known
