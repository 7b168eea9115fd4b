"""Tenants: firms that share an installation and never see each other's things."""

import re
from typing import Final

DEFAULT_TENANT: Final = "default"
"""Whose everything is where nobody says otherwise."""

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?", re.ASCII)

TENANT_FORM: Final = "1 to 36 of a-z, 0-9 and -, such as north-couriers"
"""What names of tenants look like."""


def is_tenant(text: str) -> bool:
    """Whether `text` can name a tenant."""
    return _NAME.fullmatch(text) is not None


def naming(tenant: str, token: str) -> str:
    """Return something secret with the tenant in whose database it is looked for; the first goes unnamed."""
    return token if tenant == DEFAULT_TENANT else f"{tenant}.{token}"


def tenant_in(sent: str) -> tuple[str, str]:
    """Return the tenant that something sent names, and the rest of it; the opposite of `naming`."""
    name, dot, rest = sent.partition(".")
    return (name, rest) if dot else (DEFAULT_TENANT, sent)
