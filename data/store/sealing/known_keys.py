"""Which keys a database is sealed with: the last one seals, and none that seals anything may be missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, insert, select, text, update

from core.errors import InvalidInput, fault
from data.store.moments import microseconds, moment_of
from data.store.sealing.data_key import DataKey
from data.store.sealing.key_source import KeySource
from data.store.sealing.ring import Ring
from data.store.sealing.tables import DATA_KEYS

_LOCK: Final = 0x6B657973
PLAIN: Final = "plain"
"""Stands in the table for no key: what was kept before there were any."""

_LAST: Final = select(DATA_KEYS.c.id).order_by(DATA_KEYS.c.number.desc()).limit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A key of a database; retired: since when nothing is sealed with it."""

    id: str
    made: datetime
    retired: datetime | None


def known_keys(connection: Connection) -> list[KnownKey]:
    """Return the keys of a database, the one that seals last."""
    rows = connection.execute(select(DATA_KEYS).order_by(DATA_KEYS.c.number))
    return [_known(row) for row in rows if row.id != PLAIN]


def older_in_use(connection: Connection) -> list[str]:
    """Return what seals something beside the last key: ids of keys, and `PLAIN`."""
    chosen = select(DATA_KEYS.c.id).where(DATA_KEYS.c.retired_us.is_(None)).order_by(DATA_KEYS.c.number)
    return list(connection.execute(chosen).scalars())[:-1]


def prepare_keys(connection: Connection, ring: Ring, now: datetime) -> None:
    """Have a database that opens seal with its last key; the first start makes one.

    Raises `DataKeyMissing` where a key is not at hand by which something is sealed.
    """
    known = known_keys(connection)
    if not known:
        hold_keys(connection)
        known = known_keys(connection) or [_first(connection, ring.source, now)]
    # Only now: a key is in the file before the database knows of it, also one that another process makes.
    ring.look()
    missing = [each.id for each in known if each.retired is None and each.id not in ring.ids]
    if missing:
        raise ring.missing(missing)
    ring.seal_with(known[-1].id)


def follow_keys(connection: Connection, ring: Ring) -> None:
    """Seal with the last key from here on, also where another process has made it a moment ago."""
    ring.seal_with(connection.execute(_LAST).scalar_one())


def begin_key(connection: Connection, ring: Ring, now: datetime) -> KnownKey:
    """Seal with a new key: one that is made here, or the last one of the setting."""
    hold_keys(connection)
    known = {each.id for each in known_keys(connection)}
    if not ring.source.fixed:
        made = ring.source.add()
    else:
        made = ring.source.read()[-1]
        if made.id in known:
            expected = "a new key behind the others, of `roundsman secrets new`; all servers need it first"
            raise InvalidInput(
                "There is no new key.", faults=[fault("environment", str(ring.source), made.id, expected)]
            )
    ring.look()
    begun = _begin(connection, made, now)
    ring.seal_with(begun.id)
    return begun


def follow_first(connection: Connection, ring: Ring, key_id: str, now: datetime) -> bool:
    """Seal with the key of the first tenant's database from here on; return whether that is new here."""
    hold_keys(connection)
    if any(each.id == key_id for each in known_keys(connection)):
        return False
    ring.look()
    made = next((each for each in ring.source.read() if each.id == key_id), None)
    if made is None:
        raise ring.missing([key_id])
    _begin(connection, made, now)
    ring.seal_with(key_id)
    return True


def retire(connection: Connection, key_ids: Sequence[str], now: datetime) -> None:
    """Note that nothing is sealed with these keys any more."""
    of_these = update(DATA_KEYS).where(DATA_KEYS.c.id.in_(key_ids), DATA_KEYS.c.retired_us.is_(None))
    connection.execute(of_these.values(retired_us=microseconds(now)))


def hold_keys(connection: Connection) -> None:
    """Let nobody else change the keys before the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def _first(connection: Connection, source: KeySource, now: datetime) -> KnownKey:
    """Begin with the last key at hand, or make one."""
    at_hand = source.read()
    made = at_hand[-1] if at_hand else source.add()
    return _begin(connection, made, now)


def _begin(connection: Connection, key: DataKey, now: datetime) -> KnownKey:
    number = len(known_keys(connection)) + 1
    row = {"number": number, "id": key.id, "made_us": microseconds(now), "retired_us": None}
    connection.execute(insert(DATA_KEYS).values(row))
    return KnownKey(id=key.id, made=now, retired=None)


def _known(row: Any) -> KnownKey:
    retired = None if row.retired_us is None else moment_of(row.retired_us)
    return KnownKey(id=row.id, made=moment_of(row.made_us), retired=retired)
