"""What the operator sets for each tenant beside the first, in a file of its own."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, Final, cast

from api.configuration.known import known_settings
from api.configuration.reading import document_of, values_of
from api.configuration.setting import Setting
from api.configuration.typed import typed
from api.outbound.notify_settings import PREFIX, NotifySettings, notify_from
from api.services.access.oidc.settings import OidcSettings
from api.settings import ShopSettings
from core.errors import Fault, InvalidInput, fault
from data.store.tenant import DEFAULT_TENANT, TENANT_FORM, is_tenant

_LOG = logging.getLogger(__name__)

TENANT_SETTINGS: Final = "ROUNDSMAN_TENANT_SETTINGS"
"""Names the folder of these files."""

_USUAL: Final = "roundsman.tenants"
_SECTIONS: Final = ("notify", "shops", "oidc")

Marks = tuple[int, int]
"""Time and size of a file: other marks, other content."""


@dataclass(frozen=True, kw_only=True)
class TenantSettings:
    """What speaks in one tenant's name, and who vouches for its people.

    notify, shops
        notices to customers, and doors of shop systems.
    oidc
        by which provider of identities its people sign in.
    """

    notify: NotifySettings = field(default_factory=NotifySettings)
    shops: ShopSettings = field(default_factory=ShopSettings)
    oidc: OidcSettings = field(default_factory=OidcSettings)


NOTHING: Final = TenantSettings()
"""Nothing is sent, and the doors stay closed."""


def no_others(_: str) -> TenantSettings:
    """Return what is set for a tenant where there are no files: nothing."""
    return NOTHING


class SettingsOfTenants:
    """Reads the files when they are needed, and anew when they change; safe to use from several threads.

    Of a file that cannot be used nothing is taken: a tenant's slip holds up nobody else.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[Marks, TenantSettings]] = {}
        self._lock = Lock()

    def __call__(self, tenant: str) -> TenantSettings:
        """Return what is set for a tenant."""
        if tenant == DEFAULT_TENANT or not is_tenant(tenant):
            return NOTHING
        file = self._folder / f"{tenant}.toml"
        try:
            found = file.stat()
        except OSError:
            return NOTHING
        marks = (found.st_mtime_ns, found.st_size)
        with self._lock:
            known = self._known.get(tenant)
            if known is None or known[0] != marks:
                known = (marks, _usable(file, tenant))
                self._known[tenant] = known
            return known[1]


def settings_of_tenants(environ: Mapping[str, str]) -> SettingsOfTenants:
    """Return who reads the files of the folder that ROUNDSMAN_TENANT_SETTINGS names."""
    return SettingsOfTenants(_folder(environ))


def faults_of_tenants(environ: Mapping[str, str]) -> list[Fault]:
    """Return everything that is wrong in the files of all tenants."""
    folder, faults = _folder(environ), []
    for file in sorted(folder.glob("*.toml")):
        if not is_tenant(file.stem) or file.stem == DEFAULT_TENANT:
            faults.append(fault(str(folder), "file", file.name, f"NAME.toml; NAME is {TENANT_FORM}"))
        else:
            faults += read_tenant(file)[1]
    return faults


def read_tenant(file: Path) -> tuple[TenantSettings, list[Fault]]:
    """Return what a tenant's file sets, and everything that is wrong with it."""
    settings = [each for each in known_settings() if each.section in _SECTIONS]
    faults: list[Fault] = []
    texts = values_of(file, document_of(file, faults, named=False), settings, faults)
    given = {name.removeprefix("shops."): text for name, text in texts.items() if name.startswith("shops.")}
    vouched = {each.name: typed(each, texts[each.key]) for each in settings if _is_of("oidc", each, texts)}
    oidc = OidcSettings(**cast("dict[str, Any]", vouched))
    faults += (_fault_in(file, "oidc", each) for each in oidc.faults())
    notify = NotifySettings()
    try:
        notify = notify_from(
            {
                PREFIX + name.removeprefix("notify.").upper(): text
                for name, text in texts.items()
                if name.startswith("notify.")
            }
        )
    except InvalidInput as refused:
        faults += (_fault_in(file, "notify", each) for each in refused.faults)
    return TenantSettings(notify=notify, shops=ShopSettings(**given), oidc=oidc), faults


def _is_of(section: str, setting: Setting, texts: Mapping[str, str]) -> bool:
    return setting.section == section and setting.key in texts


def _fault_in(file: Path, section: str, found: Fault) -> Fault:
    """Return a fault of a variable as one of the file's key."""
    key = found.field.removeprefix(f"ROUNDSMAN_{section.upper()}_").lower()
    return replace(found, where=str(file), field=f"{section}.{key}")


def _folder(environ: Mapping[str, str]) -> Path:
    return Path(environ.get(TENANT_SETTINGS) or _USUAL)


def _usable(file: Path, tenant: str) -> TenantSettings:
    found, faults = read_tenant(file)
    if not faults:
        return found
    _LOG.error("settings of tenant %s cannot be used: see `roundsman config check`", tenant)
    return NOTHING
