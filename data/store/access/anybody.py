"""Whether anybody was ever let in by name: asked of every request until somebody was."""

from typing import Final

from sqlalchemy import Connection, exists, or_, select

from data.store.access.tables import API_KEYS, USERS
from data.store.tenants.tables import TENANTS

_ANYBODY: Final = select(or_(*(exists().select_from(each) for each in (API_KEYS, USERS, TENANTS))))


def anybody(connection: Connection) -> bool:
    """Return whether there is a key, a person or a tenant beside the first, valid or not."""
    return bool(connection.execute(_ANYBODY).scalar_one())
