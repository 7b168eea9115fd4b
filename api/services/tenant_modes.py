"""The delivery modes of a tenant, for whoever has no desk that quotes: commands and workers."""

from pathlib import Path

from data.formats.modes.read_modes import read_modes
from data.store.address import tenant_folder
from data.store.tenant import DEFAULT_TENANT
from orders.modes.asked import Modes


def modes_path(modes: Path, tenant: str) -> Path | None:
    """Return where the modes of a tenant are; None where it has none.

    Those of another than the first lie beside: in `MODES.tenants/NAME`, a folder, or NAME.xlsx.
    """
    if tenant == DEFAULT_TENANT:
        return modes
    folder = tenant_folder(modes)
    return next((each for each in (folder / tenant, folder / f"{tenant}.xlsx") if each.exists()), None)


def modes_of(modes: Path | None, tenant: str) -> Modes | None:
    """Return the modes of a tenant; None where there are none, and raise where they cannot be read."""
    found = None if modes is None else modes_path(modes, tenant)
    return None if found is None else read_modes(found)
